import {
  type AppliedObject,
  type Cluster,
  defineRule,
  hasUnknownAt,
  labelsOf,
  nameOf,
  nodeAt,
  normalizeUrl,
  type Rule,
  scalarsOf,
} from '@fluxvet/core';
import { isWrittenByFlux } from '../../questions/objects/written-by-flux.js';

export const duplicateSource: Rule = defineRule({
  id: 'duplicate-source',
  title: 'Two sources fetch the same',
  why: 'Everything is fetched twice, and sooner or later only one of the two is changed.',
  category: 'style',
  severity: 'note',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: { same: "{kind} '{source}' fetches the same as '{other}'." },
  *check(model, { finding }) {
    for (const cluster of model.clusters) {
      const byContent = new Map<string, AppliedObject>();
      for (const object of inOrder(cluster)) {
        const key = contentOf(object);
        const other = key === undefined ? undefined : byContent.get(key);
        if (key !== undefined && !other) byContent.set(key, object);
        // Apps that each bring what they need are meant to know nothing of each other.
        if (!other || other.appliedBy !== object.appliedBy) continue;
        yield finding(
          'same',
          { in: object, path: ['metadata', 'name'] },
          {
            data: { kind: object.id.kind, source: nameOf(object), other: nameOf(other) },
            related: [{ at: { in: other, path: ['metadata', 'name'] }, says: 'the other one' }],
          },
        );
      }
    }
  },
});

/** The sources of a cluster; what bootstrap wrote comes first, for nobody can remove it. */
function inOrder(cluster: Cluster): AppliedObject[] {
  const rank = (object: AppliedObject): number => (isWrittenByFlux(cluster, object) ? 0 : 1);
  return cluster.sources.map(({ object }) => object).sort((a, b) => rank(a) - rank(b));
}

/** How often it is fetched, and how long that may take, makes no difference. */
const NO_MATTER = new Set(['interval', 'timeout', 'suspend']);

/** A text that is equal for sources of a namespace that bring the same; nothing where that cannot be known. */
function contentOf({ id, body }: AppliedObject): string | undefined {
  const spec = nodeAt(body, 'spec');
  if (!spec || hasUnknownAt(spec)) return undefined;
  const fields: string[] = [];
  for (const { node, path } of scalarsOf(spec)) {
    const [field = ''] = path;
    if (NO_MATTER.has(String(field))) continue;
    fields.push(JSON.stringify([path, field === 'url' ? normalizeUrl(node.value) : node.value]));
  }
  if (fields.length === 0) return undefined;
  const shard = labelsOf(body).get('sharding.fluxcd.io/key') ?? '';
  return [id.kind, id.namespace ?? '', shard, ...fields.sort()].join('\n');
}
