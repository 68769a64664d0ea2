/**
 * A fix of a rule → changes of text, or nothing where it cannot be made without touching more than it says.
 * Every change is read again: the values must differ in what the fix declares, and in nothing else.
 *
 * @module
 */
import type { ReportedFix, TextChange } from '../../report/report.js';
import { LimitReached, limits, show } from '../../source/bounds/limits.js';
import type { FileTree } from '../../source/file-tree.js';
import { baseName } from '../../source/repo-path.js';
import { type SourceFile, sourceFile } from '../../source/source-file.js';
import type { Node } from '../../yaml/nodes/node.js';
import { entryOf, type Path } from '../../yaml/nodes/node-path.js';
import { type Plain, toPlain } from '../../yaml/nodes/to-plain.js';
import { commentsOf } from '../../yaml/read/comments.js';
import { parseYaml } from '../../yaml/read/parse-yaml.js';
import type { ParsedYaml } from '../../yaml/read/parsed-yaml.js';
import { isObject, locateNode } from '../findings/locate.js';
import { locationOf } from '../findings/location-of.js';
import type { Edits, Fix, Place } from '../findings/rule.js';
import { toThrown } from '../findings/thrown.js';
import { removedFrom } from './comments-above.js';
import { applyToPlain, keyNodeOf, nodeOf, type Operation, type Target, targetOf } from './operation.js';
import { type Splice, spliceOf } from './splice.js';

/** What became of a fix. */
export type LoweredFix =
  | { readonly kind: 'fix'; readonly fix: ReportedFix }
  /** The place is one that nobody may edit by a program, or that does not say what the object has. */
  | { readonly kind: 'none' }
  /** The text that came out does not mean what the fix says. */
  | { readonly kind: 'failed'; readonly reason: string };

const NONE: LoweredFix = { kind: 'none' };

/** Turns a fix into changes of text. */
export function lowerFix(fix: Fix, tree: FileTree): LoweredFix {
  try {
    return lowered(fix, tree);
  } catch (error) {
    return { kind: 'failed', reason: toThrown(error).message };
  }
}

function lowered(fix: Fix, tree: FileTree): LoweredFix {
  const operations: (Operation | undefined)[] = [];
  fix.edits(editsInto(operations, tree));
  const known = operations.filter((each) => each !== undefined).map(keepingComments);
  if (known.length === 0 || known.length < operations.length) return NONE;
  const changes: TextChange[] = [];
  for (const [file, own] of groupByFile(known)) {
    if (!mayEdit(file)) return NONE;
    demandRoom(file);
    const splices = own.map(spliceOf);
    const whole = splices.filter((each) => each !== undefined).sort((a, b) => a.start - b.start);
    if (whole.length < splices.length || overlap(whole)) return NONE;
    const reason = problemAfter(file, own, whole);
    if (reason !== undefined) return { kind: 'failed', reason };
    changes.push(...whole.map((splice) => toChange(file, splice, tree)));
  }
  return { kind: 'fix', fix: { title: fix.title, safety: fix.safety, changes } };
}

/** Where something is added as well, the removed value moves there, and its comments may be about what becomes of it. */
function keepingComments(operation: Operation, _: number, all: readonly Operation[]): Operation {
  const moves = all.some(
    ({ kind, file }) => file === operation.file && (kind === 'add' || kind === 'append'),
  );
  return operation.kind === 'remove' && moves ? { ...operation, comments: 'kept' } : operation;
}

function editsInto(operations: (Operation | undefined)[], tree: FileTree): Edits {
  const push = (target: Target | undefined, operation: object): Edits => {
    operations.push(target && ({ ...target, ...operation } as Operation));
    return edits;
  };
  const edits: Edits = {
    set: (place, value) => push(targetAt(place, tree), { kind: 'set', value }),
    remove: (place) => push(targetAt(place, tree), { kind: 'remove', comments: 'taken' }),
    rename: (place, key) => push(targetAt(place, tree), { kind: 'rename', key }),
    add: (place, key, value) => push(targetAt(place, tree), { kind: 'add', key, value }),
    append: (place, value) => push(targetAt(place, tree), { kind: 'append', value }),
    wrap: (place, key) => push(targetAt(place, tree), { kind: 'wrap', key }),
    replace: (place, key, value) => push(targetAt(place, tree), { kind: 'replace', key, value }),
    erase({ in: file, span }) {
      const source = !isObject(file) && span ? tree.read(span.file) : undefined;
      return push(source && { file: source, document: 0, path: [] }, { kind: 'erase', span });
    },
  };
  return edits;
}

/** The place in its file of the value at a place, if the file says there what the object has. */
function targetAt(place: Place, tree: FileTree): Target | undefined {
  const node = locateNode(place);
  const file = node && tree.read(node.origin.span.file);
  const target = file && targetOf(file, node.origin.span);
  const written = target && nodeOf(target);
  if (!node || !written || written.kind !== node.kind) return undefined;
  // A patch, a generator or a variable can write a value from elsewhere; there it is called otherwise, or does more.
  if (node.origin.step && node.origin.step.kind !== 'patched') return undefined;
  if (!samePlace(target.path, place.path ?? [])) return undefined;
  return written.kind === 'scalar' && node.kind === 'scalar' && written.value !== node.value
    ? undefined
    : target;
}

