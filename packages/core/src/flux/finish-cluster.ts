/**
 * Turns a finished walk into a cluster of the model: objects know their apps, references are followed.
 *
 * @module
 */

import type { KubernetesObject } from '../kubernetes/object.js';
import { idKey, type ObjectId } from '../kubernetes/object-id.js';
import type { RepoPath } from '../source/repo-path.js';
import { environmentOf } from './clusters/environment.js';
import type { FoundCluster } from './clusters/found-cluster.js';
import { indexObjects, type ObjectIndex } from './kinds/cluster-index.js';
import { HELM_GROUP, SOURCE_GROUP } from './kinds/kinds.data.js';
import { isKind } from './kinds/kinds.js';
import { helmReleaseSpec } from './kinds/specs/helm-release.js';
import { kustomizationSpec } from './kinds/specs/kustomization.js';
import { readSpec } from './kinds/specs/read-spec.js';
import { linkReferences } from './link.js';
import type { AppliedObject, Cluster, HelmReleaseApp, KustomizationApp, Reference, Source } from './model.js';
import { type HelmValues, helmValues } from './releases/helm-values.js';
import type { SourceContent } from './sources/source-content.js';
import type { Opening } from './unknown/opening.js';
import type { Resolution } from './unknown/resolution.js';
import { knownExternal } from './walk/externals.js';
import { comesAfterIn } from './walk/waiting.js';
import type { Visit, Walked } from './walk/walk-state.js';

/** The cluster that a walk came to see. */
export function finishCluster(name: string, found: FoundCluster, walked: Walked): Cluster {
  const draft = new Map<Visit, Draft<KustomizationApp>>();
  const appOf = (visit: Visit | undefined): KustomizationApp | undefined => {
    // One that went with the app that brought it, in a walk that came to no end, has no object.
    if (!visit || !walked.index.find(visit.object.id)) return undefined;
    let app = draft.get(visit);
    if (!app) {
      app = {} as Draft<KustomizationApp>;
      draft.set(visit, app);
    }
    return app as KustomizationApp;
  };
  const applied = (object: KubernetesObject, by: Visit | undefined): AppliedObject => ({
    ...object,
    appliedBy: appOf(by),
  });

  const objects = walked.index.objects.map((object) => applied(object, walked.owners.get(object)));
  const index = indexObjects(objects);
  const references = linkReferences(index, walked.openings, comesAfterIn(walked));
  const sources = sourcesOf(objects, walked);
  const bySource = new Map(sources.map((source) => [idKey(source.object.id), source]));
  const sourceOf = sourceFinder(references, bySource);

  for (const visit of walked.visits.values()) {
    const object = index.find(visit.object.id);
    const app = appOf(visit);
    if (!object || !app) continue;
    const rendered = visit.objects.map((each) => {
      const own = visit.remote ? undefined : index.find(each.id);
      return own?.body === each.body ? own : applied(each, visit);
    });
    const state = stateOf(visit, walked);
    Object.assign(app, finishApp(visit, { object, objects: rendered, source: sourceOf(object), state }));
  }
  const kustomizations = [...walked.visits.values()].flatMap((visit) => appOf(visit) ?? []);
  const releases = objects.flatMap(
    (object) => releaseOf(object, index, sourceOf(object), walked.openings) ?? [],
  );
  const inputs = new Set<RepoPath>([...walked.visits.values()].flatMap(inputsOf));
  for (const object of objects) inputs.add(object.body.origin.span.file);
  return {
    name,
    root: found.root,
    entry: found.entry,
    environment: environmentOf(name) ?? environmentOf(found.root),
    flux: walked.installation,
    apps: [...kustomizations, ...releases],
    sources,
    objects,
    references,
    openings: walked.openings,
    contested: walked.contested.map(({ object, by }) => applied(object, by)),
    inputs,
  };
}

type Draft<T> = { -readonly [K in keyof T]?: T[K] };

