import {
  defineRule,
  directoryOf,
  type FluxModel,
  placeOfSpan,
  type RepoPath,
  type Rule,
  resolvePath,
  textAt,
} from '@fluxvet/core';
import { sopsConfigsFor } from '../../questions/secrets/sops-config.js';
import { isEncrypted } from '../../questions/secrets/sops-document.js';
import { showList } from '../../questions/texts/show-list.js';
import { decryptingApps } from './decrypting-apps.js';
import {
  generatorFiles,
  type PlainValue,
  plainCredentialIn,
  plainLiterals,
  plainValues,
  secretGenerators,
  writtenSecrets,
} from './plain-secrets.js';

export const plaintextSecret: Rule = defineRule({
  id: 'plaintext-secret',
  title: 'A Secret stands in the repository in plain text',
  why: 'Whoever can read the repository, its history or a copy of it can use the credential.',
  category: 'security',
  severity: 'error',
  confidence: 'likely',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    plain: "Secret '{name}' holds {keys} in plain text.",
    ruled: "Secret '{name}' holds {keys} in plain text, though '{config}' says how to encrypt the file.",
    decrypted:
      "Secret '{name}' holds {keys} in plain text, though Flux Kustomization '{app}' decrypts what it applies.",
    literal: "The generated Secret '{name}' takes {keys} from plain text.",
    file: "The generated Secret '{name}' takes a credential from '{path}', which is plain text.",
  },
  *check(model, { finding }) {
    const decrypting = decryptingApps(model);
    for (const secret of writtenSecrets(model.tree)) {
      const values = isEncrypted(secret.root) ? [] : plainValues(secret);
      const proven = values.filter((value) => value.proven);
      const shown = proven.length > 0 ? proven : values;
      const at = shown[0] && placeOfSpan(model, shown[0].span);
      if (!at || isExample(model, secret.file)) continue;
      const data = { name: secret.name, keys: keysOf(shown) };
      const unproven = proven.length === 0 && { atMost: 'note' as const };
      const more = { ...context(model, secret.file, secret.name), ...unproven };
      const config = sopsConfigsFor(model.tree, secret.file).find(({ rule }) => rule)?.path;
      const app = decrypting.get(secret.file);
      if (config !== undefined) yield finding('ruled', at, { data: { ...data, config }, ...more });
      else if (app !== undefined) yield finding('decrypted', at, { data: { ...data, app }, ...more });
      else yield finding('plain', at, { data, ...more });
    }
    for (const { file, generator } of secretGenerators(model.tree)) {
      const name = textAt(generator, 'name') ?? '';
      const more = {
        ...context(model, file, name),
        ...(isExample(model, file) && { atMost: 'note' as const }),
      };
      const literals = plainLiterals(generator).filter(({ proven }) => proven);
      const at = literals[0] && placeOfSpan(model, literals[0].span);
      if (at) yield finding('literal', at, { data: { name, keys: keysOf(literals) }, ...more });
      for (const { path, span } of generatorFiles(generator)) {
        const found = resolvePath(directoryOf(file), path);
        const source = found && model.tree.read(found);
        const credential = source && plainCredentialIn(source.text);
        const named = placeOfSpan(model, span);
        if (!named || !credential) continue;
        const there = { in: source, span: { file: source.path, ...credential } };
        const related = [{ at: there, says: 'The credential stands here' }];
        yield finding('file', named, { data: { name, path: found }, related, ...more });
      }
    }
  },
});

function keysOf(values: readonly PlainValue[]): string {
  return showList(values.map(({ key }) => key));
}

function context(model: FluxModel, file: RepoPath, name: string): { identity: string[]; clusters: string[] } {
  const clusters = model.clusters.filter(({ inputs }) => inputs.has(file));
  return { identity: [name], clusters: clusters.map((cluster) => cluster.name) };
}

const EXAMPLES = /(^|\/)(tests?|testdata|fixtures?|examples?|samples?|docs?|templates)\//;

/** What nobody applies and what stands among examples is there to be read. */
function isExample({ clusters }: FluxModel, file: RepoPath): boolean {
  return EXAMPLES.test(file) && !clusters.some(({ inputs }) => inputs.has(file));
}
