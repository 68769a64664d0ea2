/**
 * Chart.yaml and requirements.yaml.
 * Source: metadata.go and dependency.go of Helm 4.2, and the way that sigs.k8s.io/yaml fills structs.
 *
 * @module
 */

import { quote } from '../../template/format/quote.js';
import { baseName } from '../../template/functions/texts/paths.js';
import { parseVersion } from '../../template/semver/version.js';
import { fromNode, NodeFault } from '../../template/values/from-node.js';
import { isPrint, isSpaceRune } from '../../template/values/go-text.js';
import { plain } from '../../template/values/traced.js';
import type { Value } from '../../template/values/value.js';
import type { Node } from '../../yaml/nodes/node.js';
import { parseDocuments } from '../../yaml/read/parse-yaml.js';
import {
  ChartFault,
  type ChartFile,
  type Dependency,
  type ImportValue,
  type Maintainer,
  type Metadata,
} from './chart.js';

export function emptyMetadata(): Metadata {
  return {
    name: '',
    home: '',
    sources: [],
    version: '',
    description: '',
    keywords: [],
    maintainers: [],
    icon: '',
    apiVersion: '',
    condition: '',
    tags: '',
    appVersion: '',
    deprecated: false,
    annotations: new Map(),
    kubeVersion: '',
    dependencies: undefined,
    type: '',
  };
}

/** Lays what a file says over what is known. */
export function readMetadata({ name, text, path }: ChartFile, into: Metadata): void {
  const failed = (reason: string): never => {
    throw new ChartFault('load', `cannot load ${name}: ${reason}`);
  };
  const { documents, diagnostics } = parseDocuments(text, (start, end) => ({ file: path, start, end }));
  const fault = diagnostics.find(
    ({ code, severity }) => severity === 'error' && code !== 'yaml/duplicate-key',
  );
  if (fault) failed(`error converting YAML to JSON: yaml: ${fault.message}`);
  const root = documents[0]?.root;
  if (!root) return;
  try {
    const fields = fieldsOf(root);
    if (!fields)
      failed(
        'error unmarshaling JSON: while decoding JSON: json: cannot unmarshal into Go value of type v2.Metadata',
      );
    else fill(into, fields);
  } catch (error) {
    if (error instanceof NodeFault) failed(`error converting YAML to JSON: ${error.message}`);
    if (error instanceof WrongType) failed(`error unmarshaling JSON: while decoding JSON: ${error.message}`);
    throw error;
  }
}

class WrongType extends Error {}

type Fields = ReadonlyMap<string, Value>;

/** The fields of a mapping by their names in small letters, for Go's JSON takes them in any case. */
function fieldsOf(node: Node): Fields | undefined {
  return asFields(fromNode(node, () => undefined));
}

function asFields(value: Value): Fields | undefined {
  const bare = plain(value);
  if (typeof bare !== 'object' || bare?.kind !== 'map') return undefined;
  return new Map([...bare.entries].map(([key, item]) => [key.toLowerCase(), item]));
}

function fill(into: Metadata, fields: Fields): void {
  const setText = (field: string, set: (text: string) => void): void => {
    const value = fields.get(field.toLowerCase());
    if (value !== undefined && plain(value) !== null) set(text(value, `Metadata.${field}`));
  };
  for (const field of TEXTS)
    setText(field, (value) => {
      into[field] = value;
    });
  const list = <T>(field: string, read: (value: Value) => T): T[] | undefined => {
    const value = plain(fields.get(field.toLowerCase()) ?? null);
    if (value === null) return undefined;
    if (typeof value !== 'object' || value.kind !== 'list')
      throw wrong(value, `Metadata.${field}`, '[]string');
    return value.items.map(read);
  };
  into.sources = list('sources', (item) => text(item, 'Metadata.sources')) ?? into.sources;
  into.keywords = list('keywords', (item) => text(item, 'Metadata.keywords')) ?? into.keywords;
  into.maintainers = list('maintainers', maintainer) ?? into.maintainers;
  into.dependencies = list('dependencies', dependency) ?? into.dependencies;
  const deprecated = plain(fields.get('deprecated') ?? null);
  if (typeof deprecated === 'boolean') into.deprecated = deprecated;
  else if (deprecated !== null) throw wrong(deprecated, 'Metadata.deprecated', 'bool');
  const annotations = asFields(fields.get('annotations') ?? null);
  const source = plain(fields.get('annotations') ?? null);
  if (annotations && typeof source === 'object' && source?.kind === 'map') {
    for (const [key, value] of source.entries) into.annotations.set(key, text(value, 'Metadata.annotations'));
  }
}

const TEXTS = [
  'name',
  'home',
  'version',
  'description',
  'icon',
  'apiVersion',
  'condition',
  'tags',
  'appVersion',
  'kubeVersion',
  'type',
] as const;

