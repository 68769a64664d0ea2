/**
 * Follows renamed objects into the fields that refer to them by name.
 * Runs once, after every transformer and the name hashes; never renames anything itself.
 * Source: api/filters/nameref and api/internal/accumulator/namereferencetransformer.go of kustomize.
 *
 * @module
 */
import type { Span } from '../../source/span.js';
import type { MapNode, Node, Origin } from '../../yaml/nodes/node.js';
import { isNull, scalar } from '../../yaml/nodes/node.js';
import { entryOf, nodeAt, setEntry, textAt, withItems } from '../../yaml/nodes/node-path.js';
import { attempt, type BuildContext } from '../load/context.js';
import { setScalar, updateField } from '../objects/each-field.js';
import { Fault } from '../objects/fault.js';
import {
  effectiveNamespace,
  fitsGvk,
  idOf,
  NO_NAMESPACE,
  originalId,
  type Resource,
  showResId,
} from '../objects/resource.js';
import type { ResourceSet } from '../objects/resource-set.js';
import type { FieldSpec, GvkPattern, NameReference } from '../schema/field-specs.data.js';
import { couldRefer, demandSubjectNamespaces, isReachable, type Search, sameAffixes } from './could-refer.js';

/** Updates every reference to an object whose name has changed. */
export function fixNameReferences(
  set: ResourceSet,
  references: readonly NameReference[],
  asked: Span,
  context: BuildContext,
): void {
  for (const binding of set.items) attempt(context, asked, () => demandSubjectNamespaces(binding));
  const renamed = indexByPreviousName(set.items);
  // Also where nothing was renamed: a field that cannot be followed ends the build.
  for (const referrer of set.items) {
    attempt(context, asked, () => {
      fixReferencesOf(referrer, fieldsOf(references, referredAs(referrer, set)), set, renamed);
    });
  }
}

function referredAs(referrer: Resource, { schema }: ResourceSet): GvkPattern {
  return { ...idOf(referrer.body), kind: originalId(referrer, schema).kind };
}

function fixReferencesOf(
  referrer: Resource,
  fields: readonly ReferenceField[],
  set: ResourceSet,
  renamed: Search['renamed'],
): void {
  const { group, version, kind } = idOf(referrer.body);
  for (const { spec, target } of fields) {
    const search: Search = { set, referrer, target, path: spec.path, renamed };
    const own = { ...spec, group, version, kind };
    const body = updateField(referrer.body, own, (node) => updated(node, search));
    if (body !== referrer.body) set.update(referrer, body);
  }
}

function indexByPreviousName(resources: readonly Resource[]): Map<string, Resource[]> {
  const index = new Map<string, Resource[]>();
  for (const resource of resources) {
    for (const name of new Set(resource.previous.map((id) => id.name))) {
      const list = index.get(name);
      if (list) list.push(resource);
      else index.set(name, [resource]);
    }
  }
  return index;
}

/** The reference fields of a kind of object; the same list for all objects of it. */
function fieldsOf(references: readonly NameReference[], id: GvkPattern): readonly ReferenceField[] {
  let known = fieldsByKind.get(references);
  if (!known) {
    known = new Map();
    fieldsByKind.set(references, known);
  }
  const key = `${id.group}/${id.version}/${id.kind}`;
  let fields = known.get(key);
  if (!fields) {
    fields = references.flatMap(({ referrers, ...target }) =>
      referrers.filter((spec) => fitsGvk(id, spec)).map((spec) => ({ spec, target })),
    );
    known.set(key, fields);
  }
  return fields;
}

interface ReferenceField {
  readonly spec: FieldSpec;
  readonly target: GvkPattern;
}

const fieldsByKind = new WeakMap<readonly NameReference[], Map<string, readonly ReferenceField[]>>();

function updated(node: Node, search: Search): Node {
  if (isNull(node)) return node;
  if (node.kind === 'scalar') return updatedName(node, search);
  if (node.kind === 'map') return updatedMapping(node, search);
  return withItems(
    node,
    node.items.map((item) => {
      if (item.kind === 'seq')
        throw new Fault('bad-reference', 'A list of names holds a list.', item.origin.span);
      return isNull(item)
        ? item
        : item.kind === 'map'
          ? updatedMapping(item, search)
          : updatedName(item, search);
    }),
  );
}

function updatedName(node: Node & { kind: 'scalar' }, search: Search): Node {
  const referral = pick(node.value, search.renamed.get(node.value) ?? [], search, false);
  if (!referral) return node;
  const name = idOf(referral.body).name;
  return name === node.value
    ? node
    : setScalar(node, name, followed(node, referral), unknownIn(referral, 'name'));
}

