/**
 * `postBuild`: variables in rendered objects.
 * Source: fluxcd/pkg/kustomize/kustomize_varsub.go.
 *
 * @module
 */

import { annotationsOf, labelsOf } from '../../kubernetes/object.js';
import { spend } from '../../source/bounds/limits.js';
import type { Span } from '../../source/span.js';
import type { MapNode, Origin, ScalarNode, Step } from '../../yaml/nodes/node.js';
import { placeWithin } from '../../yaml/nodes/scalar-places.js';
import { type EvaluationError, evaluate, mentionsVariables, type VariableUse } from './envsubst.js';
import { type Rewritten, rewriteScalars } from './rewrite-scalars.js';
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
  /** What is known of the variable. */
  readonly variable: 'set' | 'unset' | 'unknown';
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
  const result = rewriteScalars(body, {
    mentions: mentionsVariables,
    rewrite: (written, node) => substituteText(written, node, { ...options, problems, uses }),
    onBroken(node) {
      const message = 'With the variables replaced, the object is no valid YAML any more.';
      problems.push({ kind: 'broken-yaml', message, span: node.origin.span });
    },
  });
  return { body: result, problems, uses };
}

interface Work extends SubstituteOptions {
  readonly problems: SubstitutionProblem[];
  readonly uses: SubstitutedUse[];
}

function substituteText(written: string, node: ScalarNode, work: Work): Rewritten {
  const { variables, strictness } = work;
  const look = (name: string): ReturnType<typeof lookUpVariable> => lookUpVariable(variables, name);
  const evaluation = evaluate(written, look, strictness);
  spend('clusterWork', written.length / 20 + evaluation.uses.length * 2);
  // The text as the user wrote it tells the places; what Flux reads may have other quotes.
  const asWritten = written === node.value ? evaluation : evaluate(node.value, look, strictness);
  const place = placeWithin(node, work.textOf?.(node.origin.span.file));
  for (const { name, start, end, hasDefault } of asWritten.uses) {
    const { kind } = look(name);
    work.uses.push({ name, span: place(start, end), hasDefault, variable: kind === 'value' ? 'set' : kind });
  }
  const step = stepOf(asWritten.uses, node, variables, place);
  const origin: Origin = { span: node.origin.span, step, was: node.origin };
  const lineSteps = node.lines && stepsByLine(asWritten.uses, node, variables, place);
  if (evaluation.error) {
    const problem = toProblem(evaluation.error, asWritten.error, node, place);
    work.problems.push(problem);
    return { text: written, origin, unknown: problem.message };
  }
  const { text, unknown } = evaluation;
  return {
    text,
    origin,
    ...(unknown !== undefined && { unknown, known: asWritten.text }),
    ...(lineSteps && { lineSteps }),
  };
}

type PlaceOf = (start: number, end: number) => Span;

/** The replacement of variables, with the places where they are defined, or where the default stands that was taken. */
function stepOf(
  uses: readonly VariableUse[],
  { origin }: ScalarNode,
  variables: Variables,
  place: PlaceOf,
): Step {
  const [first] = uses;
  const by = first ? place(first.start, first.end) : origin.span;
  const from = new Map<string, Origin>();
  for (const { name, start, end, hasDefault } of uses) {
    const defined = variables.defined.get(name)?.origin;
    const taken = hasDefault && variables.mayBeMore === undefined ? { span: place(start, end) } : undefined;
    const source = defined ?? taken;
    if (source && !from.has(name)) from.set(name, source);
  }
  return { kind: 'substituted', what: 'postBuild', by, ...(from.size > 0 && { from: [...from.values()] }) };
}

function stepsByLine(
  uses: readonly VariableUse[],
  node: ScalarNode,
  variables: Variables,
  place: PlaceOf,
): ReadonlyMap<number, Step> {
  const byLine = new Map<number, VariableUse[]>();
  for (const use of uses) {
    const line = node.value.slice(0, use.start).split('\n').length - 1;
    byLine.set(line, [...(byLine.get(line) ?? []), use]);
  }
  return new Map([...byLine].map(([line, some]) => [line, stepOf(some, node, variables, place)]));
}

function toProblem(
  error: EvaluationError,
  located: EvaluationError | undefined,
  node: ScalarNode,
  place: (start: number, end: number) => Span,
): SubstitutionProblem {
  const span = located ? place(located.start, located.end) : node.origin.span;
  if (error.kind === 'unset') {
    return {
      kind: 'unset',
      message: error.message,
      span,
      ...(error.variable && { variable: error.variable }),
    };
  }
  return { kind: 'syntax', message: `Flux cannot read the variable here: ${error.message}.`, span };
}
