/**
 * Symbolic places → the node that is meant and the characters that it stands on.
 *
 * @module
 */
import type { FluxModel } from '../../flux/model.js';
import type { KubernetesObject } from '../../kubernetes/object.js';
import type { SourceFile } from '../../source/source-file.js';
import type { Span } from '../../source/span.js';
import type { Node, Origin } from '../../yaml/nodes/node.js';
import { entryOf, nodeAt, type Path } from '../../yaml/nodes/node-path.js';
import { parseYaml } from '../../yaml/read/parse-yaml.js';
import type { Place } from './rule.js';

/** What a place leads to. */
export interface Located {
  /** Where to type. */
  readonly span: Span;
  /** Who wrote and changed what stands there. */
  readonly origin: Origin;
  /** The path as far as it exists. */
  readonly found: Path;
}

/** Whether a place is one of an object, and not of a file. */
export function isObject(thing: Place['in']): thing is KubernetesObject {
  return 'body' in thing;
}

/** Finds the characters of a place; where the path leads nowhere, those of the last key on the way. */
export function locate(place: Place): Located {
  const root = isObject(place.in) ? place.in.body : rootOf(place.in);
  if (!root) {
    const span = place.span ?? { file: (place.in as SourceFile).path, start: 0, end: 0 };
    return { span, origin: { span }, found: [] };
  }
  const path = place.path ?? (isObject(place.in) ? ['metadata', 'name'] : []);
  const steps = stepsAlong(root, path);
  const last = steps.at(-1);
  const whole = last !== undefined && steps.length === path.length;
  const found = path.slice(0, steps.length);
  if (!last) return locatedAt(place.span, beginning(root), found);
  // A value that is not there is missing from its parent: that one's key is the place to look at.
  if (!whole) return locatedAt(place.span, last.key?.origin ?? last.value.origin, found);
  if (place.on === 'key' && last.key) return locatedAt(place.span, last.key.origin, found);
  if (place.on === 'entry' && last.key) {
    const { file, start } = last.key.origin.span;
    const { end } = last.value.origin.span;
    const same = file === last.value.origin.span.file && end >= start;
    return locatedAt(place.span ?? (same ? { file, start, end } : undefined), last.value.origin, found);
  }
  return locatedAt(place.span, last.value.origin, found);
}

/** The value at a place, if all of the path exists. */
export function locateNode({ in: thing, path = [] }: Place): Node | undefined {
  const root = isObject(thing) ? thing.body : rootOf(thing);
  return root && nodeAt(root, ...path);
}

function locatedAt(exact: Span | undefined, origin: Origin, found: Path): Located {
  return { span: exact ?? origin.span, origin, found };
}

function rootOf(file: SourceFile): Node | undefined {
  return parseYaml(file).documents.find(({ root }) => root)?.root;
}

interface Reached {
  readonly key: Node | undefined;
  readonly value: Node;
}

function stepsAlong(root: Node, path: Path): Reached[] {
  const steps: Reached[] = [];
  let at: Node = root;
  for (const step of path) {
    if (typeof step === 'number') {
      const item: Node | undefined = at.kind === 'seq' ? at.items[step] : undefined;
      if (!item) break;
      steps.push({ key: undefined, value: item });
      at = item;
    } else {
      const entry = entryOf(at, step);
      if (!entry) break;
      steps.push({ key: entry.key, value: entry.value });
      at = entry.value;
    }
  }
  return steps;
}

/** The line that tells an object from others, or else its first one. */
function beginning(root: Node): Origin {
  const name = entryOf(entryOf(root, 'metadata')?.value, 'name')?.value;
  const kind = entryOf(root, 'kind')?.value;
  return (name ?? kind ?? root).origin;
}

/** Exact characters of a file as a place, for what the stages found; nothing for files that are not at hand. */
export function placeOfSpan(model: FluxModel, span: Span): Place | undefined {
  const file = model.tree.read(span.file);
  return file && { in: file, span };
}