function finishApp(
  visit: Visit,
  { object, objects, source, state }: Pick<KustomizationApp, 'object' | 'objects' | 'source' | 'state'>,
): KustomizationApp {
  const { path, finished, strictness, remote } = visit;
  const { variables, uses, problems, gaps } = finished;
  return {
    kind: 'Kustomization',
    object,
    spec: readSpec(object.body, kustomizationSpec),
    source,
    path,
    objects,
    substitution: { variables, strictness, uses, problems, gaps },
    remote,
    state,
  };
}

function stateOf({ path, finished, strictness }: Visit, { installation }: Walked): KustomizationApp['state'] {
  if (path.kind === 'unknown') return 'unknown';
  // Where nothing demands every variable, those that are not set become nothing, and the rest is applied; nor is it known of a Flux without a version.
  const isStrict = strictness === 'strict' && installation.version !== undefined;
  const problems = finished.problems.filter(({ kind }) => kind !== 'unset' || isStrict);
  if (path.kind !== 'built' || problems.length > 0) return 'broken';
  // A name or a value that is none fails the substitution of every object.
  if (finished.variables?.problems.some(({ kind }) => kind !== 'missing-source')) return 'broken';
  if (path.build.diagnostics.some(({ severity }) => severity === 'error')) return 'broken';
  return path.build.complete ? 'whole' : 'unknown';
}

function inputsOf({ path }: Visit): readonly RepoPath[] {
  return path.kind === 'built' ? [...path.build.inputs] : [];
}

const SOURCE_KINDS: readonly string[] = [
  'GitRepository',
  'OCIRepository',
  'HelmRepository',
  'HelmChart',
  'Bucket',
  'ExternalArtifact',
];

function sourcesOf(objects: readonly AppliedObject[], walked: Walked): Source[] {
  return objects.flatMap((object) => {
    if (object.id.group !== SOURCE_GROUP || !SOURCE_KINDS.includes(object.id.kind)) return [];
    const content: SourceContent = walked.contents.get(idKey(object.id)) ?? {
      kind: 'unknown',
      reason: `a ${object.id.kind} brings charts, which are not rendered`,
    };
    return [{ object, content }];
  });
}

/** The source of an app, from the references that were followed. */
function sourceFinder(
  references: readonly Reference[],
  sources: ReadonlyMap<string, Source>,
): (app: AppliedObject) => Resolution<Source> {
  const byApp = new Map<AppliedObject, Reference>();
  for (const reference of references) {
    if (reference.role === 'source' && !byApp.has(reference.from)) byApp.set(reference.from, reference);
  }
  return (app) => {
    const reference = byApp.get(app);
    if (!reference) return { kind: 'unknown', at: app.body.origin, reason: 'it names no source' };
    const { to } = reference;
    if (to.kind !== 'found') return to;
    const target = sources.get(idKey(to.target.id));
    return target ? { ...to, target } : { kind: 'unknown', at: to.at, reason: 'it is no source' };
  };
}

function releaseOf(
  object: AppliedObject,
  index: ObjectIndex<AppliedObject>,
  source: Resolution<Source>,
  openings: readonly Opening[],
): HelmReleaseApp | undefined {
  if (!isKind(object, HELM_GROUP, 'HelmRelease')) return undefined;
  let values: HelmValues | undefined;
  return {
    kind: 'HelmRelease',
    object,
    spec: readSpec(object.body, helmReleaseSpec),
    source,
    // Put together at the first use: most questions do not need them.
    get values(): HelmValues {
      values ??= helmValues(object, (kind, name) => {
        const { namespace } = object.id;
        const id: ObjectId = { group: '', kind, ...(namespace !== undefined && { namespace }), name };
        const found = index.find(id);
        const body = found?.body ?? knownExternal(openings, kind, name, namespace)?.body;
        if (body) return { kind: 'found', body };
        return { kind: 'unknown', reason: `the ${kind} '${name}' is not in the files` };
      });
      return values;
    },
  };
}
