/**
 * Objects that exist in the clusters although no file has them, as the configuration says.
 *
 * @module
 */
import type { KubernetesObject } from '../../kubernetes/object.js';
import type { RepoPath } from '../../source/repo-path.js';
import type { Span } from '../../source/span.js';
import { type Origin, scalar } from '../../yaml/nodes/node.js';
import { type Made, makeObject } from '../kinds/make-object.js';
import type { Opening } from '../unknown/opening.js';

/** An object that exists only in the cluster; what is left out stands for any. */
export interface External {
  readonly kind: string;
  readonly name?: string;
  readonly namespace?: string;
  /** The keys of a ConfigMap or Secret whose values nobody wrote down. With keys or values, it has no others. */
  readonly keys?: readonly string[];
  /** The entries of a ConfigMap or Secret, as text: the values of a Secret are not encoded. */
  readonly values?: Readonly<Record<string, string>>;
  /** Where the configuration says so. */
  readonly at?: Span;
}

/** Where an external object comes from, with what is known of it. */
export function openingOfExternal(external: External, file: RepoPath): Opening {
  const { kind, name, namespace, at = { file, start: 0, end: 0 } } = external;
  const object = contentOfExternal(external, at);
  return {
    reason: 'the configuration says that it exists in the cluster',
    span: at,
    kinds: [kind],
    ...(name !== undefined && { name }),
    ...(namespace !== undefined && { namespace }),
    ...(object && { object }),
  };
}

function contentOfExternal(
  { kind, name, namespace, keys, values }: External,
  span: Span,
): KubernetesObject | undefined {
  if (name === undefined || (keys === undefined && values === undefined)) return undefined;
  const origin: Origin = { span };
  const reason = `the configuration does not give the value that the ${kind} '${name}' has in the cluster`;
  const unknown = (keys ?? []).map((key): [string, Made] => [
    key,
    { ...scalar('', origin), unknown: reason },
  ]);
  const given = Object.entries(values ?? {}).map(([key, value]): [string, Made] => [
    key,
    scalar(value, origin, '!!str'),
  ]);
  const entries = Object.fromEntries([...unknown, ...given]);
  const field = kind === 'Secret' ? 'stringData' : 'data';
  return makeObject({ apiVersion: 'v1', kind, metadata: { name, namespace }, [field]: entries }, origin);
}

/** What the configuration tells of an object that the files do not have; nothing where it says no more than that it exists. */
export function knownExternal(
  openings: readonly Opening[],
  kind: string,
  name: string,
  namespace: string | undefined,
): KubernetesObject | undefined {
  return openings.find(
    (each) =>
      each.object &&
      each.kinds?.includes(kind) &&
      each.name === name &&
      (each.namespace === undefined || each.namespace === namespace),
  )?.object;
}
