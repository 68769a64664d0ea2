// Writes what the CustomResourceDefinitions of Flux demand, in packages/core/src/flux:
//   node scripts/generate/flux-schemas.mjs newest DIR     newest-schemas.data.ts, of the newest known release
//   node scripts/generate/flux-schemas.mjs older DIR      older-schemas.data.ts, of 2.6, the last that serves every version
//   node scripts/generate/flux-schemas.mjs operator DIR   operator-schemas.data.ts, of the Flux Operator
// DIR holds the CRD files of a release's controllers.
// Descriptions and status are left out: they are not needed to judge a manifest.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { OPERATOR_RULES } from './operator-rules.mjs';

const KEPT = new Set([
  'type',
  'properties',
  'items',
  'additionalProperties',
  'required',
  'enum',
  'pattern',
  'format',
  'minimum',
  'maximum',
  'minLength',
  'maxLength',
  'minItems',
  'maxItems',
  'nullable',
  'default',
  'x-kubernetes-validations',
  'x-kubernetes-preserve-unknown-fields',
  'x-kubernetes-int-or-string',
  'x-kubernetes-embedded-resource',
]);

function trimmed(schema) {
  if (schema === null || typeof schema !== 'object') return schema;
  const result = {};
  for (const [key, value] of Object.entries(schema)) {
    if (!KEPT.has(key)) continue;
    if (key === 'properties') {
      result[key] = Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, trimmed(inner)]));
    } else if (key === 'items' || key === 'additionalProperties') result[key] = trimmed(value);
    else result[key] = value;
  }
  return result;
}

/** What releases before 2.6 had and it does not, and what later ones gave to the versions that they still served. */
const OTHER_RELEASES = [
  ['kustomize.toolkit.fluxcd.io/v1beta1/Kustomization', 'serviceAccount'],
  ['kustomize.toolkit.fluxcd.io/v1beta2/Kustomization', 'kubeConfig'],
  ['helm.toolkit.fluxcd.io/v2beta2/HelmRelease', 'kubeConfig'],
  ['image.toolkit.fluxcd.io/v1beta2/ImagePolicy', 'suspend'],
];
const LATER_KINDS = [
  ['notification.toolkit.fluxcd.io/v1beta2/Alert', 'eventSources'],
  ['notification.toolkit.fluxcd.io/v1beta2/Receiver', 'resources'],
];

const TABLES = {
  newest: {
    name: 'NEWEST_SCHEMAS',
    of: '2.9',
    says: "The schemas of Flux's kinds by group, version and kind, as JSON that is parsed when it is needed.",
  },
  older: {
    name: 'OLDER_SCHEMAS',
    of: '2.6',
    says: 'The same for the versions that Flux has removed since, and for clusters that run this release or an older one.',
  },
  operator: {
    name: 'OPERATOR_SCHEMAS',
    of: 'Operator 0.58',
    says: 'The same for the kinds of the Flux Operator: fields, types and sets of values; its rules are in words of our own.',
  },
};

const [which, dir] = process.argv.slice(2);
const table = TABLES[which];
const schemas = {};
for (const file of readdirSync(dir).sort()) {
  if (!file.endsWith('.yaml')) continue;
  for (const document of parseAllDocuments(readFileSync(join(dir, file), 'utf8'))) {
    const { spec } = document.toJS() ?? {};
    for (const { name, served, deprecated, schema } of spec?.versions ?? []) {
      if (!served) continue;
      const { apiVersion, kind, metadata, status, ...properties } = schema.openAPIV3Schema.properties;
      const rules = schema.openAPIV3Schema['x-kubernetes-validations'];
      const trimmedSchema = trimmed({
        type: 'object',
        properties,
        ...(rules && { 'x-kubernetes-validations': rules }),
      });
      if (which === 'operator') {
        schemas[`${spec.group}/${name}/${spec.names.kind}`] = withOwnRules(
          withoutRules(trimmedSchema),
          spec.names.kind,
        );
        continue;
      }
      // Rules came late to versions that were on their way out: earlier releases took what they forbid.
      schemas[`${spec.group}/${name}/${spec.names.kind}`] =
        which === 'older' && deprecated ? withoutRules(trimmedSchema) : trimmedSchema;
    }
  }
}
if (which === 'older') {
  const open = { 'x-kubernetes-preserve-unknown-fields': true };
  for (const [key, field] of OTHER_RELEASES) schemas[key].properties.spec.properties[field] = open;
  for (const [key, field] of LATER_KINDS) {
    schemas[key].properties.spec.properties[field].items.properties.kind.enum.push(
      'ArtifactGenerator',
      'ExternalArtifact',
    );
  }
}
/** The schema with what the kind's validation asks for between fields, at the places that they are about. */
function withOwnRules(schema, kind) {
  const rules = OPERATOR_RULES.filter((each) => each.kind === kind);
  for (const { at, rule, message } of rules) {
    const place = at.reduce((inner, step) => (step === '*' ? inner.items : inner.properties[step]), schema);
    place['x-kubernetes-validations'] = [...(place['x-kubernetes-validations'] ?? []), { rule, message }];
  }
  return schema;
}

const text = JSON.stringify(schemas);
writeFileSync(
  new URL(`../../packages/core/src/flux/kinds/${which}-schemas.data.ts`, import.meta.url),
  `// Generated by scripts/generate/flux-schemas.mjs from the CustomResourceDefinitions of ${/^\d/.test(table.of) ? 'Flux' : 'the Flux'} ${table.of}; do not edit.
// biome-ignore format: one line
/** ${table.says} */
export const ${table.name}: string = ${JSON.stringify(text)};
`,
);
console.log(Object.keys(schemas).join('\n'), text.length);

function withoutRules(value) {
  if (Array.isArray(value)) return value.map(withoutRules);
  if (value === null || typeof value !== 'object') return value;
  const kept = Object.entries(value).filter(([key]) => key !== 'x-kubernetes-validations');
  return Object.fromEntries(kept.map(([key, inner]) => [key, withoutRules(inner)]));
}
