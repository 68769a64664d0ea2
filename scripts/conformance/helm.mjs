// The vectors of Helm: templates and charts with the exact text that Helm makes of them, or its exact error.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fromSource } from '../from-source.mjs';

const {
  fromBytes,
  readUserValues,
  renderRelease,
  sortRelease,
  manifestText,
  plain,
  dependsOnUnknown,
  toBytes,
} = await fromSource(
  'template/values/go-text.ts',
  'template/values/traced.ts',
  'helm/charts/read-values.ts',
  'helm/render-release.ts',
  'helm/manifests/sort-manifests.ts',
);

const CHART = 'apiVersion: v2\nname: c\nversion: 1.2.3\nappVersion: "4.5"\ndescription: A chart\n';
const CAPABILITIES = {
  kubeVersion: 'v1.31.4',
  major: '1',
  minor: '31',
  apiVersions: ['v1', 'v1/Pod', 'apps/v1', 'apps/v1/Deployment', 'batch/v1', 'networking.k8s.io/v1'],
};

/** The result of each vector. A text of a Go library counts as right where its beginning, which is Helm's, is. */
export async function runHelm(directory, wanted) {
  const results = [];
  for (const file of readdirSync(directory).sort()) {
    if (!file.endsWith('.json')) continue;
    const { vectors } = JSON.parse(readFileSync(join(directory, file), 'utf8'));
    for (const vector of vectors) if (wanted(vector.id)) results.push({ id: vector.id, why: judged(vector) });
  }
  return results;
}

function judged(vector) {
  try {
    return judge(vector, run(vector));
  } catch (error) {
    return `throws ${error.stack}`;
  }
}

const text = (content) =>
  typeof content === 'string' ? content : fromBytes(Buffer.from(content.base64, 'base64'));

function filesOf({ template, templates, files, chart }) {
  const all = chart ?? {
    'Chart.yaml': CHART,
    ...files,
    ...(templates ?? { 'templates/t.yaml': template ?? '' }),
  };
  return Object.entries(all).map(([name, content]) => ({ name, text: text(content), path: name }));
}

function run(vector) {
  const { values = '{}', release = {}, capabilities, install } = vector;
  const read = readUserValues(values, (start, end) => ({ file: 'values', start, end }));
  if ('error' in read) return { stage: 'values', error: read.error };
  const rendered = renderRelease({
    files: filesOf(vector),
    values: read.values,
    helm: '4.2',
    release: { name: 'rel', namespace: 'ns', revision: 1, isUpgrade: false, ...release },
    capabilities: { ...CAPABILITIES, ...capabilities },
  });
  if ('stage' in rendered) return rendered;
  const sorted = install ? sortRelease(rendered, '4.2') : undefined;
  if (sorted && 'stage' in sorted) return sorted;
  return { rendered, sorted };
}

function judge(vector, result) {
  if (vector.error !== undefined) {
    if (result.error === undefined) return `succeeded; it should fail with ${vector.error}`;
    if (result.stage !== vector.stage)
      return `failed at ${result.stage}, not at ${vector.stage}: ${result.error}`;
    return compare(vector, vector.error, result.error);
  }
  if (result.error !== undefined) return `failed: ${result.error}`;
  const { rendered, sorted } = result;
  const texts = Object.fromEntries(
    [...rendered.texts, ...rendered.notes].map(([name, value]) => [name, value]),
  );
  const isOne = typeof vector.output === 'string' || vector.output.base64 !== undefined;
  if (isOne) {
    const [value] = Object.values(texts);
    if (vector.nondeterministic && dependsOnUnknown(value)) return undefined;
    if (vector.pattern) {
      if (!new RegExp(`^(?:${vector.pattern})$`, 's').test(plain(value)))
        return `does not match: ${plain(value)}`;
    } else {
      const why = compare(vector, text(vector.output), plain(value));
      if (why) return why;
    }
  } else {
    const prefix = vector.chart ? '' : 'c/';
    const names = Object.keys(vector.output).map((name) => prefix + name);
    const more = Object.keys(texts).filter((name) => !names.includes(name));
    if (more.length > 0) return `also renders ${more.join(', ')}`;
    for (const [name, want] of Object.entries(vector.output)) {
      const value = texts[prefix + name];
      if (value === undefined) return `does not render ${name}`;
      if (vector.nondeterministic && dependsOnUnknown(value)) continue;
      const why = compare(vector, text(want), plain(value));
      if (why) return `${name}: ${why}`;
    }
  }
  return vector.installed ? installed(vector.installed, rendered, sorted) : undefined;
}

function installed(want, rendered, { manifests, hooks }) {
  const manifest = manifestText(manifests);
  if (manifest !== want.manifest)
    return `manifest is ${JSON.stringify(manifest)}, not ${JSON.stringify(want.manifest)}`;
  const got = hooks.map(({ name, kind, path, events, weight, deletePolicies, content }) => ({
    name,
    kind,
    path,
    events,
    weight,
    deletePolicies,
    manifest: content,
  }));
  const wanted = want.hooks.map((hook) => ({ ...hook, deletePolicies: hook.deletePolicies ?? [] }));
  if (canonical(got) !== canonical(wanted)) return `hooks are ${canonical(got)}, not ${canonical(wanted)}`;
  const crds = rendered.crds.map(({ file }) => file.name);
  if (canonical(crds) !== canonical(want.crds))
    return `CRDs are ${canonical(crds)}, not ${canonical(want.crds)}`;
  return undefined;
}

function canonical(value) {
  return JSON.stringify(value, (_key, item) =>
    item && typeof item === 'object' && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)))
      : item,
  );
}

function compare({ exact }, want, got) {
  if (got === want || Buffer.compare(toBytes(got), toBytes(want)) === 0) return undefined;
  if (exact !== undefined) {
    const head = (all) => [...all].slice(0, exact).join('');
    if (head(got) === head(want)) return undefined;
  }
  return `is ${JSON.stringify(got)}, not ${JSON.stringify(want)}`;
}