/** A mapping with a name and perhaps a namespace, such as a subject of a role binding. */
function updatedMapping(node: MapNode, search: Search): Node {
  const name = entryOf(node, 'name');
  if (!name)
    throw new Fault(
      'bad-reference',
      `There is no name in the reference at '${search.path}'.`,
      node.origin.span,
    );
  const old = name.value.kind === 'scalar' ? name.value.value : '';
  const referral = pick(old, inNamespace(node, search.renamed.get(old) ?? [], search), search, true);
  if (!referral) return node;
  const id = idOf(referral.body);
  if (id.name === old && id.namespace === '') return node;
  let result = node;
  if (id.name !== old)
    result = setEntry(
      result,
      name.key,
      setScalar(name.value, id.name, followed(name.value, referral), unknownIn(referral, 'name')),
    );
  if (id.namespace === '') return result;
  const namespace = entryOf(node, 'namespace');
  const source = nodeAt(referral.body, 'metadata', 'namespace') ?? referral.body;
  const origin = namespace ? followed(namespace.value, referral, 'namespace') : source.origin;
  const unknown = unknownIn(referral, 'namespace');
  if (namespace?.value.kind === 'scalar') {
    if (namespace.value.value === id.namespace) return result;
    return setEntry(result, namespace.key, setScalar(namespace.value, id.namespace, origin, unknown));
  }
  const key = namespace?.key ?? { ...name.key, value: 'namespace', style: 'plain' as const };
  return setEntry(result, key, { ...scalar(id.namespace, origin), ...unknown });
}

/** Whether the name that a reference takes over cannot be known. */
function unknownIn(referral: Resource, field: 'name' | 'namespace'): { readonly unknown?: string } {
  const node = nodeAt(referral.body, 'metadata', field);
  return node?.kind === 'scalar' && node.unknown !== undefined ? { unknown: node.unknown } : {};
}

/** The new name comes from the object that is referred to. */
function followed(old: Node, referral: Resource, field: 'name' | 'namespace' = 'name'): Origin {
  const source = nodeAt(referral.body, 'metadata', field) ?? referral.body;
  const { span } = source.origin;
  const by = source.origin.step?.by ?? span;
  return {
    span,
    step: { kind: 'transformed', what: 'nameReference', by, from: [source.origin] },
    was: old.origin,
  };
}

function inNamespace(node: MapNode, candidates: readonly Resource[], search: Search): readonly Resource[] {
  const namespace = textAt(node, 'namespace');
  if (namespace === undefined || candidates.length === 0) return candidates;
  const { schema } = search.set;
  const original = (resource: Resource): string => originalId(resource, schema).namespace;
  const current = (resource: Resource): string => effectiveNamespace(idOf(resource.body), schema);
  // A namespace counts as an original one if any object at all began there.
  const began = search.set.items.some((item) => couldRefer(search, item) && original(item) === namespace);
  if (namespace === NO_NAMESPACE) return [];
  return candidates.filter((resource) => (began ? original(resource) : current(resource)) === namespace);
}

/** The object that a name means, or nothing where none or no single one can be meant. */
function pick(
  oldName: string,
  named: readonly Resource[],
  search: Search,
  byNamespaceToo: boolean,
): Resource | undefined {
  if (named.length === 0) return undefined;
  const { referrer, target } = search;
  let candidates = named.filter(
    (resource) =>
      couldRefer(search, resource) &&
      hadGvk(resource, target) &&
      hadGvk(resource, roleRef(search)) &&
      isReachable(search, resource),
  );
  if (candidates.length <= 1) return candidates[0];
  candidates = candidates.filter((resource) => sameAffixes(resource, referrer, true));
  if (candidates.length > 1)
    candidates = candidates.filter((resource) => sameAffixes(resource, referrer, false));
  const [first] = candidates;
  if (!first || candidates.length === 1) return first;
  const identity = (resource: Resource): string => {
    const id = idOf(resource.body);
    return byNamespaceToo ? `${id.namespace}/${id.name}` : id.name;
  };
  if (candidates.every((resource) => identity(resource) === identity(first))) return first;
  const names = candidates.map((resource) => showResId(idOf(resource.body))).join(', ');
  throw new Fault('ambiguous-reference', `The name '${oldName}' could mean several objects: ${names}.`);
}

function hadGvk(resource: Resource, pattern: GvkPattern | undefined): boolean {
  if (!pattern) return true;
  const { group, version } = idOf(resource.body);
  return resource.previous.some(({ kind }) => fitsGvk({ group, version, kind }, pattern));
}

/** For the name in a roleRef, the kind and group beside it count too. */
function roleRef({ path, referrer }: Search): GvkPattern | undefined {
  if (!path.endsWith('roleRef/name')) return undefined;
  const group = textAt(referrer.body, 'roleRef', 'apiGroup');
  const kind = textAt(referrer.body, 'roleRef', 'kind');
  return group === undefined || kind === undefined ? undefined : { group, kind };
}
