/**
 * Which subcharts there are, under which names, and what is imported of their values.
 * Source: pkg/chart/v2/util/dependencies.go of Helm 4.2.
 *
 * @module
 */
import { parseConstraint, satisfies } from '../../template/semver/constraint.js';
import { parseVersion } from '../../template/semver/version.js';
import { deepCopy } from '../../template/values/kinds.js';
import { plain, read } from '../../template/values/traced.js';
import { type GoMap, map, type Value } from '../../template/values/value.js';
import { type Chart, type Dependency, setDependencies } from '../charts/chart.js';
import type { HelmVersion } from '../charts/helm-version.js';
import { coalesceTables, coalesceValues, tableOf } from './coalesce.js';

/** Switches subcharts on and off and renames them by the user's values, and imports values. Changes the chart. */
export function processDependencies(chart: Chart, values: GoMap, helm: HelmVersion): void {
  processEnabled(chart, values, '', helm);
  importAll(chart, helm);
}

/** Whether a version is in a range; neither is where it cannot be read. */
export function isCompatible(range: string, version: string): boolean {
  const constraint = parseConstraint(range);
  const parsed = parseVersion(version);
  return !('error' in constraint) && !('error' in parsed) && satisfies(constraint, parsed);
}

function processEnabled(chart: Chart, values: GoMap, path: string, helm: HelmVersion): void {
  const entries = chart.metadata.dependencies?.filter((entry) => entry !== undefined);
  if (!chart.metadata.dependencies || !entries) return;
  const isListed = ({ metadata }: Chart): boolean =>
    entries.some(({ name, version }) => name === metadata.name && isCompatible(version, metadata.version));
  const unlisted = chart.dependencies.filter((each) => !isListed(each));
  const listed: Chart[] = [];
  for (const entry of entries) {
    const found = aliased(chart.dependencies, entry);
    if (found) listed.push(found);
    if (entry.alias !== '') entry.name = entry.alias;
  }
  setDependencies(chart, [...unlisted, ...listed]);
  for (const entry of entries) entry.enabled = true;
  const all = coalesceValues(chart, values, { merge: false, helm, stage: 'dependencies' });
  applyTags(entries, all);
  applyConditions(entries, all, path);
  const disabled = new Set(entries.filter(({ enabled }) => !enabled).map(({ name }) => name));
  const kept = chart.dependencies.filter(({ metadata }) => !disabled.has(metadata.name));
  for (const each of kept) processEnabled(each, all, `${path}${each.metadata.name}.`, helm);
  const remaining = entries.filter(({ name }) => !disabled.has(name));
  chart.metadata.dependencies = remaining.length > 0 ? remaining : undefined;
  setDependencies(chart, kept);
}

/** A copy of the chart that an entry means, under the entry's alias. */
function aliased(charts: readonly Chart[], { name, version, alias }: Dependency): Chart | undefined {
  const found = charts.find(
    ({ metadata }) => metadata.name === name && isCompatible(version, metadata.version),
  );
  if (!found) return undefined;
  const { metadata } = found;
  const copy: Chart = {
    ...found,
    metadata: {
      ...metadata,
      dependencies: metadata.dependencies?.map((each) => each && { ...each }),
      name: alias === '' ? metadata.name : alias,
    },
  };
  setDependencies(
    copy,
    found.dependencies.map((each) => ({ ...each })),
  );
  return copy;
}

function truth(value: Value | undefined): boolean | undefined {
  const bare = value === undefined ? undefined : read(value);
  return typeof bare === 'boolean' ? bare : undefined;
}

function applyTags(entries: readonly Dependency[], values: GoMap): void {
  const table = tableOf(values.entries.get('tags'));
  if (!table) return;
  for (const entry of entries) {
    const truths = entry.tags.map((tag) => truth(table.entries.get(tag)));
    entry.enabled = truths.includes(true) || !truths.includes(false);
  }
}

function applyConditions(entries: readonly Dependency[], values: GoMap, path: string): void {
  for (const entry of entries) {
    for (const condition of entry.condition.trim().split(',')) {
      if (condition === '') continue;
      const decided = truth(valueAt(values, path + condition));
      if (decided === undefined) continue;
      entry.enabled = decided;
      break;
    }
  }
}

/** The value at a path with dots; a table counts as none. */
function valueAt(values: GoMap, path: string): Value | undefined {
  const keys = path.split('.');
  const table = tableAt(values, keys.slice(0, -1));
  const found = table?.entries.get(keys.at(-1) ?? '');
  return found === undefined || tableOf(found) ? undefined : found;
}

/** The table at a path. */
export function tableAt(values: GoMap, keys: readonly string[]): GoMap | undefined {
  let table: GoMap | undefined = values;
  for (const key of keys) {
    const bare: Value | undefined = table?.entries.get(key);
    const inner: Value = bare === undefined ? null : plain(bare);
    table = typeof inner === 'object' && inner?.kind === 'map' ? inner : undefined;
  }
  return table;
}

function importAll(chart: Chart, helm: HelmVersion): void {
  for (const each of chart.dependencies) importAll(each, helm);
  importValues(chart, helm);
}

function importValues(chart: Chart, helm: HelmVersion): void {
  const entries = chart.metadata.dependencies;
  if (!entries) return;
  const how = { merge: true, helm, stage: 'dependencies' } as const;
  const all = coalesceValues(chart, map(), how);
  const imported = map();
  for (const entry of entries) {
    for (const each of entry?.importValues ?? []) {
      const isName = typeof each === 'string';
      const child = isName ? `exports.${each}` : each.child;
      const table = tableAt(all, `${entry?.name}.${child}`.split('.'));
      if (table) coalesceTables(imported, isName ? table : nested(each.parent, table), how);
    }
  }
  const values = deepCopy(all) as GoMap;
  coalesceTables(values, imported, how);
  chart.values = values;
}

function nested(path: string, table: GoMap): GoMap {
  if (path === '.') return table;
  return path.split('.').reduceRight<GoMap>((inner, key) => map([[key, inner]]), table);
}
