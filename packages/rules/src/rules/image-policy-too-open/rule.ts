import {
  defineRule,
  fluxObjectsOf,
  IMAGE_GROUP,
  isKind,
  mayBeSet,
  nameOf,
  nodeAt,
  type Path,
  type Rule,
  textAt,
} from '@fluxvet/core';
import { reachOf } from '../../questions/texts/version-range.js';

export const imagePolicyTooOpen: Rule = defineRule({
  id: 'image-policy-too-open',
  title: 'An image policy takes any tag',
  why: 'Whatever is pushed last is deployed: a new major version, a test build, or the tag of an attacker.',
  category: 'reliability',
  severity: 'warning',
  confidence: 'likely',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    anyVersion:
      "ImagePolicy '{policy}' takes every version, since its range is '{range}' and no filter limits the tags.",
    upwards:
      "ImagePolicy '{policy}' takes every version from some one on, new major versions included, since its range is '{range}'.",
    anyTag: "ImagePolicy '{policy}' orders all tags by '{order}', since no filter limits them.",
  },
  *check(model, { finding }) {
    for (const { cluster, object } of fluxObjectsOf(model)) {
      if (!isKind(object, IMAGE_GROUP, 'ImagePolicy')) continue;
      if (mayBeSet(object.body, 'spec', 'filterTags', 'pattern')) continue;
      if (textAt(object.body, 'spec', 'suspend') === 'true') continue;
      const environment = cluster?.environment;
      const isProving = !cluster || (environment !== undefined && environment !== 'production');
      const more = isProving ? { atMost: 'note' as const } : {};
      const policy = nameOf(object);
      const path: Path = ['spec', 'policy', 'semver', 'range'];
      const range = textAt(object.body, ...path);
      if (range !== undefined && reachOf(range) === 'everything') {
        yield finding('anyVersion', { in: object, path }, { data: { policy, range }, ...more });
      }
      if (range !== undefined && reachOf(range) === 'upwards') {
        yield finding('upwards', { in: object, path }, { data: { policy, range }, ...more });
      }
      for (const order of ['alphabetical', 'numerical']) {
        if (nodeAt(object.body, 'spec', 'policy', order)?.kind !== 'map') continue;
        yield finding(
          'anyTag',
          { in: object, path: ['spec', 'policy', order], on: 'key' },
          { data: { policy, order }, ...more },
        );
      }
    }
  },
});
