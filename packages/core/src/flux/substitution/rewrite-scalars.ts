/**
 * Replaces text in an object the way Flux does it: the object is written as YAML, the text is replaced, and the result
 * is read again, so that a value without quotes can come out with another type.
 * Here the same is done for each value that has something to replace.
 *
 * @module
 */
import type { MapEntry, MapNode, Node, Origin, ScalarNode, Step } from '../../yaml/nodes/node.js';
import { nodeAt } from '../../yaml/nodes/node-path.js';
import { booleanValue, resolvePlain, tagIn } from '../../yaml/nodes/resolve-scalar.js';
import { parseDocuments } from '../../yaml/read/parse-yaml.js';
import { writeKey, writeScalar } from '../../yaml/write/print-scalar.js';

/** A text after the replacement, with who did it. */
export interface Rewritten {
  readonly text: string;
  readonly origin: Origin;
  /** Why the result cannot be known. */
  readonly unknown?: string;
  /** Then what is known of the value. */
  readonly known?: string;
  /** In a literal block: who changed which of its lines. */
  readonly lineSteps?: ReadonlyMap<number, Step>;
}

export interface ScalarRewrite {
  /** Whether a value has anything to replace; one function for all calls, so that the answers can be remembered. */
  readonly mentions: (text: string) => boolean;
  /** The text of a value as it stands in YAML → the text with everything replaced, or nothing to leave it alone. */
  readonly rewrite: (written: string, node: ScalarNode) => Rewritten | undefined;
  /** Told when the result is no YAML any more. */
  readonly onBroken: (node: ScalarNode) => void;
}

/** The object with the text of its keys and values replaced. */
export function rewriteScalars(body: MapNode, how: ScalarRewrite): MapNode {
  const result = visit(body, how);
  return result.kind === 'map' ? result : body;
}

function visit(node: Node, how: ScalarRewrite): Node {
  if (node.kind === 'scalar') return mentionedIn(node, how) ? rewriteValue(node, how) : node;
  // What an overlay shares with others is walked once: most objects have nothing to replace.
  if (!mentionsBelow(node, how)) return node;
  if (node.kind === 'seq') return { ...node, items: node.items.map((item) => visit(item, how)) };
  const entries = node.entries.map(
    ({ key, value }): MapEntry => ({ key: rewriteKey(key, how), value: visit(value, how) }),
  );
  return { ...node, entries };
}

/** What is not known of a value is none of its text: another substitution before this one put something in its place. */
function mentionedIn(node: ScalarNode, how: ScalarRewrite): boolean {
  return node.unknown === undefined && how.mentions(node.value);
}

const remembered = new WeakMap<ScalarRewrite['mentions'], WeakMap<Node, boolean>>();

function mentionsBelow(node: Node, how: ScalarRewrite): boolean {
  let answers = remembered.get(how.mentions);
  if (!answers) {
    answers = new WeakMap();
    remembered.set(how.mentions, answers);
  }
  const known = answers;
  const ask = (each: Node): boolean => {
    if (each.kind === 'scalar') return mentionedIn(each, how);
    let answer = known.get(each);
    if (answer === undefined) {
      answer =
        each.kind === 'seq'
          ? each.items.some(ask)
          : each.entries.some(({ key, value }) => how.mentions(key.value) || ask(value));
      known.set(each, answer);
    }
    return answer;
  };
  return ask(node);
}

function rewriteKey(key: ScalarNode, how: ScalarRewrite): ScalarNode {
  if (!how.mentions(key.value)) return key;
  const result = how.rewrite(writeKey(key.value, 0), key);
  if (!result || result.unknown !== undefined) return key;
  const value = readAgain(`${result.text}: x`, key, how)?.entries[0]?.key;
  return value ? { ...key, value: value.value, origin: result.origin } : key;
}

const KEY = 'k: ';

function rewriteValue(node: ScalarNode, how: ScalarRewrite): Node {
  const written = writeScalar({ text: node.value, quoted: node.tag === '!!str' }, KEY.length, 2).join('\n');
  const result = how.rewrite(written, node);
  if (!result) return node;
  if (result.unknown !== undefined) {
    const { lines: _, ...rest } = node;
    const known = { ...rest, value: result.known ?? node.value, unknown: result.unknown };
    return withLines({ ...known, origin: result.origin }, node, result);
  }
  const value = PLAIN.test(result.text)
    ? plainScalar(result.text, result.origin)
    : nodeAt(readAgain(KEY + result.text, node, how), 'k');
  return value ? withLines(withOriginBelow(value, result.origin), node, result) : node;
}

/** A block with as many lines as before: what is said of one of them can still point at it. */
function withLines(value: Node, { value: before, lines }: ScalarNode, { lineSteps }: Rewritten): Node {
  if (value.kind !== 'scalar' || !lines || !lineSteps) return value;
  return countLines(value.value) === countLines(before) ? { ...value, lines, lineSteps } : value;
}

function countLines(text: string): number {
  return text.split('\n').length;
}

// Most results are plain words, which need no parser to be read.
const PLAIN = /^[A-Za-z0-9_][\w./-]*$/;

function plainScalar(text: string, origin: Origin): ScalarNode {
  return { kind: 'scalar', tag: resolvePlain(text), value: text, style: 'plain', origin };
}

function readAgain(text: string, node: ScalarNode, how: ScalarRewrite): MapNode | undefined {
  // Flux reads a whole document again, in which a line break ends the text.
  const { documents, diagnostics } = parseDocuments(`${text}\n`, () => node.origin.span);
  const root = documents[0]?.root;
  if (root?.kind === 'map' && diagnostics.length === 0) return root;
  how.onBroken(node);
  return undefined;
}

function withOriginBelow(node: Node, origin: Origin): Node {
  if (node.kind === 'seq')
    return { ...node, origin, items: node.items.map((item) => withOriginBelow(item, origin)) };
  if (node.kind === 'map') {
    const entries = node.entries.map(({ key, value }) => ({ key, value: withOriginBelow(value, origin) }));
    return { ...node, origin, entries };
  }
  const { lines: _, lineSteps: __, ...rest } = node;
  // A date is read as one when kustomize reads a file, but not when the result is read again.
  const tag = node.tag === '!!timestamp' && !node.tagged ? '!!str' : tagIn(node, 'go-yaml-v2');
  const value = tag === '!!bool' ? String(booleanValue(node.value)) : node.value;
  return { ...rest, tag, value, origin };
}
