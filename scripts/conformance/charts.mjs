// Real charts with real values, and what Helm makes of them: every text, every error.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fromSource } from '../from-source.mjs';

const { directoryFiles, plain, readUserValues, renderRelease, sortRelease } = await fromSource(
  'helm/charts/chart-files.ts',
  'helm/charts/read-values.ts',
  'template/values/traced.ts',
  'helm/render-release.ts',
);

/** The result of each chart with each of its sets of values. */
export async function runCharts(directory, wanted) {
  const index = JSON.parse(readFileSync(join(directory, 'index.json'), 'utf8'));
  const capabilities = JSON.parse(readFileSync(join(directory, 'capabilities.json'), 'utf8'));
  const results = [];
  for (const { id, pairs } of index.charts) {
    if (!pairs.some((pair) => wanted(`${id}/${pair.id}`))) continue;
    const raw = rawFiles(join(directory, 'charts', id));
    const files = directoryFiles(raw);
    const texts = JSON.parse(readFileSync(join(directory, 'golden', id, 'texts.json'), 'utf8'));
    for (const pair of pairs) {
      const name = `${id}/${pair.id}`;
      if (!wanted(name)) continue;
      const golden = JSON.parse(readFileSync(join(directory, 'golden', id, `${pair.id}.json`), 'utf8'));
      const release = JSON.parse(readFileSync(join(directory, 'releases', id, `${pair.id}.json`), 'utf8'));
      const started = process.cpuUsage();
      let why;
      try {
        why = judge(golden, texts, render(raw, files, release, capabilities));
      } catch (error) {
        why = `throws ${error.stack}`;
      }
      const { user, system } = process.cpuUsage(started);
      results.push({ id: name, why, cpuMs: (user + system) / 1000, goCpuMs: golden.cpuMs });
    }
  }
  return results;
}

function rawFiles(directory) {
  const entries = readdirSync(directory, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const path = join(entry.parentPath ?? entry.path, entry.name);
      const name = relative(directory, path).split(sep).join('/');
      return { name, path: name, content: readFileSync(path) };
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function render(raw, files, { release, values }, { kubeVersion, apiVersions, helmVersion }) {
  const { Version, Major, Minor } = typeof kubeVersion === 'string' ? parts(kubeVersion) : kubeVersion;
  const rendered = renderRelease({
    files,
    values: userValues(JSON.stringify(values)),
    // Schemas of these charts point to their library's by an address; the same files stand in charts/.
    loadSchema: (url) => {
      const name = /\/charts\/library\/common\/(.*)$/.exec(url)?.[1];
      const file = raw.find((each) => each.name === `charts/common/${name}`);
      return file?.content.toString('utf8');
    },
    release: { ...release, revision: 1, isUpgrade: false },
    capabilities: {
      kubeVersion: Version,
      major: Major,
      minor: Minor,
      apiVersions,
      helmVersion: helmVersion.version,
    },
  });
  if ('stage' in rendered) return rendered;
  const sorted = sortRelease(rendered);
  return 'stage' in sorted ? sorted : { rendered, sorted };
}

function userValues(text) {
  return readUserValues(text, (start, end) => ({ file: 'values', start, end })).values;
}

function parts(version) {
  const [, major, minor] = /^v?([0-9]+)\.([0-9]+)/.exec(version);
  return { Version: version, Major: major, Minor: minor };
}

const sha = (text) => createHash('sha256').update(text).digest('hex');

function judge(golden, texts, result) {
  if (golden.error) {
    if (result.error === undefined)
      return `succeeded; it should fail at ${golden.error.stage}: ${golden.error.text}`;
    if (result.stage !== golden.error.stage)
      return `failed at ${result.stage}: ${result.error}, not at ${golden.error.stage}: ${golden.error.text}`;
    const words = (line) => `${line.replace(/'[^']*'/g, '')}${(line.match(/'[^']*'/g) ?? []).sort()}`;
    const lines = (text) => text.trim().split('\n').map(words).sort().join('\n');
    return lines(result.error) === lines(golden.error.text)
      ? undefined
      : `fails with ${result.error}, not ${golden.error.text}`;
  }
  if (result.error !== undefined) return `failed at ${result.stage}: ${result.error}`;
  const { rendered, sorted } = result;
  const got = new Map([...rendered.texts, ...rendered.notes].map(([name, value]) => [name, plain(value)]));
  const expected = [...Object.keys(golden.templates), ...(golden.asSource ?? []), ...(golden.blank ?? [])];
  const more = [...got.keys()].filter((name) => !expected.includes(name));
  if (more.length > 0) return `also renders ${more.join(', ')}`;
  const random = golden.nondeterministic ?? {};
  for (const [name, digest] of Object.entries(golden.templates)) {
    const text = got.get(name);
    if (text === undefined) return `does not render ${name}`;
    if (sha(text) === digest || random[name] === 'all') continue;
    const want = texts[digest];
    if (want === undefined) {
      // The text was too large to be kept.
      if (random[name]) continue;
      return `${name} differs`;
    }
    if (random[name] === 'order') {
      if (documents(text) === documents(want)) continue;
    } else if (Array.isArray(random[name])) {
      if (without(text, random[name]) === without(want, random[name])) continue;
    }
    return `${name}: ${firstDifference(want, text)}`;
  }
  for (const name of golden.blank ?? []) {
    if (got.get(name)?.trim() !== '')
      return `${name} is not blank: ${JSON.stringify(got.get(name))?.slice(0, 200)}`;
  }
  const list = (items) =>
    (items ?? []).map(({ path, kind = '', name = '' }) => `${path} ${kind}${random[path] ? '' : ` ${name}`}`);
  const inOrder = Object.values(random).includes('order') ? (items) => list(items).sort() : list;
  const wantDocuments = inOrder(golden.documents).join('\n');
  const gotDocuments = inOrder(sorted.manifests).join('\n');
  if (wantDocuments !== gotDocuments) return `documents: ${firstDifference(wantDocuments, gotDocuments)}`;
  const wantHooks = inOrder(golden.hooks ?? []).join('\n');
  const gotHooks = inOrder(sorted.hooks).join('\n');
  return wantHooks === gotHooks ? undefined : `hooks: ${firstDifference(wantHooks, gotHooks)}`;
}

function documents(text) {
  return text
    .split(/^---/m)
    .map((part) => part.trim())
    .sort()
    .join('\n---\n');
}

function without(text, lines) {
  return text
    .split('\n')
    .filter((_line, at) => !lines.includes(at + 1))
    .join('\n');
}

function firstDifference(want, got) {
  const [a, b] = [want.split('\n'), got.split('\n')];
  const at = a.findIndex((line, index) => line !== b[index]);
  const line = at < 0 ? a.length : at;
  return `line ${line + 1} is ${JSON.stringify(b[line])}, not ${JSON.stringify(a[line])}`;
}
