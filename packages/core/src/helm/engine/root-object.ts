/**
 * What templates get: one object for each chart, shared by all its files.
 * Source: recAllTpls in pkg/engine/engine.go, and pkg/chart/common.go of Helm 4.2.
 *
 * @module
 */
import { GoFault } from '../../template/execute/fault.js';
import { toYaml } from '../../template/functions/documents/to-yaml.js';
import { plain, read } from '../../template/values/traced.js';
import {
  ANY_MAP,
  type GoMap,
  type GoStruct,
  int,
  list,
  type Method,
  type Methods,
  map,
  nilList,
  TEXT_LIST,
  TEXT_MAP,
  type Value,
} from '../../template/values/value.js';
import { type Chart, type ChartFile, type Dependency, fullPath, type Metadata } from '../charts/chart.js';
import type { HelmVersion } from '../charts/helm-version.js';
import { filesObject } from './files-object.js';

/** A release as templates see it. */
export interface Release {
  readonly name: string;
  readonly namespace: string;
  readonly revision: number;
  readonly isUpgrade: boolean;
}

/** A file to be executed, with the object of its chart. */
export interface Renderable {
  readonly name: string;
  readonly file: ChartFile;
  readonly root: GoMap;
  readonly basePath: string;
}

/** The templates of a chart and of all below it. */
export function renderables(
  chart: Chart,
  top: {
    readonly values: GoMap;
    readonly release: Release;
    readonly capabilities: GoStruct;
    readonly helm: HelmVersion;
  },
): Renderable[] {
  const { release, capabilities, helm } = top;
  const found: Renderable[] = [];
  const shared: [string, Value][] = [
    ['Release', releaseObject(release)],
    ['Capabilities', capabilities],
  ];
  const visit = (each: Chart, values: GoMap): GoMap => {
    const own = valuesObject(values, helm);
    const subcharts = map();
    const root: GoMap = map([
      ['Chart', chartObject(each.metadata, each.parent === undefined, helm)],
      ['Files', filesObject(each.files, helm)],
      ...shared,
      ['Values', own],
      ['Subcharts', subcharts],
    ]);
    for (const child of each.dependencies) {
      subcharts.entries.set(child.metadata.name, visit(child, valuesOf(values, child.metadata.name)));
    }
    const path = fullPath(each);
    const isLibrary = each.metadata.type.toLowerCase() === 'library';
    for (const file of each.templates) {
      if (isLibrary && !baseOf(file.name).startsWith('_')) continue;
      const named = valuesObject(root, helm);
      found.push({ name: `${path}/${file.name}`, file, root: named, basePath: `${path}/templates` });
    }
    return root;
  };
  visit(chart, top.values);
  return found;
}

export function baseOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The table of a subchart's name, which Helm takes for a path with dots. */
function valuesOf(values: GoMap, name: string): GoMap {
  let table = values;
  for (const key of name.split('.')) {
    const inner = plain(table.entries.get(key) ?? null);
    if (typeof inner !== 'object' || inner?.kind !== 'map') return map();
    table = inner;
  }
  return table;
}

/** The values of a chart: a named type, whose methods hide keys of the same names. */
function valuesObject(values: GoMap, helm: HelmVersion): GoMap {
  const type = helm === '3' ? 'chartutil.Values' : 'common.Values';
  const named: GoMap = { ...values, type, methods: NO_METHODS };
  return { ...named, methods: valuesMethods(named) };
}

const NO_METHODS: Methods = new Map();

function valuesMethods(values: GoMap): Methods {
  const table: Method = {
    params: ['string'],
    call: ([path = null]) => {
      let found = values;
      for (const key of (read(path) as string).split('.')) {
        const inner = plain(found.entries.get(key) ?? null);
        if (typeof inner !== 'object' || inner?.kind !== 'map') throw new GoFault(`"${key}" is not a table`);
        found = { ...inner, type: values.type, ...(values.methods && { methods: values.methods }) };
      }
      return found;
    },
  };
  const pathValue: Method = {
    params: ['string'],
    call: ([path = null]) => {
      const text = read(path) as string;
      if (text === '') throw new GoFault('YAML path cannot be empty');
      const keys = text.split('.');
      const last = keys.pop() ?? '';
      let found: GoMap | undefined = values;
      for (const key of keys) {
        const inner: Value | undefined = plain(found?.entries.get(key) ?? null);
        found = typeof inner === 'object' && inner?.kind === 'map' ? inner : undefined;
      }
      const value = found?.entries.get(last);
      const bare = value === undefined ? undefined : plain(value);
      if (value === undefined || (typeof bare === 'object' && bare?.kind === 'map' && bare.type === ANY_MAP))
        throw new GoFault(`"${last}" is not a value`);
      return value;
    },
  };
  const encode: Method = {
    params: ['io.Writer'],
    call: () => null,
  };
  return new Map<string, Method>([
    ['YAML', { params: [], call: () => `${toYaml(values, 'plain').text}\n` }],
    ['Table', table],
    ['AsMap', { params: [], call: () => ({ ...values, type: ANY_MAP, methods: NO_METHODS }) }],
    ['PathValue', pathValue],
    ['Encode', encode],
  ]);
}

