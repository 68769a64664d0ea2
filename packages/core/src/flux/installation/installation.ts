/**
 * The Flux of a cluster: its version, its components and the kinds that it serves, from the cluster's own files.
 *
 * @module
 */

import { type CustomResource, customResourceOf } from '../../kubernetes/custom-resource.js';
import type { KubernetesObject } from '../../kubernetes/object.js';
import { labelsOf } from '../../kubernetes/object.js';
import type { FileTree } from '../../source/file-tree.js';
import { joinPath, type RepoPath } from '../../source/repo-path.js';
import type { Origin } from '../../yaml/nodes/node.js';
import { itemsAt, nodeAt, textAt } from '../../yaml/nodes/node-path.js';
import type { ObjectIndex } from '../kinds/cluster-index.js';
import { type FluxMinor, NEWEST_MINOR, OPERATOR_GROUP } from '../kinds/kinds.data.js';
import { releaseRange } from '../kinds/release-range.js';
import { featureGate } from './feature-gates.js';

/** A release of Flux, with the place that names it. */
export interface FluxVersion {
  readonly text: string;
  /** The minor of Flux 2, or 'old' for the releases before 2.0. */
  readonly minor: FluxMinor;
  readonly patch: number | undefined;
  readonly at: Origin;
}

/** The Flux that a cluster runs, as its own files tell. */
export interface FluxInstallation {
  /** Who installs Flux: `flux bootstrap` or one of its kin, the Flux Operator, or nobody that the files name. */
  readonly by: 'bootstrap' | 'flux-operator' | 'unknown';
  readonly version: FluxVersion | undefined;
  /** The names of the controllers; absent where they are not in the files. */
  readonly components: ReadonlySet<string> | undefined;
  /** The custom resources that the cluster's own files define, by `group/kind`. */
  readonly kinds: ReadonlyMap<string, CustomResource>;
  readonly files: FluxSystemFiles;
  /** Whether a variable that is not set ends a build; Flux does so by default since 2.9. */
  readonly substitution: 'strict' | 'lenient';
}

/** The files that bootstrap writes. */
export interface FluxSystemFiles {
  readonly directory: RepoPath;
  readonly components: RepoPath | undefined;
  readonly sync: RepoPath | undefined;
  readonly kustomization: RepoPath | undefined;
}

/** Reads what is known of the Flux of a cluster from its objects. */
export function readInstallation(
  index: ObjectIndex<KubernetesObject>,
  tree: FileTree,
  directory: RepoPath,
): FluxInstallation {
  const instance = index.ofKind(OPERATOR_GROUP, 'FluxInstance')[0];
  const controllers = index
    .ofKind('apps', 'Deployment')
    .filter(({ body }) => labelsOf(body).get('app.kubernetes.io/part-of') === 'flux');
  const version = instance ? operatorVersion(instance) : bootstrapVersion(controllers);
  const names = controllers.map(({ id }) => id.name);
  const listed = itemsAt(instance?.body, 'spec', 'components').flatMap((item) => textAt(item) ?? []);
  const kinds = new Map<string, CustomResource>();
  for (const definition of index.ofKind('apiextensions.k8s.io', 'CustomResourceDefinition')) {
    const resource = customResourceOf(definition);
    if (resource) kinds.set(`${resource.group}/${resource.kind}`, resource);
  }
  const components = names.length > 0 ? names : listed.length > 0 || !instance ? listed : DEFAULT_COMPONENTS;
  const minor = version?.minor ?? NEWEST_MINOR;
  const gate = featureGate(controllers, instance, 'StrictPostBuildSubstitutions');
  const isStrict = gate ?? (minor !== 'old' && minor >= FIRST_STRICT_MINOR);
  return {
    by: instance ? 'flux-operator' : controllers.length > 0 ? 'bootstrap' : 'unknown',
    version,
    components: components.length > 0 ? new Set(components) : undefined,
    kinds,
    files: fluxSystemFiles(tree, directory),
    substitution: isStrict ? 'strict' : 'lenient',
  };
}

const FIRST_STRICT_MINOR = 9;

const DEFAULT_COMPONENTS = [
  'source-controller',
  'kustomize-controller',
  'helm-controller',
  'notification-controller',
];

/** The files of a flux-system directory. */
export function fluxSystemFiles(tree: FileTree, directory: RepoPath): FluxSystemFiles {
  const file = (...names: string[]): RepoPath | undefined =>
    names.map((name) => joinPath(directory, name)).find((path) => tree.read(path) !== undefined);
  return {
    directory,
    components: file('gotk-components.yaml'),
    sync: file('gotk-sync.yaml'),
    kustomization: file('kustomization.yaml', 'kustomization.yml', 'Kustomization'),
  };
}

function bootstrapVersion(controllers: readonly KubernetesObject[]): FluxVersion | undefined {
  for (const { body } of controllers) {
    const label = nodeAt(body, 'metadata', 'labels', 'app.kubernetes.io/version');
    const version = label?.kind === 'scalar' ? parseVersion(label.value, label.origin) : undefined;
    if (version) return version;
  }
  return undefined;
}

/** Reads a release such as `v2.9.4`. */
export function parseVersion(text: string, at: Origin): FluxVersion | undefined {
  const [, major, minor, patch] = /^v?([02])\.(\d+)\.(\d+)/.exec(text.trim()) ?? [];
  if (minor === undefined) return undefined;
  return { text: text.trim(), minor: major === '0' ? 'old' : Number(minor), patch: Number(patch), at };
}

/** The operator installs the newest release of a range: `2.x` stands for the newest minor that is known here. */
function operatorVersion(instance: KubernetesObject): FluxVersion | undefined {
  const node = nodeAt(instance.body, 'spec', 'distribution', 'version');
  if (node?.kind !== 'scalar') return undefined;
  const exact = parseVersion(node.value, node.origin);
  if (exact) return exact;
  const range = releaseRange(node.value);
  return range && { text: node.value, minor: range.newest, patch: undefined, at: node.origin };
}
