/**
 * Applies one Flux Kustomization: finds its source, builds its path, replaces its variables.
 *
 * @module
 */
import type { KubernetesObject } from '../../kubernetes/object.js';
import { idKey } from '../../kubernetes/object-id.js';
import type { Diagnostic } from '../../source/diagnostic.js';
import { isNull, type MapNode } from '../../yaml/nodes/node.js';
import { nodeAt, scalarsOf, textAt } from '../../yaml/nodes/node-path.js';
import { sameNode } from '../../yaml/nodes/same-node.js';
import { withLeftOut } from '../kustomization/left-out.js';
import { buildPath, type PathBuild, securePath } from '../kustomization/path-build.js';
import { artifactTree } from '../sources/artifact.js';
import { mountedRemotes } from '../sources/mounted-remotes.js';
import type { SourceContent } from '../sources/source-content.js';
import { treeNumber } from '../sources/source-content.js';
import { sourceIdOf } from '../sources/source-ref.js';
import { finishObjects } from '../substitution/post-build.js';
import type { FindVariableSource } from '../substitution/variables.js';
import { knownExternal } from './externals.js';
import { couldBring } from './openings.js';
import type { Visit, Walked, WalkStart } from './walk-state.js';

/** Applies a Flux Kustomization, or answers with the application before if nothing that goes into it has changed. */
export function applyKustomization(
  object: KubernetesObject,
  walked: Walked,
  start: WalkStart,
  before: Visit | undefined,
): Visit {
  const source = sourceOf(object, walked, start);
  const artifact = source.kind === 'tree' ? treeNumber(source.tree) : source.reason;
  const strictness = walked.installation.substitution;
  const find = variableFinder(object, walked);
  const key = JSON.stringify([artifact, strictness, variablesKey(object, find)]);
  if (before?.key === key && sameNode(before.object.body, object.body)) {
    // A parent that is applied again makes its objects anew, mostly the same ones.
    return before.object === object ? before : { ...before, object };
  }
  const path: PathBuild =
    source.kind === 'tree'
      ? withLeftOut(
          buildPath(source.tree, object.body, mountedRemotes(start.repositories.mounted)),
          source.whole,
          walked.index.find(sourceIdOf(object)),
        )
      : { kind: 'unknown', reason: source.reason };
  const rendered = path.kind === 'built' ? path.build.objects : [];
  const finished = finishObjects(rendered, {
    kustomization: object.body,
    find,
    strictness,
    tree: start.tree,
  });
  const remote = !isNull(nodeAt(object.body, 'spec', 'kubeConfig'));
  return { object, source, path, finished, objects: finished.objects, remote, strictness, key };
}

/** A Flux Kustomization at which fluxvet itself failed. */
export function failedVisit(object: KubernetesObject, { code, message }: Diagnostic, walked: Walked): Visit {
  return {
    object,
    source: { kind: 'unknown', reason: message },
    path: { kind: 'unknown', reason: message, code },
    finished: { objects: [], variables: undefined, uses: [], problems: [], gaps: [] },
    objects: [],
    remote: false,
    strictness: walked.installation.substitution,
    key: code,
  };
}

function sourceOf(object: KubernetesObject, walked: Walked, start: WalkStart): SourceContent {
  const id = sourceIdOf(object);
  const content = walked.contents.get(idKey(id));
  if (content) return content;
  const assumed = assumedContent(start);
  const path = nodeAt(object.body, 'spec', 'path');
  if (assumed && path?.kind === 'scalar' && path.value.includes('${'))
    return { kind: 'unknown', reason: `its path '${path.value}' holds a variable that is put in elsewhere` };
  if (assumed && path?.kind === 'scalar' && assumed.whole.isDirectory(securePath(path.value))) return assumed;
  if (id.name === '') return { kind: 'unknown', reason: 'it names no source' };
  return { kind: 'unknown', reason: `the ${id.kind} '${id.name}' is not in the files` };
}

/**
 * Where nothing in the files says how Flux gets to the cluster, the source that is set up on the way is not in the
 * files either. It is taken to be this repository where the paths that it should have exist here.
 */
export function assumedContent({ entry, repositories: { own } }: WalkStart): AssumedContent | undefined {
  if (entry.kind !== 'unbootstrapped' && entry.kind !== 'incomplete') return undefined;
  return { kind: 'tree', tree: artifactTree(own), whole: own, self: true };
}

type AssumedContent = Extract<SourceContent, { readonly kind: 'tree' }>;

/** A ConfigMap or Secret that is not in the files can still be in the cluster. */
function variableFinder(object: KubernetesObject, walked: Walked): FindVariableSource {
  return (kind, name) => {
    const { namespace } = object.id;
    const id = { group: '', kind, ...(namespace !== undefined && { namespace }), name };
    const found = walked.index.find(id);
    const body = found?.body ?? knownExternal(walked.openings, kind, name, namespace)?.body;
    if (body) return { kind: 'found', body };
    const opening = walked.openings.find((each) => couldBring(each, id));
    return { kind: 'unknown', reason: opening?.reason ?? `the ${kind} '${name}' is not in the files` };
  };
}

function variablesKey(object: KubernetesObject, find: FindVariableSource): unknown {
  const references = nodeAt(object.body, 'spec', 'postBuild', 'substituteFrom');
  if (references?.kind !== 'seq') return null;
  return references.items.map((reference) => {
    const source = find(textAt(reference, 'kind') ?? '', textAt(reference, 'name') ?? '');
    return source.kind === 'found' ? dataText(source.body) : source.kind;
  });
}

const texts = new WeakMap<object, string>();

/** What a ConfigMap or Secret holds. One that an operator makes is another node in every round, mostly with the same text. */
function dataText(body: MapNode): string {
  let text = texts.get(body);
  if (text === undefined) {
    const values = ['data', 'stringData'].map((field) => {
      const data = nodeAt(body, field);
      return data ? [...scalarsOf(data)].map(({ path, node }) => [path, node.value, node.unknown]) : null;
    });
    text = JSON.stringify(values);
    texts.set(body, text);
  }
  return text;
}