function releaseObject({ name, namespace, revision, isUpgrade }: Release): GoMap {
  return map([
    ['Name', name],
    ['Namespace', namespace],
    ['IsUpgrade', isUpgrade],
    ['IsInstall', !isUpgrade],
    ['Revision', int(revision)],
    ['Service', 'Helm'],
  ]);
}

function texts(items: readonly string[], helm: HelmVersion): Value {
  if (helm === '3') return items.length === 0 ? nilList(TEXT_LIST) : list(items, TEXT_LIST);
  return list(items);
}

function annotations(metadata: Metadata): Value {
  const { annotations: entries } = metadata;
  const isNil = entries.size === 0;
  return { kind: 'map', type: TEXT_MAP, entries: new Map(entries), ...(isNil && { isNil: true }) };
}

/** The fields of Chart.yaml by the names that Go's struct has. */
function chartObject(metadata: Metadata, isRoot: boolean, helm: HelmVersion): Value {
  const maintainers = metadata.maintainers.map((each): Value => {
    const { name = '', email = '', url = '' } = each ?? {};
    return fieldsObject('chart.Maintainer', helm, [
      ['Name', name],
      ['Email', email],
      ['URL', url],
    ]);
  });
  const dependencies = (metadata.dependencies ?? []).flatMap((each) =>
    each ? [dependencyObject(each, helm)] : [],
  );
  const fields: [string, Value][] = [
    ['Name', metadata.name],
    ['Home', metadata.home],
    ['Sources', texts(metadata.sources, helm)],
    ['Version', metadata.version],
    ['Description', metadata.description],
    ['Keywords', texts(metadata.keywords, helm)],
    ['Maintainers', list(maintainers, helm === '3' ? '[]*chart.Maintainer' : undefined)],
    ['Icon', metadata.icon],
    ['APIVersion', metadata.apiVersion],
    ['Condition', metadata.condition],
    ['Tags', metadata.tags],
    ['AppVersion', metadata.appVersion],
    ['Deprecated', metadata.deprecated],
    ['Annotations', annotations(metadata)],
    ['KubeVersion', metadata.kubeVersion],
    ['Dependencies', list(dependencies, helm === '3' ? '[]*chart.Dependency' : undefined)],
    ['Type', metadata.type],
  ];
  if (helm !== '3') return map([...fields, ['IsRoot', isRoot]]);
  return {
    kind: 'struct',
    type: 'struct { chart.Metadata; IsRoot bool }',
    isPointer: false,
    fields: new Map([...fields, ['IsRoot', isRoot]]),
  };
}

function fieldsObject(type: string, helm: HelmVersion, fields: readonly (readonly [string, Value])[]): Value {
  if (helm !== '3') return map(fields);
  return { kind: 'struct', type, isPointer: true, fields: new Map(fields) };
}

function dependencyObject(entry: Dependency, helm: HelmVersion): Value {
  const imports = entry.importValues.map(
    (each): Value =>
      typeof each === 'string' ? textPair(`exports.${each}`, '.') : textPair(each.child, each.parent),
  );
  return fieldsObject('chart.Dependency', helm, [
    ['Name', entry.name],
    ['Version', entry.version],
    ['Repository', entry.repository],
    ['Condition', entry.condition],
    ['Tags', texts(entry.tags, helm)],
    ['Enabled', entry.enabled],
    ['ImportValues', list(imports)],
    ['Alias', entry.alias],
  ]);
}

function textPair(child: string, parent: string): Value {
  return {
    kind: 'map',
    type: TEXT_MAP,
    entries: new Map([
      ['child', child],
      ['parent', parent],
    ]),
  };
}
