/**
 * The hash that kustomize adds to the names of generated objects, so that changed content makes a new object.
 * Source: api/hasher/hasher.go of kustomize.
 *
 * @module
 */

import { createHash } from 'node:crypto';
import { own } from '../../source/text/own.js';
import { goJson } from '../../yaml/nodes/go-json.js';
import type { MapNode, Node } from '../../yaml/nodes/node.js';
import { nodeAt, updateAt } from '../../yaml/nodes/node-path.js';
import { type Plain, toPlain } from '../../yaml/nodes/to-plain.js';
import { setScalar } from '../objects/each-field.js';
import { Fault } from '../objects/fault.js';
import { idOf, type Resource, rememberId } from '../objects/resource.js';
import type { ResourceSet } from '../objects/resource-set.js';
import { refolded } from '../origins/refold.js';

/** Adds the hash to the name of every object that waits for one. */
export function addNameHashes(set: ResourceSet): void {
  let changed = false;
  for (const resource of set.items) {
    if (!resource.needsHash) continue;
    const hash = hashOf(refolded(resource.body));
    rememberId(resource, set.schema);
    resource.body = updateAt(
      resource.body,
      ['metadata', 'name'],
      (old) => old && hashed(old, hash, resource),
    ) as MapNode;
    changed = true;
  }
  if (changed) set.renamed();
}

function hashed(old: Node, hash: string, resource: Resource): Node {
  const span = resource.generatedBy ?? old.origin.span;
  const step = { kind: 'generated', what: 'nameSuffixHash', by: span } as const;
  return setScalar(
    old,
    `${idOf(resource.body).name}-${hash}`,
    { span, step, was: old.origin },
    unknownOf(old),
  );
}

function unknownOf(old: Node): { readonly unknown?: string } {
  return old.kind === 'scalar' && old.unknown !== undefined ? { unknown: old.unknown } : {};
}

/** The hash of a ConfigMap or a Secret: the name itself does not count. */
export function hashOf(body: MapNode): string {
  const value = (field: string): Plain => {
    const node = nodeAt(body, field);
    if (!node) return '';
    // A plain value counts as it is written, a null included.
    return node.kind === 'scalar' ? node.value : toPlain(node);
  };
  const map = (field: string): Record<string, Plain> => {
    const node = nodeAt(body, field);
    return node?.kind === 'map' ? { [field]: toPlain(node) } : {};
  };
  switch (idOf(body).kind) {
    case 'ConfigMap':
      return encode({ kind: 'ConfigMap', name: '', data: value('data'), ...map('binaryData') });
    case 'Secret':
      return encode({
        kind: 'Secret',
        type: value('type'),
        name: '',
        data: value('data'),
        ...map('stringData'),
      });
    default:
      throw new Fault(
        'bad-hash',
        'Only a ConfigMap or a Secret can have a hash in its name.',
        body.origin.span,
      );
  }
}

const LETTERS: Readonly<Record<string, string>> = { '0': 'g', '1': 'h', '3': 'k', a: 'm', e: 't' };

function encode(content: Record<string, Plain>): string {
  const hex = createHash('sha256').update(goJson(content)).digest('hex').slice(0, 10);
  return hex.replace(/[013ae]/g, (digit) => own(LETTERS, digit) ?? digit);
}
