import {
  defineRule,
  type Edits,
  HELM_GROUP,
  KUSTOMIZE_GROUP,
  type KubernetesObject,
  nameOf,
  type Rule,
  SOURCE_GROUP,
  textAt,
} from '@fluxvet/core';
import { goDuration } from '../../questions/texts/go-duration.js';

export const intervalTooShort: Rule = defineRule({
  id: 'interval-too-short',
  title: 'Flux does something again too often',
  why: 'The controllers and the API server are kept busy, and registries and Git hosts begin to refuse requests.',
  category: 'reliability',
  severity: 'warning',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    short: "{kind} '{name}' has an interval of {interval}; it should be {least} or more.",
  },
  *check(model, { finding }) {
    for (const { objects } of model.clusters) {
      for (const object of objects) {
        const least = leastOf(object);
        const interval = textAt(object.body, 'spec', 'interval');
        const duration = least && goDuration(interval);
        if (!least || interval === undefined || duration === undefined || duration >= least) continue;
        const at = { in: object, path: ['spec', 'interval'] };
        const data = {
          kind: object.id.kind,
          name: nameOf(object),
          interval,
          least: `${least / 1000}s`,
        };
        const once = {
          title: "Write '1m'",
          safety: 'unsafe' as const,
          edits: (edits: Edits) => edits.set(at, '1m'),
        };
        yield finding('short', at, { data, suggestions: [once] });
      }
    }
  },
});

/** The shortest interval that makes sense for an object, in milliseconds. */
function leastOf({ id, body }: KubernetesObject): number | undefined {
  if (id.group === KUSTOMIZE_GROUP && id.kind === 'Kustomization') return APP;
  if (id.group === HELM_GROUP && id.kind === 'HelmRelease') return APP;
  // Nothing is fetched for a registry of charts by itself, so that its interval does nothing.
  if (id.group !== SOURCE_GROUP || textAt(body, 'spec', 'type') === 'oci') return undefined;
  return SOURCE;
}

const APP = 60_000;
const SOURCE = 30_000;