function wrong(value: Value, field: string, type: string): WrongType {
  const bare = plain(value);
  const kind =
    typeof bare === 'object' && bare?.kind === 'map'
      ? 'object'
      : typeof bare === 'object' && bare?.kind === 'list'
        ? 'array'
        : typeof bare === 'boolean'
          ? 'bool'
          : typeof bare;
  return new WrongType(`json: cannot unmarshal ${kind} into Go struct field ${field} of type ${type}`);
}

/** Numbers and truths become texts where a text is wanted; a number is cut to 32 bits. */
function text(value: Value, field: string): string {
  const bare = plain(value);
  if (bare === null) return '';
  if (typeof bare === 'string') return bare;
  if (typeof bare === 'boolean') return String(bare);
  if (typeof bare === 'number') return numberText(bare);
  throw wrong(value, field, 'string');
}

function numberText(value: number): string {
  if (Number.isInteger(value)) return BigInt(value).toString();
  const single = Math.fround(value);
  for (let digits = 1; digits <= 9; digits++) {
    const short = Number(single.toPrecision(digits));
    if (Math.fround(short) === single) return String(short);
  }
  return String(value);
}

function maintainer(value: Value): Maintainer | undefined {
  const fields = asFields(value);
  if (!fields) return undefined;
  const field = (name: string): string => text(fields.get(name) ?? null, `Maintainer.${name}`);
  return { name: field('name'), email: field('email'), url: field('url') };
}

function dependency(value: Value): Dependency | undefined {
  const fields = asFields(value);
  if (!fields) return undefined;
  const field = (name: string): string => text(fields.get(name) ?? null, `Dependency.${name}`);
  const items = (name: string): readonly Value[] => {
    const bare = plain(fields.get(name) ?? null);
    return typeof bare === 'object' && bare?.kind === 'list' ? bare.items : [];
  };
  return {
    name: field('name'),
    version: field('version'),
    repository: field('repository'),
    condition: field('condition'),
    tags: items('tags').map((tag) => text(tag, 'Dependency.tags')),
    enabled: plain(fields.get('enabled') ?? null) === true,
    importValues: items('import-values').flatMap(importValue),
    alias: field('alias'),
  };
}

function importValue(value: Value): ImportValue[] {
  const bare = plain(value);
  if (typeof bare === 'string') return [bare];
  if (typeof bare !== 'object' || bare?.kind !== 'map') return [];
  const shown = (key: string): string => {
    const item = plain(bare.entries.get(key) ?? null);
    return item === null ? '<nil>' : String(typeof item === 'object' ? '' : item);
  };
  return [{ child: shown('child'), parent: shown('parent') }];
}

function sanitized(value: string): string {
  let out = '';
  for (const char of value) {
    const rune = char.codePointAt(0) ?? 0;
    if (isSpaceRune(rune)) out += ' ';
    else if (isPrint(rune)) out += char;
  }
  return out;
}

/** Refuses what Helm refuses when it loads a chart, and cleans texts as it does. */
export function validateMetadata(metadata: Metadata): void {
  const refuse = (reason: string): never => {
    throw new ChartFault('load', `validation: ${reason}`);
  };
  for (const field of [
    'name',
    'description',
    'home',
    'icon',
    'condition',
    'tags',
    'appVersion',
    'kubeVersion',
  ] as const)
    metadata[field] = sanitized(metadata[field]);
  metadata.sources = metadata.sources.map(sanitized);
  metadata.keywords = metadata.keywords.map(sanitized);
  const { name, version, type } = metadata;
  if (metadata.apiVersion === '') refuse('chart.metadata.apiVersion is required');
  if (name === '') refuse('chart.metadata.name is required');
  if (name === '.' || name === '..') refuse(`chart.metadata.name ${quote(name)} is not allowed`);
  if (name !== baseName(name)) refuse(`chart.metadata.name ${quote(name)} is invalid`);
  if (version === '') refuse('chart.metadata.version is required');
  if ('error' in parseVersion(version)) refuse(`chart.metadata.version ${quote(version)} is invalid`);
  if (!['', 'application', 'library'].includes(type))
    refuse('chart.metadata.type must be application or library');
  if (metadata.maintainers.includes(undefined)) refuse('maintainers must not contain empty or null nodes');
  const names = new Set<string>();
  for (const each of metadata.dependencies ?? []) {
    if (!each) {
      refuse('dependencies must not contain empty or null nodes');
      continue;
    }
    for (const field of ['name', 'version', 'repository', 'condition'] as const)
      each[field] = sanitized(each[field]);
    each.tags = each.tags.map(sanitized);
    if (each.alias !== '' && !/^[a-zA-Z0-9_-]+$/.test(each.alias))
      refuse(`dependency ${quote(each.name)} has disallowed characters in the alias`);
    const key = each.alias === '' ? each.name : each.alias;
    if (names.has(key)) refuse(`more than one dependency with name or alias ${quote(key)}`);
    names.add(key);
  }
}
