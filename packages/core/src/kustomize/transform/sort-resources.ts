/**
 * The order of the output: as listed, or the legacy order by kind.
 * Source: the SortOrderTransformer of kustomize.
 *
 * @module
 */

import type { SortOptions } from '../load/kustomization-schemas.js';
import type { Entry } from '../load/read-fields.js';
import { Fault } from '../objects/fault.js';
import { idOf, type ResId } from '../objects/resource.js';
import type { ResourceSet } from '../objects/resource-set.js';
import type { GvkPattern } from '../schema/field-specs.data.js';

/** `fifo` keeps the order of the kustomization, as Flux does; `legacy` sorts by kind. */
export type Order = 'fifo' | 'legacy';

const FIRST = [
  'Namespace',
  'ResourceQuota',
  'StorageClass',
  'CustomResourceDefinition',
  'ServiceAccount',
  'PodSecurityPolicy',
  'Role',
  'ClusterRole',
  'RoleBinding',
  'ClusterRoleBinding',
  'ConfigMap',
  'Secret',
  'Endpoints',
  'Service',
  'LimitRange',
  'PriorityClass',
  'PersistentVolume',
  'PersistentVolumeClaim',
  'Deployment',
  'StatefulSet',
  'CronJob',
  'PodDisruptionBudget',
];
const LAST = ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'];

/** Sorts by `sortOptions` where the kustomization has them, else by the order that is asked for. */
export function sortResources(set: ResourceSet, options: Entry<SortOptions> | undefined, order: Order): void {
  const wanted = options?.value.order ?? (options ? '' : order);
  const legacy = options?.value.legacySortOptions;
  if (wanted !== 'fifo' && wanted !== 'legacy') {
    throw new Fault(
      'bad-sort-options',
      'sortOptions.order must be fifo or legacy.',
      options?.node.origin.span,
    );
  }
  if (wanted === 'fifo') {
    if (!legacy) return;
    throw new Fault(
      'bad-sort-options',
      'sortOptions.legacySortOptions has no effect with the order fifo.',
      options?.node.origin.span,
    );
  }
  const ranks = rankKinds(
    legacy ? (legacy.orderFirst ?? []) : FIRST,
    legacy ? (legacy.orderLast ?? []) : LAST,
  );
  const sorted = set.items.map((item) => ({ item, id: idOf(item.body) }));
  sorted.sort((a, b) => compareIds(a.id, b.id, ranks));
  set.reorder(sorted.map(({ item }) => item));
}

function rankKinds(first: readonly string[], last: readonly string[]): ReadonlyMap<string, number> {
  return new Map([
    ...first.map((kind, at) => [kind, at - first.length] as const),
    ...last.map((kind, at) => [kind, at + 1] as const),
  ]);
}

const DEFAULT_RANKS = rankKinds(FIRST, LAST);

/** The order that kustomize gives to kinds, absent parts included. */
export function compareGvks(a: GvkPattern, b: GvkPattern): number {
  const rank = ({ kind = '' }: GvkPattern): number => DEFAULT_RANKS.get(kind) ?? 0;
  return rank(a) - rank(b) || compare(gvkText(a), gvkText(b));
}

function compareIds(a: ResId, b: ResId, ranks: ReadonlyMap<string, number>): number {
  const sameGvk = a.group === b.group && a.version === b.version && a.kind === b.kind;
  if (sameGvk) return compare(idText(a), idText(b));
  const byRank = (ranks.get(a.kind) ?? 0) - (ranks.get(b.kind) ?? 0);
  if (byRank !== 0) return byRank;
  const byText = compare(gvkText(a), gvkText(b));
  const coreNamespace =
    a.kind === 'Namespace' && b.kind === 'Namespace' && (a.group === '' || b.group === '');
  return coreNamespace ? -byText : byText;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The placeholders for empty parts are part of the order: they stand behind every letter. */
function gvkText({ group, version, kind }: GvkPattern): string {
  return `${group || '~G'}_${version || '~V'}_${kind || '~K'}`;
}

function idText(id: ResId): string {
  const gvk = `${id.kind || '[noKind]'}.${id.version || '[noVer]'}.${id.group || '[noGrp]'}`;
  return `${gvk}|${id.namespace || '~X'}|${id.name || '~N'}`;
}
