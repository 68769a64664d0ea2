import {
  defineRule,
  type FluxModel,
  isDeclared,
  isNameUnknown,
  nameOf,
  type Reference,
  type Rule,
  referencesOf,
} from '@fluxvet/core';
import { mayBeMade } from '../../questions/objects/config-makers.js';

export const secretRefNotFound: Rule = defineRule({
  id: 'secret-ref-not-found',
  title: 'A Secret is needed that is not in the repository',
  why: 'Someone must create it in the cluster before Flux can use what refers to it.',
  category: 'correctness',
  severity: 'note',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    needed: "{kind} '{from}' needs Secret '{secret}', which no file brings: it must exist in the cluster.",
  },
  *check(model, { finding }) {
    // Many may need the same one, and it takes only one to make it.
    for (const [first, ...others] of neededSecrets(model)) {
      const { from, path, wanted } = first;
      const data = { kind: from.id.kind, from: nameOf(from), secret: nameOf({ id: wanted }) };
      const related = others.map((other) => ({
        at: { in: other.from, path: other.path },
        says: `${other.from.id.kind} '${nameOf(other.from)}' needs it too`,
      }));
      yield finding('needed', { in: from, path }, { data, related, identity: [data.secret] });
    }
  },
});

type References = [first: Reference, ...others: Reference[]];

/** What refers to each Secret that a cluster must have and no file brings. */
function neededSecrets(model: FluxModel): Iterable<References> {
  const needed = new Map<string, References>();
  const given = new Set<string>();
  for (const { cluster, reference } of referencesOf(model, 'secret', 'variables', 'values')) {
    const { from, wanted, to, optional } = reference;
    const key = `${cluster.name} ${nameOf({ id: wanted })}`;
    // Bootstrap makes the Secret of the sync itself, for whoever else needs it, too.
    if (cluster.entry.kind === 'gotk-sync' && from.body.origin.span.file === cluster.entry.file)
      given.add(key);
    if (wanted.kind !== 'Secret' || to.kind === 'found' || optional) continue;
    if (isNameUnknown(reference) || mayBeMade(cluster, wanted) || isDeclared(cluster, wanted)) continue;
    // A name that is encrypted may be this one.
    if (cluster.objects.some(({ id }) => id.name.startsWith('ENC['))) continue;
    const others = needed.get(key);
    if (others) others.push(reference);
    else needed.set(key, [reference]);
  }
  return [...needed].flatMap(([key, references]) => (given.has(key) ? [] : [references]));
}
