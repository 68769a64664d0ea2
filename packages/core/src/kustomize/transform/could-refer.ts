/**
 * Whether an object can mean another one by its name: namespaces of subjects, and the affixes that both went through.
 * Source: api/resmap/reswrangler.go and api/internal/accumulator of kustomize.
 *
 * @module
 */
import { entryOf, itemsAt, textAt } from '../../yaml/nodes/node-path.js';
import { Fault } from '../objects/fault.js';
import { effectiveNamespace, idOf, type Resource } from '../objects/resource.js';
import type { ResourceSet } from '../objects/resource-set.js';
import type { GvkPattern } from '../schema/field-specs.data.js';

export interface Search {
  readonly set: ResourceSet;
  readonly referrer: Resource;
  /** The kind of object that the field refers to. */
  readonly target: GvkPattern;
  readonly path: string;
  readonly renamed: ReadonlyMap<string, readonly Resource[]>;
}

/** Whether an object could be referred to at all: cluster-wide ones always, others in one namespace. */
export function couldRefer({ set, referrer }: Search, candidate: Resource): boolean {
  const { schema } = set;
  const from = idOf(referrer.body);
  const to = idOf(candidate.body);
  if (schema.isClusterScoped(from) || schema.isClusterScoped(to)) return true;
  if (effectiveNamespace(from, schema) === effectiveNamespace(to, schema)) return true;
  return from.kind === 'RoleBinding' && subjectNamespaces(referrer).has(to.namespace);
}

function subjectNamespaces(binding: Resource): ReadonlySet<string> {
  const subjects = itemsAt(binding.body, 'subjects').filter(
    (subject) => textAt(subject, 'kind') === 'ServiceAccount',
  );
  return new Set(subjects.flatMap((subject) => textAt(subject, 'namespace') ?? []));
}

/** A fault where kustomize gives up, or falls over, as it looks for the namespaces of subjects. */
export function demandSubjectNamespaces(binding: Resource): void {
  if (idOf(binding.body).kind !== 'RoleBinding') return;
  for (const subject of itemsAt(binding.body, 'subjects')) {
    if (subject.kind !== 'map')
      throw new Fault('bad-reference', 'A subject of a RoleBinding must be a mapping.', subject.origin.span);
    const namespace = entryOf(subject, 'namespace');
    const isText = namespace?.value.kind === 'scalar' && namespace.value.tag === '!!str';
    if (!namespace || isText || textAt(subject, 'kind') !== 'ServiceAccount') continue;
    throw new Fault('bad-reference', 'The namespace of a subject must be text.', namespace.key.origin.span);
  }
}

export function isReachable({ set, referrer }: Search, candidate: Resource): boolean {
  const { schema } = set;
  const from = idOf(referrer.body);
  const to = idOf(candidate.body);
  return (
    schema.isClusterScoped(from) ||
    schema.isClusterScoped(to) ||
    to.kind === 'ServiceAccount' ||
    effectiveNamespace(from, schema) === effectiveNamespace(to, schema)
  );
}

/** Whether two objects went through the same prefixes and suffixes, so that they belong to one overlay. */
export function sameAffixes(a: Resource, b: Resource, allowEmpty: boolean): boolean {
  return sameEnding(a.prefixes, b.prefixes, allowEmpty) && sameEnding(a.suffixes, b.suffixes, allowEmpty);
}

function sameEnding(a: readonly string[], b: readonly string[], allowEmpty: boolean): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (short.length === 0) return allowEmpty || long.length === 0;
  return short.every((part, at) => part === long[at + long.length - short.length]);
}
