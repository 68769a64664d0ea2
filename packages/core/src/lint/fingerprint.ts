/**
 * The identity of a finding: equal for the same fault in other versions of a repository.
 * Neither line nor message nor API version goes into it; list items count by what names them.
 *
 * @module
 */
import { createHash } from 'node:crypto';
import type { KubernetesObject } from '../kubernetes/object.js';
import { idKey } from '../kubernetes/object-id.js';
import type { Node } from '../yaml/node.js';
import { nodeAt, type Path, textAt } from '../yaml/node-path.js';
import { isObject } from './locate.js';
import type { Place } from './rule.js';

/** What identifies a finding besides its rule. */
export interface Identity {
  /** The object, as group, kind, namespace and name, or the path of the file. */
  readonly object: string;
  readonly path: string;
  readonly more: readonly (string | number)[];
}

/** The identity of what stands at a place. */
export function identityOf(place: Place, more: readonly (string | number)[] = []): Identity {
  if (!isObject(place.in)) return { object: place.in.path, path: pathKey(undefined, place.path ?? []), more };
  return { object: idKey(place.in.id), path: pathKey(place.in, place.path ?? []), more };
}

/** The fingerprint of a finding: 128 bits in hexadecimal. */
export function fingerprint(rule: string, identity: Identity): string {
  const text = ['fluxvet/1', rule, identity.object, identity.path, ...identity.more].join('\0');
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

/** A path in which items of lists go by their names, as in `spec.dependsOn[name=infra].name`. */
function pathKey(object: KubernetesObject | undefined, path: Path): string {
  return path
    .map((step, at) => {
      if (typeof step === 'string') return at === 0 ? step : `.${step}`;
      const item = object && nodeAt(object.body, ...path.slice(0, at + 1));
      return `[${itemKey(item) ?? step}]`;
    })
    .join('');
}

const NAMING = ['name', 'alias', 'key', 'targetPath', 'path'];

function itemKey(item: Node | undefined): string | undefined {
  if (item?.kind === 'scalar') return item.value;
  for (const field of NAMING) {
    const value = textAt(item, field);
    if (value !== undefined) return `${field}=${value}`;
  }
  return undefined;
}
