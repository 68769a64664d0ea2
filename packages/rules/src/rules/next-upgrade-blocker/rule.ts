import {
  type AppliedObject,
  type Cluster,
  certainMinor,
  defineRule,
  fluxKind,
  NEWEST_MINOR,
  nameOf,
  type Place,
  placeOfSpan,
  type Rule,
  showId,
} from '@fluxvet/core';
import { showList } from '../../questions/texts/show-list.js';

export const nextUpgradeBlocker: Rule = defineRule({
  id: 'next-upgrade-blocker',
  title: 'An upgrade of Flux is blocked by objects in old API versions',
  why: 'After the upgrade the API server refuses them, and with them everything that is applied together with them.',
  category: 'upgrade',
  severity: 'note',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    blocked:
      "Cluster '{cluster}' runs Flux {version}; before it can go to 2.{next}, these must be written in newer API versions: {objects}.",
  },
  *check(model, { finding }) {
    for (const cluster of model.clusters) {
      const { version } = cluster.flux;
      const at = version && placeOfSpan(model, version.at.span);
      const { next, objects } = blockers(cluster);
      if (!at || next === undefined) continue;
      yield finding('blocked', at, {
        data: { cluster: cluster.name, version: version.text, next, objects: showObjects(objects) },
        clusters: [cluster.name],
        identity: [cluster.name],
        related: objects.slice(0, MOST).map(placeOfVersion),
      });
    }
  },
});

const MOST = 5;

interface Blockers {
  /** The first minor that refuses any of them; absent where nothing stands in the way. */
  readonly next: number | undefined;
  readonly objects: readonly AppliedObject[];
}

/** The objects that the cluster's Flux still serves, and the first minor that removes some of them does not. */
function blockers({ flux, objects }: Cluster): Blockers {
  const minor = certainMinor(flux);
  const byMinor = new Map<number, AppliedObject[]>();
  for (const object of typeof minor === 'number' ? objects : []) {
    const known = fluxKind(object.id)?.versions.find(({ version }) => version === object.version);
    const gone = known?.gone;
    if (typeof gone !== 'number' || typeof minor !== 'number' || gone <= minor) continue;
    byMinor.set(gone, [...(byMinor.get(gone) ?? []), object]);
  }
  const next = [...byMinor.keys()].filter((each) => each <= NEWEST_MINOR).sort((a, b) => a - b)[0];
  return { next, objects: next === undefined ? [] : (byMinor.get(next) ?? []) };
}

function showObjects(objects: readonly AppliedObject[]): string {
  const names = objects.map(({ id }) => showId(id));
  return showList(names.length > MOST ? [...names.slice(0, MOST), `${names.length - MOST} more`] : names);
}

function placeOfVersion(object: AppliedObject): { readonly at: Place; readonly says: string } {
  return { at: { in: object, path: ['apiVersion'] }, says: `the version of '${nameOf(object)}'` };
}
