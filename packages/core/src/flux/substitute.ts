/**
 * `postBuild`: variables in rendered objects.
 * Flux writes each object as YAML, replaces the variables in that text and reads it again, so that a value without quotes
 * can come out with another type. Here the same is done for each value that mentions a variable.
 * Source: fluxcd/pkg/kustomize/kustomize_varsub.go.
 *
 * @module
 */
import { annotationsOf, labelsOf } from '../kubernetes/object.js';
import type { Span } from '../source/span.js';
import type { MapEntry, MapNode, Node, Origin, ScalarNode, Step } from '../yaml/node.js';
import { nodeAt } from '../yaml/node-path.js';
import { parseDocuments } from '../yaml/parse-yaml.js';
import { writeKey, writeScalar } from '../yaml/print-scalar.js';
import { booleanValue, tagIn } from '../yaml/resolve-scalar.js';
import { placeWithin } from '../yaml/scalar-places.js';
import { type EvaluationError, evaluate, mentionsVariables } from './envsubst.js';
import { lookUpVariable, type Variables } from './variables.js';

/** The mark that keeps an object from being touched; unlike others it must be written in lower case. */
export const SUBSTITUTE_MARK = 'kustomize.toolkit.fluxcd.io/substitute';

export interface SubstituteOptions {
  readonly variables: Variables;
  /** Whether a variable that is not set ends the build, or is an empty text. */
  readonly strictness: 'strict' | 'lenient';
  /** The text of a file, for the exact place of a variable in a quoted value. */
  readonly textOf?: (path: Span['file']) => string | undefined;
}

/** A value that Flux could not substitute. */
export interface SubstitutionProblem {
  readonly kind: 'unset' | 'syntax' | 'broken-yaml';
  readonly message: string;
  /** The use of the variable, where it can be told. */
  readonly span: Span;
  readonly variable?: string;
}

/** A variable where an object uses it. */
export interface SubstitutedUse {
  readonly name: string;
  readonly span: Span;
  readonly hasDefault: boolean;
}

export interface Substituted {
  readonly body: MapNode;
  readonly problems: readonly SubstitutionProblem[];
  readonly uses: readonly SubstitutedUse[];
}

/** Whether an object has opted out of substitution. */
export function isSubstitutionDisabled(body: MapNode): boolean {
  return [labelsOf(body), annotationsOf(body)].some((marks) => marks.get(SUBSTITUTE_MARK) === 'disabled');
}

/** The object with its variables replaced; values that cannot be known say so. */
export function substitute(body: MapNode, options: SubstituteOptions): Substituted {
  const problems: SubstitutionProblem[] = [];
  const uses: SubstitutedUse[] = [];
  if (!options.variables.active || isSubstitutionDisabled(body)) return { body, problems, uses };
  const result = visit(body, { ...options, problems, uses });
  return { body: result.kind === 'map' ? result : body, problems, uses };
}

interface Visit extends SubstituteOptions {
  readonly problems: SubstitutionProblem[];
  readonly uses: SubstitutedUse[];
}

function visit(node: Node, visiting: Visit): Node {
  if (node.kind === 'scalar') return mentionsVariables(node.value) ? substituteScalar(node, visiting) : node;
  // What an overlay shares with others is walked once: most objects mention no variable at all.
  if (!mentions(node)) return node;
  if (node.kind === 'seq') return { ...node, items: node.items.map((item) => visit(item, visiting)) };
  const entries = node.entries.map(
    ({ key, value }): MapEntry => ({ key: substituteKey(key, visiting), value: visit(value, visiting) }),
  );
  return { ...node, entries };
}

const mentioning = new WeakMap<Node, boolean>();

function mentions(node: Node): boolean {
  if (node.kind === 'scalar') return mentionsVariables(node.value);
  let result = mentioning.get(node);
  if (result === undefined) {
    result =
      node.kind === 'seq'
        ? node.items.some(mentions)
        : node.entries.some(({ key, value }) => mentionsVariables(key.value) || mentions(value));
    mentioning.set(node, result);
  }
  return result;
}

