import { closest, defineRule, nameOf, type Rule, referencesOf, textAt } from '@fluxvet/core';
import { configMapKeys, madeSecretKeys, secretKeys } from '../../questions/secrets/secret-keys.js';
import { showList } from '../../questions/texts/show-list.js';

export const valuesKeyNotFound: Rule = defineRule({
  id: 'values-key-not-found',
  title: 'Values are taken from a key that the ConfigMap or Secret does not have',
  why: 'Flux neither installs nor upgrades the release: it cannot put its values together.',
  category: 'correctness',
  severity: 'error',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    missing:
      "HelmRelease '{from}' takes values from the key '{key}'{usual} of {kind} '{wanted}', which has only {keys}.",
    similar:
      "HelmRelease '{from}' takes values from the key '{key}'{usual} of {kind} '{wanted}', which does not have it; there is '{similar}'.",
    none: "HelmRelease '{from}' takes values from the key '{key}'{usual} of {kind} '{wanted}', which has no text under any key.",
  },
  *check(model, { finding }) {
    for (const { cluster, reference } of referencesOf(model, 'values')) {
      const { from, path, wanted, to } = reference;
      const entry = path.slice(0, -1);
      // With `optional` a key may be missing as well as the whole object.
      if (textAt(from.body, ...entry, 'optional') === 'true') continue;
      const made = to.kind === 'found' ? undefined : madeSecretKeys(cluster, wanted);
      const source = to.kind === 'found' ? to.target : made?.maker;
      const keys = to.kind === 'found' ? (configMapKeys(to.target) ?? secretKeys(to.target)) : made?.keys;
      const written = textAt(from.body, ...entry, 'valuesKey');
      const key = written ?? 'values.yaml';
      if (!source || !keys || key.includes('${') || keys.includes(key)) continue;
      const similar = closest(key, keys);
      const data = {
        from: nameOf(from),
        key,
        usual: written === undefined ? ' (the default)' : '',
        kind: wanted.kind,
        wanted: nameOf({ id: wanted }),
      };
      const at = { in: from, path: written === undefined ? path : [...entry, 'valuesKey'] };
      const related = [{ at: { in: source }, says: `The ${source.id.kind} stands here` }];
      if (similar !== undefined) yield finding('similar', at, { data: { ...data, similar }, related });
      else if (keys.length === 0) yield finding('none', at, { data, related });
      else yield finding('missing', at, { data: { ...data, keys: showList(keys) }, related });
    }
  },
});
