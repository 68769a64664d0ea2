/**
 * Values of the user over those of charts, and those of charts over those of their subcharts.
 * Source: pkg/chart/common/util/coalesce.go of Helm 4.2; before that release nulls of charts were kept.
 *
 * @module
 */

import { printArg } from '../../template/format/print-value.js';
import { newPrinter } from '../../template/format/printer.js';
import { deepCopy, isMap } from '../../template/values/kinds.js';
import { plain } from '../../template/values/traced.js';
import { ANY_MAP, type GoMap, map, type Value } from '../../template/values/value.js';
import { type Chart, ChartFault, type Stage } from '../charts/chart.js';
import type { HelmVersion } from '../charts/helm-version.js';

/** How values are put together. */
export interface Coalescing {
  /** Whether nulls are kept, to be put together once more later. */
  readonly merge: boolean;
  readonly helm: HelmVersion;
  /** The stage that errors belong to. */
  readonly stage: Stage;
}

/** The values of a chart and all below it. The ones given are not changed. */
export function coalesceValues(chart: Chart, values: GoMap, how: Coalescing): GoMap {
  const copy = deepCopy(values) as GoMap;
  coalesceChart(chart, copy, how);
  return copy;
}

function coalesceChart(chart: Chart, into: GoMap, how: Coalescing): void {
  overlay(chart, into, how);
  for (const subchart of chart.dependencies) {
    const { name } = subchart.metadata;
    let table = into.entries.get(name);
    if (table === undefined) {
      table = map();
      into.entries.set(name, table);
    }
    const own = tableOf(table);
    if (!own) throw new ChartFault(how.stage, `type mismatch on ${name}: ${asTruth(table)}`);
    coalesceGlobals(own, into, how);
    coalesceChart(subchart, own, how);
  }
}

function asTruth(value: Value): string {
  const printer = newPrinter();
  printArg(printer, value, 't');
  return printer.text;
}

/** The table that a value is, in the narrow sense of Helm. */
export function tableOf(value: Value | undefined): GoMap | undefined {
  const bare = value === undefined ? null : plain(value);
  return isMap(bare) && bare.type === ANY_MAP ? bare : undefined;
}

function isNull(value: Value | undefined): boolean {
  return value === undefined || plain(value) === null;
}

/** Fills what is missing in the values with the defaults of the chart. */
function overlay(chart: Chart, into: GoMap, how: Coalescing): void {
  const defaults = deepCopy(chart.values) as GoMap;
  for (const [key, value] of defaults.entries) {
    const own = into.entries.get(key);
    if (!into.entries.has(key)) {
      if (!how.merge && how.helm !== '3') {
        if (isNull(value)) continue;
        const table = tableOf(value);
        if (table) cleanNulls(table);
      }
      into.entries.set(key, value);
    } else if (isNull(own)) {
      if (!how.merge) into.entries.delete(key);
    } else {
      const to = tableOf(own);
      const from = tableOf(value);
      if (!to || !from) continue;
      const isChild = chart.dependencies.some(({ metadata }) => metadata.name === key);
      const merge = isChild || how.merge;
      if (!merge && how.helm !== '3') cleanNulls(from);
      coalesceTables(to, from, { ...how, merge });
    }
  }
}

function cleanNulls(table: GoMap): void {
  for (const [key, value] of [...table.entries]) {
    const inner = tableOf(value);
    if (isNull(value)) table.entries.delete(key);
    else if (inner) cleanNulls(inner);
  }
}

/** Fills a table from another one; what stands in the first wins. */
export function coalesceTables(to: GoMap, from: GoMap, how: Coalescing): void {
  const wasThere = new Set([...from.entries].filter(([, value]) => !isNull(value)).map(([key]) => key));
  for (const [key, value] of to.entries) if (isNull(value)) from.entries.set(key, value);
  for (const [key, value] of [...from.entries]) {
    const own = to.entries.get(key);
    if (!to.entries.has(key)) to.entries.set(key, value);
    else if (isNull(own)) {
      if (!how.merge && (wasThere.has(key) || how.helm === '3')) to.entries.delete(key);
    } else {
      const [inner, source] = [tableOf(own), tableOf(value)];
      if (inner && source) coalesceTables(inner, source, how);
    }
  }
}

const GLOBAL = 'global';

/** Hands the globals of a chart down to a subchart. */
function coalesceGlobals(to: GoMap, from: GoMap, how: Coalescing): void {
  const own = to.entries.has(GLOBAL) ? tableOf(to.entries.get(GLOBAL)) : map();
  const source = from.entries.has(GLOBAL) ? tableOf(from.entries.get(GLOBAL)) : map();
  if (!own || !source) return;
  for (const [key, value] of source.entries) {
    const table = tableOf(value);
    const there = own.entries.get(key);
    if (table) {
      const copy: GoMap = { ...table, entries: new Map(table.entries) };
      if (!own.entries.has(key)) own.entries.set(key, copy);
      else {
        const inner = tableOf(there);
        if (!inner) continue;
        coalesceTables(copy, inner, { ...how, merge: true });
        own.entries.set(key, copy);
      }
    } else if (!tableOf(there)) own.entries.set(key, value);
  }
  to.entries.set(GLOBAL, own);
}
