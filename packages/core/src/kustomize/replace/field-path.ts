/**
 * The paths of replacements and variables: `spec.template.spec.containers.[name=web].image`.
 * Source: kyaml/utils/pathsplitter.go, kyaml/yaml/fns.go (PathGetter) and kyaml/yaml/match.go (PathMatcher) of kustomize.
 *
 * @module
 */
import { goRegexp } from '../../source/go-regexp.js';
import { trimCharacters } from '../../source/text/trim-characters.js';
import type { Node, Origin, ScalarNode } from '../../yaml/nodes/node.js';
import { isNull } from '../../yaml/nodes/node.js';
import { entryOf, setEntry } from '../../yaml/nodes/node-path.js';
import { splitPath } from '../objects/each-field.js';
import { Fault } from '../objects/fault.js';

/** Splits a path at its dots; what stands in brackets stays together. */
export function splitFieldPath(path: string): string[] {
  const parts = splitPath(path, '.');
  const result: string[] = [];
  for (let at = 0; at < parts.length; at++) {
    let part = parts[at] ?? '';
    if (part.startsWith('[') && !part.endsWith(']')) {
      while (at + 1 < parts.length && !part.endsWith(']')) part += `.${parts[++at] ?? ''}`;
      result.push(part.includes('=') ? part : trimCharacters(part, '[]'));
    } else result.push(part);
  }
  return result;
}

/** The one value that a path leads to, or `undefined`. */
export function lookUpPath(node: Node, parts: readonly string[]): Node | undefined {
  let at: Node | undefined = node;
  for (const part of parts.map((each) => each.trim()).filter((each) => each !== '')) {
    if (at === undefined) return undefined;
    at = step(at, part);
  }
  return at;
}

function step(node: Node, part: string): Node | undefined {
  if (/^[+-]?\d+$/.test(part)) {
    if (Number(part) < 0) throw new Fault('bad-field-path', `The index ${part} is negative.`);
    return itemsOf(node, part)[Number(part)];
  }
  if (part === '-') return itemsOf(node, part).at(-1);
  if (part === '*') throw new Fault('bad-field-path', 'A source cannot have a * in its path.');
  if (isListIndex(part)) {
    const { field, value } = splitIndex(part);
    return itemsOf(node, part).find((item) => {
      const found = field === '' ? item : entryOf(item, field)?.value;
      return found?.kind === 'scalar' && found.value === value;
    });
  }
  if (isNull(node)) return undefined;
  if (node.kind !== 'map')
    throw new Fault('bad-field-path', `There is no field '${part}' in a list or a plain value.`);
  return entryOf(node, part)?.value;
}

function itemsOf(node: Node, part: string): readonly Node[] {
  if (isNull(node)) return [];
  if (node.kind === 'seq') return node.items;
  throw new Fault('bad-field-path', `'${part}' looks for an item where no list stands.`);
}

function isListIndex(part: string): boolean {
  return part.startsWith('[') && part.endsWith(']');
}

function splitIndex(part: string): { field: string; value: string } {
  const inner = part.slice(1, -1);
  const equals = inner.indexOf('=');
  if (equals < 0) throw new Fault('bad-field-path', `'${part}' must be of the form [field=value].`);
  return { field: inner.slice(0, equals), value: inner.slice(equals + 1) };
}

/** What a missing part of a path is made of. */
export interface PathCreation {
  /** What stands at the end of the path. */
  readonly kind: Node['kind'];
  readonly origin: Origin;
}

/** The node with all values that a path leads to changed, and how many there were. */
export function changeMatches(
  node: Node,
  parts: readonly string[],
  change: (node: Node, created: boolean) => Node,
  creation?: PathCreation,
): { node: Node; count: number } {
  const counter = { count: 0 };
  const changed = descend(node, parts, { change, creation, counter }, false);
  return { node: changed, count: counter.count };
}

interface Visit {
  readonly change: (node: Node, created: boolean) => Node;
  readonly creation: PathCreation | undefined;
  readonly counter: { count: number };
}

