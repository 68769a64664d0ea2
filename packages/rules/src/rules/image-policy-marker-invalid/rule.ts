import {
  couldExist,
  defineRule,
  type Finding,
  findObject,
  IMAGE_GROUP,
  type KubernetesObject,
  type Place,
  type Rule,
  textAt,
} from '@fluxvet/core';
import { type ImageAutomation, imageAutomationsOf } from '../../questions/texts/image-automations.js';
import { imageMarkersOf } from '../../questions/texts/image-markers.js';
import { problemOf } from './problem-of.js';

export const imagePolicyMarkerInvalid: Rule = defineRule({
  id: 'image-policy-marker-invalid',
  title: 'A marker for image updates has no effect, or a wrong one',
  why: 'Flux passes over such a marker without a word: the image is never updated, or is set to what it cannot be.',
  category: 'correctness',
  severity: 'warning',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    unreadable:
      "The comment looks like a marker of an image policy, but Flux reads only the JSON object with the key '$imagepolicy' and a text.",
    badName:
      "The marker names '{names}', which is not a namespace and a policy with ':', and ':tag', ':name' or ':digest' where wanted.",
    noValue:
      "The marker of the image policy '{names}' does not stand on a single value, so that nothing is updated.",
    inText:
      "The marker of the image policy '{names}' is a part of a block of text, where Flux sees no comment: nothing is updated.",
    noPolicy:
      "The marker names the image policy '{names}', which the automation that updates this file does not find.",
    wholeImage: "The marker of the image policy '{names}' sets only the {part}, but stands on a whole image.",
    onlyTag: "The marker of the image policy '{names}' sets a whole image, but stands on a tag.",
    noDigest: "The marker asks for the digest of the image policy '{names}', which keeps no digest.",
  },
  *check(model, { finding }) {
    const automations = imageAutomationsOf(model);
    for (const marker of imageMarkersOf(model)) {
      const { file, span } = marker;
      const covering = automations.filter(({ files }) => files?.has(file.path));
      const maybe = automations.some(({ files }) => !files);
      const at: Place = { in: file, span };
      const more: Pick<Finding, 'clusters' | 'atMost'> = {
        clusters: [...new Set(covering.map(({ cluster }) => cluster.name))].sort(),
        // Nothing would read the marker either way.
        ...(covering.length === 0 && !maybe && model.clusters.length > 0 && { atMost: 'note' }),
      };
      const { names } = marker;
      if (marker.on === 'text') {
        yield finding('inText', at, { ...more, data: { names: names ?? '' } });
        continue;
      }
      if (names === undefined) {
        yield finding('unreadable', at, more);
        continue;
      }
      const [, namespace = '', name = '', part = ''] =
        /^([^:]+):([^:]+)(?::(tag|name|digest))?$/.exec(names) ?? [];
      const problem = name === '' ? 'badName' : (problemOf(marker, part) ?? policyProblem());
      if (problem === undefined) continue;
      const data = { names, part: part === 'name' ? 'name of the image' : part };
      yield finding(problem, at, { data, ...more });

      function policyProblem(): 'noPolicy' | 'noDigest' | undefined {
        const found = covering.map((each) => policyFor(each, namespace, name));
        if (found.length === 0 || maybe || found.includes('unknown')) return undefined;
        const policies = found.filter((each) => each !== undefined && each !== 'unknown');
        if (policies.length === 0) return 'noPolicy';
        return part === 'digest' && policies.every(keepsNoDigest) ? 'noDigest' : undefined;
      }
    }
  },
});

/** The policy that an automation would take: it looks into its own namespace only. */
function policyFor(
  { cluster, object }: ImageAutomation,
  namespace: string,
  name: string,
): KubernetesObject | 'unknown' | undefined {
  if (object.id.namespace === undefined) return 'unknown';
  if (namespace !== object.id.namespace) return undefined;
  const id = { group: IMAGE_GROUP, kind: 'ImagePolicy', namespace, name };
  return findObject(cluster, id) ?? (couldExist(cluster, id) ? 'unknown' : undefined);
}

function keepsNoDigest({ body }: KubernetesObject): boolean {
  return (textAt(body, 'spec', 'digestReflectionPolicy') ?? 'Never') === 'Never';
}