/** Whether a value stands under the same keys in its file as in the object; items may have moved. */
function samePlace(written: Path, meant: Path): boolean {
  return (
    written.length === meant.length &&
    written.every(
      (step, at) => step === meant[at] || (typeof step === 'number' && typeof meant[at] === 'number'),
    )
  );
}

function groupByFile(operations: readonly Operation[]): Map<SourceFile, Operation[]> {
  const groups = new Map<SourceFile, Operation[]>();
  for (const operation of operations) {
    const group = groups.get(operation.file);
    if (group) group.push(operation);
    else groups.set(operation.file, [operation]);
  }
  return groups;
}

/** A file with very many fixes would be read again for each. */
function demandRoom(file: SourceFile): void {
  const spent = (read.get(file) ?? 0) + file.text.length;
  read.set(file, spent);
  const most = limits().fixes;
  if (spent > most)
    throw new LimitReached('fixes', `more than ${show(most)} characters of one file would be read again`);
}

const read = new WeakMap<SourceFile, number>();

/** Other repositories, generated files and what SOPS has signed are not ours to edit. */
function mayEdit(file: SourceFile): boolean {
  // What is not text in UTF-8 would come out as something else.
  if (file.bytes) return false;
  if (file.path.startsWith('@') || file.path.startsWith('/')) return false;
  // What is written back is UTF-8.
  if (file.bytes) return false;
  if (/^gotk-(components|sync)\.ya?ml$/.test(baseName(file.path))) return false;
  if (/^#.*\b(generated by|do not edit)\b/im.test(file.text.slice(0, HEADER))) return false;
  return parseYaml(file).documents.every(({ root }) => entryOf(root, 'sops') === undefined);
}

const HEADER = 500;

function overlap(splices: readonly Splice[]): boolean {
  return splices.some((each, at) => at > 0 && each.start < (splices[at - 1]?.end ?? 0));
}

/** What is wrong with the text after the changes, if anything is. */
function problemAfter(
  file: SourceFile,
  operations: readonly Operation[],
  splices: readonly Splice[],
): string | undefined {
  const after = sourceFile(file.path, spliced(file.text, splices));
  const before = parseYaml(file);
  const parsed = parseYaml(after);
  if (parsed.diagnostics.length > before.diagnostics.length) return 'the file could not be read any more';
  if (canonical(plainAfter(before, operations)) !== canonical(plainOf(parsed))) {
    return 'other values would have changed';
  }
  return commentsKept(file, after, operations) ? undefined : 'a comment would have been lost';
}

/** The text with changes made; they must be in order and not overlap. */
export function spliced(text: string, splices: readonly Splice[]): string {
  let result = '';
  let at = 0;
  for (const { start, end, text: inserted } of splices) {
    result += text.slice(at, start) + inserted;
    at = end;
  }
  return result + text.slice(at);
}

function plainAfter(parsed: ParsedYaml, operations: readonly Operation[]): Plain[] {
  // The last first: what stands before keeps its index.
  const ordered = [...operations].reverse();
  return parsed.documents.map(({ root }, at) =>
    ordered
      .filter(({ document }) => document === at)
      .reduce((value, operation) => applyToPlain(value, operation), root ? toPlain(root) : null),
  );
}

function plainOf({ documents }: ParsedYaml): Plain[] {
  return documents.map(({ root }: { root: Node | undefined }) => (root ? toPlain(root) : null));
}

/** Equal for equal values, whatever the order of their keys. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) => {
    if (typeof each === 'bigint') return `${each}n`;
    if (typeof each !== 'object' || each === null || Array.isArray(each)) return each;
    return Object.fromEntries(Object.entries(each).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

function commentsKept(before: SourceFile, after: SourceFile, operations: readonly Operation[]): boolean {
  const gone = operations.flatMap(goneWith);
  const kept = commentsOf(before).filter(
    ({ span }) => !gone.some(({ start, end }) => span.start >= start && span.end <= end),
  );
  return (
    kept.map(({ text }) => text).join('\n') ===
    commentsOf(after)
      .map(({ text }) => text)
      .join('\n')
  );
}

/** The characters whose comments go with what an operation takes away: the comment behind a removed entry is one of them. */
function goneWith(operation: Operation): { readonly start: number; readonly end: number }[] {
  if (operation.kind === 'erase') return [operation.span];
  if (operation.kind !== 'remove') return [];
  const node = nodeOf(operation);
  if (!node) return [];
  const { text } = operation.file;
  const { end } = node.origin.span;
  const lineEnd = text.indexOf('\n', Math.max(end - 1, 0));
  const rest = text.slice(end, lineEnd < 0 ? text.length : lineEnd);
  const isAlone = /^\s*(#.*)?$/.test(rest);
  const own = (keyNodeOf(operation) ?? node).origin.span.start;
  const start = Math.min(own, removedFrom(operation));
  return [{ start, end: isAlone ? end + rest.length : end }];
}

function toChange(file: SourceFile, { start, end, text }: Splice, tree: FileTree): TextChange {
  return { location: locationOf({ file: file.path, start, end }, tree), start, end, text };
}