function descend(node: Node, parts: readonly string[], visit: Visit, created: boolean): Node {
  const [part, ...rest] = parts;
  if (part === undefined) {
    visit.counter.count++;
    return visit.change(node, created);
  }
  if (/^\d+$/.test(part)) return atIndex(node, Number(part), rest, visit);
  if (isListIndex(part)) return atMatches(node, part, rest, visit);
  if (part === '*') return withEach(node, part, (item) => descend(item, rest, visit, false));
  return atField(node, part, rest, visit);
}

function atField(node: Node, name: string, rest: readonly string[], visit: Visit): Node {
  if (isNull(node)) return node;
  if (node.kind !== 'map')
    throw new Fault('bad-field-path', `There is no field '${name}' in a list or a plain value.`);
  const entry = entryOf(node, name);
  if (!entry && !visit.creation) return node;
  const value = entry?.value ?? madeFor(rest[0], visit);
  if (!value) return node;
  const changed = descend(value, rest, visit, entry === undefined);
  const { origin } = visit.creation ?? value;
  const key: ScalarNode = entry?.key ?? { kind: 'scalar', tag: '!!str', value: name, style: 'plain', origin };
  return entry && changed === entry.value ? node : setEntry(node, key, changed);
}

/** A missing value: a list where the path goes on with an index, a mapping where it goes on, else what is to be set. */
function madeFor(next: string | undefined, visit: Visit): Node | undefined {
  if (!visit.creation) return undefined;
  const { origin } = visit.creation;
  const listed = next !== undefined && (isListIndex(next) || /^\d+$/.test(next));
  const kind = listed ? 'seq' : next === undefined ? visit.creation.kind : 'map';
  if (kind === 'seq') return { kind, items: [], origin };
  if (kind === 'map') return { kind, entries: [], origin };
  return { kind, tag: '!!str', value: '', style: 'plain', origin };
}

function atIndex(node: Node, index: number, rest: readonly string[], visit: Visit): Node {
  const items = itemsOf(node, String(index));
  const made = items.length === index ? madeFor(rest[0], visit) : undefined;
  const item = items[index] ?? made;
  if (!item) throw new Fault('bad-field-path', `There is no index ${index} in a list of ${items.length}.`);
  const changed = descend(item, rest, visit, item === made);
  return node.kind === 'seq'
    ? { ...node, items: made ? [...items, changed] : items.with(index, changed) }
    : node;
}

function atMatches(node: Node, part: string, rest: readonly string[], visit: Visit): Node {
  const { field, value } = splitIndex(part);
  const fits = goRegexp(value);
  if (typeof fits !== 'function')
    throw new Fault('bad-field-path', `'${value}' cannot be read: ${fits.error}.`);
  const before = visit.counter.count;
  const changed = withEach(node, part, (item) => {
    if (field === '')
      return item.kind === 'scalar' && fits(shown(item)) ? descend(item, [], visit, false) : item;
    const found = entryOf(item, field)?.value;
    return found?.kind === 'scalar' && fits(shown(found)) ? descend(item, rest, visit, false) : item;
  });
  if (visit.counter.count > before || !visit.creation || changed.kind !== 'seq') return changed;
  const { origin } = visit.creation;
  const text = (content: string): ScalarNode => ({
    kind: 'scalar',
    tag: '!!str',
    value: content,
    style: 'plain',
    origin,
  });
  const made: Node =
    field === '' ? text(value) : { kind: 'map', entries: [{ key: text(field), value: text(value) }], origin };
  return { ...changed, items: [...changed.items, descend(made, field === '' ? [] : rest, visit, true)] };
}

function withEach(node: Node, part: string, change: (item: Node) => Node): Node {
  const items = itemsOf(node, part).map(change);
  return node.kind === 'seq' ? { ...node, items } : node;
}

/** The value as it is written, quotes included: that is what kustomize compares with the pattern. */
function shown(node: ScalarNode): string {
  if (node.style === 'double') return `"${node.value}"`;
  return node.style === 'single' ? `'${node.value}'` : node.value;
}
