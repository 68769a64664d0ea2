import {
  type Cluster,
  defineRule,
  isNotInFiles,
  isNull,
  nameOf,
  nodeAt,
  type Reference,
  type Rule,
  referencesOf,
  textAt,
} from '@fluxvet/core';
import { hasOtherMakers } from '../../questions/objects/other-makers.js';
import { inOtherNamespaces, similarName } from '../../questions/objects/source-candidates.js';

export const serviceAccountNotFound: Rule = defineRule({
  id: 'service-account-not-found',
  title: 'A ServiceAccount is named that the cluster does not have',
  why: 'Flux acts as an account without any rights, and everything that it applies is forbidden.',
  category: 'correctness',
  severity: 'warning',
  confidence: 'likely',
  stability: 'stable',
  since: '0.1.0',
  absenceOf: ['ServiceAccount'],
  messages: {
    missing: "{kind} '{from}' acts as ServiceAccount '{account}', which its cluster does not have.",
    similar:
      "{kind} '{from}' acts as ServiceAccount '{account}', which its cluster does not have; there is '{similar}'.",
    elsewhere:
      "{kind} '{from}' acts as ServiceAccount '{account}', which stands in namespace '{namespace}' only.",
  },
  *check(model, { finding }) {
    for (const { cluster, reference } of referencesOf(model, 'service-account')) {
      const { from, path, wanted } = reference;
      if (!isLost(cluster, reference)) continue;
      const at = { in: from, path };
      const data = { kind: from.id.kind, from: nameOf(from), account: wanted.name };
      const [only, second] = inOtherNamespaces(cluster, wanted);
      const similar = similarName(cluster, wanted);
      if (similar !== undefined) yield finding('similar', at, { data: { ...data, similar } });
      else if (only?.id.namespace !== undefined && !second) {
        const related = [{ at: { in: only }, says: 'The ServiceAccount stands here' }];
        yield finding('elsewhere', at, { data: { ...data, namespace: only.id.namespace }, related });
      } else yield finding('missing', at, { data });
    }
  },
});

function isLost(cluster: Cluster, reference: Reference): boolean {
  const { from, wanted } = reference;
  // The account is one of the other cluster.
  if (!isNull(nodeAt(from.body, 'spec', 'kubeConfig'))) return false;
  if (wanted.name === 'default' || !isNotInFiles(cluster, reference)) return false;
  // What sets Flux up makes accounts beside it, which the files do not always show.
  if (
    wanted.namespace === 'flux-system' &&
    (cluster.entry.kind !== 'gotk-sync' || wanted.name.endsWith('-controller'))
  )
    return false;
  // A chart that is installed as the account cannot bring it.
  return !hasOtherMakers(cluster, wanted.namespace, ({ body }) => {
    return textAt(body, 'spec', 'serviceAccountName') === wanted.name;
  });
}
