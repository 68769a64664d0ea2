/**
 * `configMapGenerator:` and `secretGenerator:` make objects of entries.
 * Source: api/internal/generators and kyaml/yaml/datamap.go of kustomize.
 *
 * @module
 */
import type { RepoPath } from '../../source/repo-path.js';
import type { Span } from '../../source/span.js';
import {
  type MapEntry,
  type MapNode,
  type Node,
  type Origin,
  type Step,
  scalar,
} from '../../yaml/nodes/node.js';
import { entryOf, nodeAt } from '../../yaml/nodes/node-path.js';
import type { BuildContext } from '../load/context.js';
import type { GeneratorArgs, GeneratorOptions, Optional } from '../load/kustomization-schemas.js';
import type { Entry } from '../load/read-fields.js';
import { demandTextKey } from '../objects/each-field.js';
import { Fault } from '../objects/fault.js';
import { type Behavior, newResource, type Resource } from '../objects/resource.js';
import { type KeyValue, keyValues } from './key-values.js';

/** Which generator is at work. */
export type GeneratorKind = 'ConfigMap' | 'Secret';

const FIELDS = { ConfigMap: 'configMapGenerator', Secret: 'secretGenerator' } as const;

/** Makes the object of an entry; `global` are the kustomization's `generatorOptions`. */
export function generateObject(
  kind: GeneratorKind,
  entry: Entry<GeneratorArgs>,
  global: Entry<GeneratorOptions> | undefined,
  directory: RepoPath,
  context: BuildContext,
): Resource {
  const { name, behavior } = entry.value;
  const asked = entry.node.origin.span;
  if (!name) throw new Fault('bad-generator', `A generated ${kind} needs a name.`, asked);
  const step: Step = { kind: 'generated', what: FIELDS[kind], by: asked };
  const pairs = keyValues(entry, directory, context);
  const resource = newResource(objectBody(kind, entry, global, pairs, step), []);
  resource.behavior = toBehavior(behavior);
  resource.needsHash = !(entry.value.options?.disableNameSuffixHash || global?.value.disableNameSuffixHash);
  resource.generatedBy = (nodeAt(entry.node, 'name') ?? entry.node).origin.span;
  return resource;
}

function toBehavior(text: Optional<string>): Behavior {
  return text === 'create' || text === 'replace' || text === 'merge' ? text : 'unspecified';
}

function objectBody(
  kind: GeneratorKind,
  entry: Entry<GeneratorArgs>,
  global: Entry<GeneratorOptions> | undefined,
  pairs: readonly KeyValue[],
  step: Step,
): MapNode {
  const origin: Origin = { span: step.by, step };
  const text = (value: string, span: Span = step.by): Node => scalar(value, { span, step });
  const field = (name: string, value: Node): MapEntry => ({ key: scalar(name, origin), value });
  const map = (entries: readonly MapEntry[]): MapNode => ({ kind: 'map', entries, origin });
  const named = (name: 'name' | 'namespace' | 'type', value: string): MapEntry =>
    field(name, text(value, nodeAt(entry.node, name)?.origin.span));

  const { name, namespace, type } = entry.value;
  const metadata = [
    named('name', name ?? ''),
    ...(namespace ? [named('namespace', namespace)] : []),
    ...markFields('labels', entry, global, step),
    ...markFields('annotations', entry, global, step),
  ];
  const immutable = entry.value.options?.immutable || global?.value.immutable;
  return map([
    field('apiVersion', text('v1')),
    field('kind', text(kind)),
    field('metadata', map(metadata)),
    ...(kind === 'Secret' ? [type ? named('type', type) : field('type', text('Opaque'))] : []),
    ...dataFields(kind, pairs, step, map, field),
    ...(immutable ? [field('immutable', scalar('true', origin, '!!bool'))] : []),
  ]);
}

/** Labels or annotations: the kustomization's options, and over them the entry's own. */
function markFields(
  name: 'labels' | 'annotations',
  entry: Entry<GeneratorArgs>,
  global: Entry<GeneratorOptions> | undefined,
  step: Step,
): MapEntry[] {
  const marks = new Map<string, MapEntry>();
  for (const source of [nodeAt(global?.node, name), nodeAt(entry.node, 'options', name)]) {
    if (source?.kind !== 'map') continue;
    for (const { key, value } of source.entries) {
      const origin = { span: value.origin.span, step };
      demandTextKey(key.value, key.origin.span);
      marks.set(key.value, { key, value: scalar(value.kind === 'scalar' ? value.value : '', origin) });
    }
  }
  if (marks.size === 0) return [];
  const origin = { span: step.by, step };
  const entries = [...marks.values()].sort((a, b) => (a.key.value < b.key.value ? -1 : 1));
  return [{ key: scalar(name, origin), value: { kind: 'map', entries, origin } }];
}

