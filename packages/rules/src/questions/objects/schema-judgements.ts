/**
 * What API servers would refuse or drop of the objects of a repository, for the rules that each tell one kind of it.
 *
 * @module
 */
import {
  type FluxModel,
  type FoundSchema,
  type JudgedObject,
  METADATA,
  metadataProblemsOf,
  nodeAt,
  objectsOf,
  problemsOf,
  type SchemaProblem,
  schemaOf,
} from '@fluxvet/core';

export interface Judgement extends JudgedObject {
  /** The schema that it was judged by. */
  readonly found: FoundSchema;
  readonly problems: readonly SchemaProblem[];
}

const remembered = new WeakMap<FluxModel, readonly Judgement[]>();

/** The objects with problems; they are few among many, so that they are found once for all rules. */
export function judgementsOf(model: FluxModel): readonly Judgement[] {
  let judgements = remembered.get(model);
  if (!judgements) {
    judgements = [...judge(model)];
    remembered.set(model, judgements);
  }
  return judgements;
}

function* judge(model: FluxModel): Generator<Judgement> {
  for (const judged of objectsOf(model)) {
    const ofHead = metadataProblemsOf(judged.object).filter((problem) => isReal(judged, problem));
    if (ofHead.length > 0) yield { ...judged, found: METADATA, problems: ofHead };
    const all = problemsOf(judged.object, judged.cluster);
    const found = all.length > 0 && schemaOf(judged.object, judged.cluster);
    if (!found) continue;
    const isBuiltIn = found.from === 'kubernetes';
    const own = isMadeByChart(judged) ? all.filter((problem) => !isCompletedByChart(problem)) : all;
    const problems = isBuiltIn ? own.filter((problem) => isReal(judged, problem)) : own;
    if (problems.length > 0) yield { ...judged, found, problems };
  }
}

/** Whether an object is what a chart makes of values: its own defaults stand beside them. */
function isMadeByChart({ object }: JudgedObject): boolean {
  return object.body.origin.step?.what === 'values.instance';
}

function isCompletedByChart({ kind }: SchemaProblem): boolean {
  return kind === 'missing-field' || kind === 'broken-rule';
}

/** Whether a problem of a built-in kind is one for Kubernetes, and in what somebody wrote. */
function isReal({ cluster, object }: JudgedObject, problem: SchemaProblem): boolean {
  const at = problem.kind === 'unknown-field' ? [...problem.path, problem.field] : problem.path;
  const node = nodeAt(object.body, ...at) ?? object.body;
  // What bootstrap writes is right; a patch of it need not be.
  return !cluster || node.origin.span.file !== cluster.flux.files.components;
}
