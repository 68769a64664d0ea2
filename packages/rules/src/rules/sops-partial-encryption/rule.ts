import {
  defineRule,
  entriesAt,
  isNull,
  type MapNode,
  nodeAt,
  placeOfSpan,
  type Rule,
  type Span,
  scalarsOf,
  showPathOf,
  textAt,
} from '@fluxvet/core';
import {
  encryptedDocuments,
  isEncryptedValue,
  wantsEncryption,
} from '../../questions/secrets/sops-document.js';
import { changerOf } from './changer-of.js';

export const sopsPartialEncryption: Rule = defineRule({
  id: 'sops-partial-encryption',
  title: 'Too much or too little of an object is encrypted',
  why: 'Flux cannot tell what the object is, or cannot decrypt it: it applies nothing of the app.',
  category: 'security',
  severity: 'error',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    identity:
      "'{field}' of the encrypted object is encrypted too: Flux decrypts it all the same, but its documentation demands metadata, kind and apiVersion in plain text, for nothing else can tell what the object is. Set 'encrypted_regex' in .sops.yaml.",
    changed:
      "'{field}' of the encrypted object is encrypted too, and '{what}' of a kustomization writes into the encrypted part: Flux cannot decrypt the object any more.",
    plain: "'{field}' of the encrypted Secret '{name}' is plain text.",
  },
  *check(model, { finding }) {
    for (const { file, root } of encryptedDocuments(model.tree)) {
      // Other documents than objects may be encrypted as a whole; what was left out of a copy is not known.
      if (!isObject(root) || !(textAt(root, 'sops', 'mac') ?? '').startsWith('ENC[')) continue;
      const clusters = model.clusters.filter(({ inputs }) => inputs.has(file)).map(({ name }) => name);
      const more = { clusters, ...(clusters.length === 0 && { atMost: 'warning' as const }) };
      const [identity] = encryptedIdentity(root);
      const identityAt = identity && placeOfSpan(model, identity.span);
      const changedBy = identity && changerOf(model, identity.span);
      if (identityAt && changedBy !== undefined)
        yield finding('changed', identityAt, { data: { field: identity.field, what: changedBy }, ...more });
      else if (identityAt)
        yield finding('identity', identityAt, {
          data: { field: identity.field },
          clusters,
          atMost: 'warning',
        });
      for (const { field, span } of plainData(root)) {
        const at = placeOfSpan(model, span);
        const data = { field, name: textAt(root, 'metadata', 'name') ?? '' };
        // A credential is open to everybody, whether a cluster applies the file or not.
        if (at) yield finding('plain', at, { data, clusters, identity: [field] });
      }
    }
  },
});

function isObject(root: MapNode): boolean {
  return ['apiVersion', 'kind', 'metadata'].every((field) => nodeAt(root, field) !== undefined);
}

interface Found {
  readonly field: string;
  readonly span: Span;
}

function* encryptedIdentity(root: MapNode): Generator<Found> {
  for (const field of ['apiVersion', 'kind', 'metadata']) {
    const part = nodeAt(root, field);
    if (!part) continue;
    for (const { node, path } of scalarsOf(part, [field])) {
      if (isEncryptedValue(node)) yield { field: showPathOf(path), span: node.origin.span };
    }
  }
}

function* plainData(root: MapNode): Generator<Found> {
  if (textAt(root, 'kind') !== 'Secret') return;
  for (const field of ['data', 'stringData']) {
    for (const { key, value } of entriesAt(root, field)) {
      // SOPS leaves empty values as they are.
      if (value.kind !== 'scalar' || value.value === '' || isNull(value) || isEncryptedValue(value)) continue;
      if (wantsEncryption(root, [field, key.value]) !== true) continue;
      yield { field: showPathOf([field, key.value]), span: value.origin.span };
    }
  }
}
