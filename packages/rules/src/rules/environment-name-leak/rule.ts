import {
  type AppliedObject,
  type Cluster,
  defineRule,
  environmentOf,
  IMAGE_GROUP,
  isKind,
  KUSTOMIZE_GROUP,
  type Path,
  type Rule,
  scalarsOf,
  showId,
} from '@fluxvet/core';
import { z } from 'zod';
import { type Other, speaksOf } from './speaks-of.js';

export const environmentNameLeak: Rule = defineRule({
  id: 'environment-name-leak',
  title: 'A value speaks of another environment',
  why: "Production talks to staging's hosts, buckets or secrets, or staging to production's.",
  category: 'correctness',
  severity: 'warning',
  confidence: 'hint',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    leak: "{object} of a {environment} cluster has '{value}', which speaks of {other}.",
  },
  options: z.strictObject({
    /** Parts of values that environments share. */
    allow: z.array(z.string()).default([]),
  }),
  *check(model, { finding, options }) {
    const allowed = [...ALWAYS_SHARED, ...options.allow];
    for (const cluster of model.clusters) {
      const { environment } = cluster;
      if (environment === undefined) continue;
      const other: Other = environment === 'production' ? 'staging' : 'production';
      if (hosts(cluster, other)) continue;
      for (const object of cluster.objects) {
        if (!isJudged(object, cluster, other)) continue;
        for (const { node, path } of scalarsOf(object.body)) {
          if (path[0] === 'metadata' && path[1] !== 'annotations' && path[1] !== 'labels') continue;
          if (isFlowOfChanges(object, path)) continue;
          if (!speaksOf(node, other) || allowed.some((part) => node.value.includes(part))) continue;
          const isOwn = environmentOf((node.origin.step?.from?.[0] ?? node.origin).span.file) === environment;
          yield finding(
            'leak',
            { in: object, path },
            {
              data: { object: showId(object.id), environment, value: node.value, other },
              // What several environments share may well be meant for all of them.
              ...(!(isOwn && environment === 'production') && { atMost: 'note' as const }),
            },
          );
        }
      }
    }
  },
});

// Certificate authorities have a staging of their own.
const ALWAYS_SHARED = ['letsencrypt', 'acme'];

/** The branches that automation works on are named for the way of a change, which passes through environments. */
function isFlowOfChanges({ id }: AppliedObject, path: Path): boolean {
  return id.group === IMAGE_GROUP && id.kind === 'ImageUpdateAutomation' && path[1] === 'git';
}

/** Whether another environment lives in the cluster on purpose. */
function hosts({ objects }: Cluster, other: Other): boolean {
  return objects.some(
    ({ id }) =>
      (id.kind === 'Namespace' || isKind({ id }, KUSTOMIZE_GROUP, 'Kustomization')) &&
      environmentOf(id.name) === other,
  );
}

function isJudged(object: AppliedObject, cluster: Cluster, other: Other): boolean {
  const { id, body } = object;
  if (id.kind === 'Secret' || id.kind === 'CustomResourceDefinition') return false;
  // The path of an app has a rule of its own, and so has what bootstrap writes.
  if (isKind(object, KUSTOMIZE_GROUP, 'Kustomization')) return false;
  if (body.origin.span.file === cluster.entry.file) return false;
  return environmentOf(`${id.namespace ?? ''}/${id.name}`) !== other;
}