function dataFields(
  kind: GeneratorKind,
  pairs: readonly KeyValue[],
  step: Step,
  map: (entries: readonly MapEntry[]) => MapNode,
  field: (name: string, value: Node) => MapEntry,
): MapEntry[] {
  const entries = (chosen: readonly KeyValue[], encode: (pair: KeyValue) => string): MapEntry[] =>
    chosen.map((pair) => {
      demandTextKey(pair.key, pair.span);
      const origin = { span: pair.span, step };
      return { key: scalar(pair.key, origin), value: scalar(encode(pair), origin) };
    });
  if (kind === 'Secret') return [field('data', map(entries(pairs, base64Of)))];
  const text = pairs.filter((pair) => !pair.bytes);
  const binary = pairs.filter((pair) => pair.bytes);
  return [
    ...(text.length > 0 ? [field('data', map(entries(text, (pair) => pair.value)))] : []),
    ...(binary.length > 0 ? [field('binaryData', map(entries(binary, base64Of)))] : []),
  ];
}

const LINE = 70;

/** Base64 in lines of 70 characters; a text that fits in one has no break. */
function base64Of(pair: KeyValue): string {
  const encoded = Buffer.from(pair.bytes ?? pair.value).toString('base64');
  if (encoded.length < LINE) return encoded;
  return encoded.replace(/.{1,70}/g, '$&\n');
}

/** Lays a generated object over one that exists, by its behaviour. */
export function mergeGenerated(old: Resource, made: Resource): Resource {
  const merged = { ...made, body: withOldMetadata(old.body, made.body) };
  if (made.behavior === 'merge') {
    merged.body = withOldData(old.body, merged.body, 'data');
    merged.body = withOldData(old.body, merged.body, 'binaryData');
  }
  merged.previous = old.previous;
  merged.prefixes = old.prefixes;
  merged.suffixes = old.suffixes;
  merged.behavior = old.behavior;
  merged.needsHash = old.needsHash && made.needsHash;
  merged.vars = old.vars;
  merged.trail = old.trail;
  merged.transformations = old.transformations;
  if (made.behavior === 'merge' && old.origin) merged.origin = old.origin;
  return merged;
}

/** Name and namespace stay, labels and annotations are merged. */
function withOldMetadata(old: MapNode, made: MapNode): MapNode {
  const before = nodeAt(old, 'metadata');
  const now = nodeAt(made, 'metadata');
  if (before?.kind !== 'map' || now?.kind !== 'map') return made;
  const marks = (name: string): MapEntry[] => {
    const entries = mergedEntries(nodeAt(before, name), nodeAt(now, name));
    const key = (entryOf(now, name) ?? entryOf(before, name))?.key;
    return key && entries.length > 0 ? [{ key, value: { kind: 'map', entries, origin: now.origin } }] : [];
  };
  const kept = ['name', 'namespace'].flatMap((name) => entryOf(before, name) ?? []);
  const metadata: MapNode = { ...now, entries: [...kept, ...marks('labels'), ...marks('annotations')] };
  return withField(made, 'metadata', metadata);
}

function withOldData(old: MapNode, made: MapNode, name: 'data' | 'binaryData'): MapNode {
  const entries = mergedEntries(nodeAt(old, name), nodeAt(made, name));
  const key = (entryOf(made, name) ?? entryOf(old, name))?.key;
  if (!key || entries.length === 0)
    return { ...made, entries: made.entries.filter((each) => each.key.value !== name) };
  return withField(made, name, { kind: 'map', entries, origin: made.origin }, key);
}

function withField(body: MapNode, name: string, value: Node, key?: MapEntry['key']): MapNode {
  const entries = body.entries.filter((entry) => entry.key.value !== name);
  const own = entryOf(body, name)?.key ?? key;
  return own ? { ...body, entries: [...entries, { key: own, value }] } : body;
}

/** Entries as texts; the later ones win and remember what they replaced. */
function mergedEntries(old: Node | undefined, made: Node | undefined): MapEntry[] {
  const result = new Map<string, MapEntry>();
  if (old?.kind === 'map') for (const entry of old.entries) result.set(entry.key.value, asText(entry));
  if (made?.kind === 'map') {
    for (const entry of made.entries) {
      const before = result.get(entry.key.value);
      const { value } = asText(entry);
      const past = before && { ...value, origin: { ...value.origin, was: before.value.origin } };
      result.set(entry.key.value, { key: entry.key, value: past ?? value });
    }
  }
  for (const { key } of result.values()) demandTextKey(key.value, key.origin.span);
  return [...result.values()].sort((a, b) => (a.key.value < b.key.value ? -1 : 1));
}

function asText({ key, value }: MapEntry): MapEntry {
  return { key, value: value.kind === 'scalar' ? { ...value, tag: '!!str' } : value };
}
