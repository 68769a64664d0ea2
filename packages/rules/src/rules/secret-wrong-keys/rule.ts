import { defineRule, nameOf, nodeAt, type Rule, referencesOf } from '@fluxvet/core';
import { secretKeys } from '../../questions/secrets/secret-keys.js';
import { showList } from '../../questions/texts/show-list.js';
import { type SecretDemand, secretDemand } from './secret-demands.js';

export const secretWrongKeys: Rule = defineRule({
  id: 'secret-wrong-keys',
  title: 'A Secret lacks the keys that Flux reads',
  why: 'The object that names the Secret fails: it finds no credentials in it.',
  category: 'correctness',
  severity: 'error',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    lacks: "Secret '{secret}' lacks {keys}, which {kind} '{from}' needs.",
    none: "Secret '{secret}' has none of the keys that {kind} '{from}' reads: {keys}.",
  },
  *check(model, { finding }) {
    for (const { reference } of referencesOf(model, 'secret')) {
      const { from, path, to } = reference;
      const demand = to.kind === 'found' ? secretDemand(reference) : undefined;
      if (to.kind !== 'found' || !demand) continue;
      const secret = to.target;
      const keys = secretKeys(secret);
      if (!keys) continue;
      const missing = missingKeys(demand, keys);
      if (missing.length === 0) continue;
      const field = nodeAt(secret.body, 'stringData') ? 'stringData' : 'data';
      const partly =
        demand.anyOf.length === 1 || demand.anyOf.some((set) => set.some((key) => has(keys, key)));
      const named = partly ? missing : demand.anyOf.flat();
      yield finding(
        partly ? 'lacks' : 'none',
        { in: secret, path: [field], on: 'key' },
        {
          data: { secret: nameOf(secret), keys: showList(named), kind: from.id.kind, from: nameOf(from) },
          related: [{ at: { in: from, path }, says: `${from.id.kind} '${nameOf(from)}' names it here` }],
          identity: [from.id.kind, nameOf(from), ...named],
          ...(!demand.strict && { atMost: 'warning' }),
        },
      );
    }
  },
});

/** The keys that are missing from the set of which most is there. */
function missingKeys({ anyOf }: SecretDemand, keys: readonly string[]): readonly string[] {
  const gaps = anyOf.map((set) => ({ size: set.length, missing: set.filter((key) => !has(keys, key)) }));
  const [best] = gaps.sort((a, b) => a.missing.length / a.size - b.missing.length / b.size);
  return best?.missing ?? [];
}

function has(keys: readonly string[], wanted: string): boolean {
  return wanted.startsWith('*') ? keys.some((key) => key.endsWith(wanted.slice(1))) : keys.includes(wanted);
}
