import {
  defineRule,
  entryOf,
  isPutAway,
  itemsAt,
  type MapNode,
  placeOfSpan,
  type RepoPath,
  type Rule,
  textAt,
} from '@fluxvet/core';
import {
  recipientKey,
  recipientsOf,
  type SopsConfig,
  sopsConfigsFor,
} from '../../questions/secrets/sops-config.js';
import { encryptedDocuments } from '../../questions/secrets/sops-document.js';

export const sopsRuleMissing: Rule = defineRule({
  id: 'sops-rule-missing',
  title: 'An encrypted file is not as .sops.yaml says',
  why: 'The next one who edits the file with SOPS fails, or encrypts it for others than those who must read it.',
  category: 'security',
  severity: 'warning',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    unmatched: "'{file}' is encrypted, but no creation rule of '{config}' matches its path.",
    recipients: "'{file}' is not encrypted for {recipients}, for whom '{config}' says to encrypt it.",
  },
  *check(model, { finding }) {
    for (const { file, root } of encryptedDocuments(model.tree)) {
      const configs = sopsConfigsFor(model.tree, file);
      const key = entryOf(root, 'sops')?.key;
      const at = key && placeOfSpan(model, key.origin.span);
      const [nearest] = configs;
      if (!at || !nearest) continue;
      const clusters = model.clusters.filter(({ inputs }) => inputs.has(file)).map(({ name }) => name);
      // Nobody edits what was put away.
      if (clusters.length === 0 && isPutAway(file)) continue;
      const data = { file, config: nearest.path };
      if (configs.every(({ rule }) => rule === undefined)) {
        yield finding('unmatched', at, { data, clusters });
        continue;
      }
      // SOPS takes the configuration above the directory where it is called, which can be any of them.
      const missing = configs.flatMap((config) => missingRecipients(config, root) ?? []);
      if (missing.length === 0 || configs.some((config) => missingRecipients(config, root)?.length === 0))
        continue;
      const recipients = [...new Set(missing)].map((each) => `'${shortened(each)}'`).join(', ');
      const config: RepoPath = configs.find(({ rule }) => rule)?.path ?? nearest.path;
      yield finding('recipients', at, { data: { file, recipients, config }, clusters });
    }
  },
});

/** Those for whom the rule encrypts and the file is not; nothing where the rule does not say. */
function missingRecipients({ rule }: SopsConfig, root: MapNode): readonly string[] | undefined {
  if (!rule) return undefined;
  const wanted = recipientsOf(rule);
  if (wanted.size === 0) return undefined;
  const groups = [entryOf(root, 'sops')?.value, ...itemsAt(root, 'sops', 'key_groups')];
  const actual = groups.flatMap((group) => [
    ...itemsAt(group, 'age').flatMap((item) => textAt(item, 'recipient') ?? []),
    ...itemsAt(group, 'pgp').flatMap((item) => textAt(item, 'fp') ?? []),
  ]);
  // A copy whose metadata were taken out does not say for whom it was encrypted.
  if (!textAt(root, 'sops', 'mac')?.startsWith('ENC[')) return undefined;
  const known = actual.map(recipientKey);
  return [...wanted].filter((each) => !known.some((one) => isSame(each, one)));
}

/** A key of PGP can be named by the end of its fingerprint. */
function isSame(wanted: string, actual: string): boolean {
  const plain = wanted.replace(/^0x|!$/g, '');
  return (
    plain === actual || (/^[0-9a-f]{8,}$/.test(plain) && (actual.endsWith(plain) || plain.endsWith(actual)))
  );
}

function shortened(recipient: string): string {
  // The keys of ssh all begin in the same way.
  if (recipient.startsWith('ssh-')) return `…${recipient.slice(-12)}`;
  return recipient.length > 20 ? `${recipient.slice(0, 16)}…` : recipient;
}
