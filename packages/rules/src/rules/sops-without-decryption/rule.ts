import {
  annotationsOf,
  defineRule,
  kustomizationsOf,
  type MapNode,
  nameOf,
  nodeAt,
  type Place,
  type Rule,
  showId,
} from '@fluxvet/core';
import {
  hasEncryptedDocument,
  isEncrypted,
  isEncryptedValue,
} from '../../questions/secrets/sops-document.js';
import { showSome } from '../../questions/texts/show-some.js';

export const sopsWithoutDecryption: Rule = defineRule({
  id: 'sops-without-decryption',
  title: 'Encrypted objects are applied without decryption',
  why: 'Flux refuses the encrypted Secret, and applies nothing of the app; decryption is not inherited from the app above.',
  category: 'correctness',
  severity: 'error',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    object: "Flux Kustomization '{app}' has no decryption, and applies {objects} that SOPS encrypted.",
    value:
      "Flux Kustomization '{app}' has no decryption, and applies {objects} with a file that SOPS encrypted.",
  },
  *check(model, { finding }) {
    for (const { app } of kustomizationsOf(model)) {
      // A mapping that is there is judged by the rules for fields.
      if (nodeAt(app.object.body, 'spec', 'decryption') !== undefined) continue;
      // Of an app that stands in no file, only that it exists is known.
      if (!model.tree.read(app.object.body.origin.span.file)) continue;
      const judged = app.objects.filter(({ body }) => !isLeftAlone(body) && !isNameless(body));
      const encrypted = judged.filter(({ body }) => isEncrypted(body));
      const holding = judged.filter(hasEncryptedDocument);
      for (const [message, found] of [['object', encrypted] as const, ['value', holding] as const]) {
        if (found.length === 0) continue;
        const at: Place = { in: app.object, path: ['spec', 'decryption'] };
        yield finding(message, at, {
          data: { app: nameOf(app.object), objects: showSome(found.map(({ id }) => showId(id))) },
          identity: [message],
          related: found.slice(0, MOST_RELATED).map((object) => ({ at: { in: object }, says: 'Encrypted' })),
          // What reads the file in the cluster could decrypt it by itself.
          ...(message === 'value' && { atMost: 'warning' as const }),
        });
      }
    }
  },
});

/** Whether an object asks not to be decrypted. */
function isLeftAlone(body: MapNode): boolean {
  return annotationsOf(body).get('kustomize.toolkit.fluxcd.io/decrypt')?.toLowerCase() === 'disabled';
}

/** Whether even the kind is encrypted: of such an object another rule speaks, and nobody could decrypt it. */
function isNameless(body: MapNode): boolean {
  const kind = nodeAt(body, 'kind');
  return kind !== undefined && isEncryptedValue(kind);
}

const MOST_RELATED = 5;
