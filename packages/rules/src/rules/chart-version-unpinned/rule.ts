import {
  type AppliedObject,
  type Cluster,
  defineRule,
  HELM_GROUP,
  indexOf,
  isSettled,
  mayBeSet,
  nameOf,
  type Path,
  type Rule,
  SOURCE_GROUP,
  textAt,
} from '@fluxvet/core';
import { reachOf } from '../../questions/texts/version-range.js';

export const chartVersionUnpinned: Rule = defineRule({
  id: 'chart-version-unpinned',
  title: 'A chart may change to any new version by itself',
  why: 'A new major version is rolled out within an interval of its release, without a commit and without a review.',
  category: 'reliability',
  severity: 'warning',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    missing: "{kind} '{name}' names no version of the chart '{chart}', and takes whatever is newest.",
    open: "{kind} '{name}' takes every new version of the chart '{chart}' that fits '{version}', major ones included.",
    ineffective:
      "{kind} '{name}' asks for version '{version}' of a chart from a {source}, where versions have no effect.",
  },
  *check(model, { finding }) {
    for (const cluster of model.clusters) {
      for (const { object, path } of chartsOf(cluster)) {
        const chart = textAt(object.body, ...path, 'chart');
        const source = textAt(object.body, ...path, 'sourceRef', 'kind');
        const version = textAt(object.body, ...path, 'version');
        if (chart === undefined || source === undefined || textAt(object.body, 'spec', 'suspend') === 'true')
          continue;
        const data = { kind: object.id.kind, name: nameOf(object), chart, source, version: version ?? '' };
        if (source !== 'HelmRepository') {
          if (version === undefined || version === '*') continue;
          yield finding('ineffective', { in: object, path: [...path, 'version'] }, { data, atMost: 'note' });
          continue;
        }
        if (version !== undefined && reachOf(version) === 'bounded') continue;
        if (version === undefined && (!isSettled(object) || mayBeSet(object.body, ...path, 'version')))
          continue;
        const isProving = cluster.environment !== undefined && cluster.environment !== 'production';
        yield finding(
          version === undefined ? 'missing' : 'open',
          { in: object, path: [...path, version === undefined ? 'chart' : 'version'] },
          { data, ...(isProving && { atMost: 'note' as const }) },
        );
      }
    }
  },
});

interface Chart {
  readonly object: AppliedObject;
  /** The way to what says which chart it is. */
  readonly path: Path & readonly string[];
}

function chartsOf(cluster: Cluster): Chart[] {
  const index = indexOf(cluster);
  return [
    ...index.ofKind(HELM_GROUP, 'HelmRelease').map((object) => ({ object, path: ['spec', 'chart', 'spec'] })),
    ...index.ofKind(SOURCE_GROUP, 'HelmChart').map((object) => ({ object, path: ['spec'] })),
  ];
}