function substituteKey(key: ScalarNode, visiting: Visit): ScalarNode {
  if (!mentionsVariables(key.value)) return key;
  const result = substituteText(writeKey(key.value, 0), key, visiting);
  const value = result && readAgain(`${result.text}: x`, key, visiting)?.entries[0]?.key;
  return value ? { ...key, value: value.value, origin: result.origin } : key;
}

function substituteScalar(node: ScalarNode, visiting: Visit): Node {
  const written = writeScalar({ text: node.value, quoted: node.tag === '!!str' }, KEY.length, 2).join('\n');
  const result = substituteText(written, node, visiting);
  if (!result) return node;
  if (result.unknown !== undefined) return { ...node, unknown: result.unknown, origin: result.origin };
  const value = nodeAt(readAgain(KEY + result.text, node, visiting), 'k');
  return value ? withOriginBelow(value, result.origin) : node;
}

const KEY = 'k: ';

interface Result {
  readonly text: string;
  readonly origin: Origin;
  readonly unknown?: string;
}

function substituteText(written: string, node: ScalarNode, visiting: Visit): Result | undefined {
  const { variables, strictness } = visiting;
  const look = (name: string): ReturnType<typeof lookUpVariable> => lookUpVariable(variables, name);
  const evaluation = evaluate(written, look, strictness);
  // The text as the user wrote it tells the places; what Flux reads may have other quotes.
  const asWritten = evaluate(node.value, look, strictness);
  const place = placeWithin(node, visiting.textOf?.(node.origin.span.file));
  for (const { name, start, end, hasDefault } of asWritten.uses) {
    visiting.uses.push({ name, span: place(start, end), hasDefault });
  }
  if (evaluation.error) {
    visiting.problems.push(toProblem(evaluation.error, asWritten.error, node, place));
    return undefined;
  }
  const [first] = asWritten.uses;
  const by = first ? place(first.start, first.end) : node.origin.span;
  const from = [...new Set(evaluation.uses.map(({ name }) => name))].flatMap(
    (name) => variables.defined.get(name)?.origin ?? [],
  );
  const step: Step = { kind: 'substituted', what: 'postBuild', by, ...(from.length > 0 && { from }) };
  const origin: Origin = { span: node.origin.span, step, was: node.origin };
  const { text, unknown } = evaluation;
  return { text, origin, ...(unknown !== undefined && { unknown }) };
}

function toProblem(
  error: EvaluationError,
  located: EvaluationError | undefined,
  node: ScalarNode,
  place: (start: number, end: number) => Span,
): SubstitutionProblem {
  const span = located ? place(located.start, located.end) : node.origin.span;
  if (error.kind === 'unset') {
    return { kind: 'unset', message: error.message, span, ...(error.variable && { variable: error.variable }) };
  }
  return { kind: 'syntax', message: `Flux cannot read the variable here: ${error.message}.`, span };
}

/** Reads a substituted text as the controller does. */
function readAgain(text: string, node: ScalarNode, visiting: Visit): MapNode | undefined {
  const { documents, diagnostics } = parseDocuments(text, () => node.origin.span);
  const root = documents[0]?.root;
  if (root?.kind === 'map' && diagnostics.length === 0) return root;
  const message = 'With the variables replaced, the object is no valid YAML any more.';
  visiting.problems.push({ kind: 'broken-yaml', message, span: node.origin.span });
  return undefined;
}

function withOriginBelow(node: Node, origin: Origin): Node {
  if (node.kind === 'seq') return { ...node, origin, items: node.items.map((item) => withOriginBelow(item, origin)) };
  if (node.kind === 'map') {
    const entries = node.entries.map(({ key, value }) => ({ key, value: withOriginBelow(value, origin) }));
    return { ...node, origin, entries };
  }
  const { lines: _, ...rest } = node;
  const tag = tagIn(node, 'go-yaml-v2');
  const value = tag === '!!bool' ? String(booleanValue(node.value)) : node.value;
  return { ...rest, tag, value, origin };
}
