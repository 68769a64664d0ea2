/**
 * What kustomize-controller does with each rendered object before it applies it:
 * variables are replaced, objects meant for kustomize itself are dropped, common metadata is set last.
 * Source: kustomize-controller/internal/controller/kustomization_controller.go.
 *
 * @module
 */
import { type KubernetesObject, toObject } from '../../kubernetes/object.js';
import { showId } from '../../kubernetes/object-id.js';
import type { Gap } from '../../source/diagnostic.js';
import { within } from '../../source/fault-boundary.js';
import type { FileTree } from '../../source/file-tree.js';
import { type MapNode, type Origin, type ScalarNode, type Step, scalar } from '../../yaml/nodes/node.js';
import { entriesAt, nodeAt, updateAt } from '../../yaml/nodes/node-path.js';
import { type SubstitutedUse, type SubstitutionProblem, substitute } from './substitute.js';
import { type FindVariableSource, type Variables, variablesOf } from './variables.js';

export interface PostBuild {
  readonly objects: readonly KubernetesObject[];
  /** Absent where the Flux Kustomization asks for no substitution. */
  readonly variables: Variables | undefined;
  readonly uses: readonly SubstitutedUse[];
  readonly problems: readonly SubstitutionProblem[];
  /** Objects that could not be finished. */
  readonly gaps: readonly Gap[];
}

export interface PostBuildOptions {
  readonly kustomization: MapNode;
  readonly find: FindVariableSource;
  readonly strictness: 'strict' | 'lenient';
  /** Where the files of the objects can be read, for exact places in them. */
  readonly tree: FileTree;
}

/** The objects as they are applied, but for the labels that name their owner. */
export function finishObjects(rendered: readonly KubernetesObject[], options: PostBuildOptions): PostBuild {
  const { kustomization, strictness, tree } = options;
  const asked = nodeAt(kustomization, 'spec', 'postBuild');
  const variables = asked?.kind === 'map' ? variablesOf(kustomization, options.find) : undefined;
  const uses: SubstitutedUse[] = [];
  const problems: SubstitutionProblem[] = [];
  const textOf = (path: Parameters<FileTree['read']>[0]): string | undefined => tree.read(path)?.text;
  const gaps: Gap[] = [];
  const finish = (object: KubernetesObject): KubernetesObject[] => {
    let { body } = object;
    if (variables) {
      const result = substitute(body, { variables, strictness, textOf });
      for (const use of result.uses) uses.push(use);
      for (const problem of result.problems) problems.push(problem);
      body = result.body;
    }
    if (object.id.group === 'kustomize.config.k8s.io') return [];
    body = withCommonMetadata(body, kustomization);
    return [body === object.body ? object : toObject(body, object.trail)];
  };
  const objects = rendered.flatMap((object) =>
    within(
      { what: showId(object.id), span: object.body.origin.span },
      () => finish(object),
      ({ code, message, span }) => {
        if (!gaps.some((each) => each.message === message)) gaps.push({ code, message, span });
        return [];
      },
    ),
  );
  return { objects, variables, uses, problems, gaps };
}

/** The object with the labels and annotations of `spec.commonMetadata` of the one that applies it. */
export function withCommonMetadata(body: MapNode, kustomization: MapNode): MapNode {
  let result = body;
  for (const field of ['labels', 'annotations'] as const) {
    for (const { key, value } of entriesAt(kustomization, 'spec', 'commonMetadata', field)) {
      if (value.kind !== 'scalar') continue;
      const by = { kind: 'transformed', what: 'commonMetadata', by: key.origin.span } as const;
      const step: Step = value.origin.step ? { ...by, from: [value.origin] } : by;
      result = setMark(result, [field, key.value], value, { span: value.origin.span, step });
    }
  }
  return result;
}

/** Sets a label or an annotation; a value that stood there is remembered. */
export function setMark(
  body: MapNode,
  at: readonly ['labels' | 'annotations', string],
  { value, unknown }: Pick<ScalarNode, 'value' | 'unknown'>,
  origin: Origin,
): MapNode {
  const change = (old: { readonly origin: Origin } | undefined) => ({
    ...scalar(value, old ? { ...origin, was: old.origin } : origin),
    ...(unknown !== undefined && { unknown }),
  });
  const result = updateAt(body, ['metadata', ...at], change, origin);
  return result.kind === 'map' ? result : body;
}
