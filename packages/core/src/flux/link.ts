/**
 * Follows every reference of a cluster's Flux objects: found, certainly missing, or unknown.
 *
 * @module
 */
import { type ObjectId, parseApiVersion } from '../kubernetes/object-id.js';
import { closest } from '../source/closest.js';
import type { Node } from '../yaml/nodes/node.js';
import { isNull } from '../yaml/nodes/node.js';
import { itemsAt, nodeAt, type Path, textAt } from '../yaml/nodes/node-path.js';
import type { ObjectIndex } from './kinds/cluster-index.js';
import { FLUX_KINDS } from './kinds/kinds.data.js';
import { isFluxGroup } from './kinds/kinds.js';
import { REFERENCE_FIELDS, type ReferenceField } from './kinds/references.data.js';
import type { AppliedObject, Reference } from './model.js';
import type { Opening } from './unknown/opening.js';
import type { Resolution } from './unknown/resolution.js';
import { couldBring } from './walk/openings.js';
import type { ComesAfter } from './walk/waiting.js';

/** Every reference of the Flux objects of a cluster, in the order of the objects. */
export function linkReferences(
  index: ObjectIndex<AppliedObject>,
  openings: readonly Opening[],
  comesAfter: ComesAfter,
): Reference[] {
  const sight: Sight = { index, openings, comesAfter };
  return index.objects.flatMap((from) => {
    if (!isFluxGroup(from.id.group)) return [];
    const fields = FIELDS.get(`${from.id.group}/${from.id.kind}`) ?? [];
    return fields.flatMap((field) =>
      placesOf(from.body, field.at.split('.')).flatMap((path) => link(from, path, field, sight) ?? []),
    );
  });
}

const FIELDS = new Map<string, ReferenceField[]>();
for (const field of REFERENCE_FIELDS) {
  const key = `${field.group}/${field.kind}`;
  FIELDS.set(key, [...(FIELDS.get(key) ?? []), field]);
}

function placesOf(node: Node, steps: readonly string[], path: Path = []): Path[] {
  const [step, ...rest] = steps;
  if (step === undefined) return [path];
  if (step === '*') {
    return itemsAt(node).flatMap((item, at) => placesOf(item, rest, [...path, at]));
  }
  const next = nodeAt(node, step);
  return next && !isNull(next) ? placesOf(next, rest, [...path, step]) : [];
}

function link(from: AppliedObject, path: Path, field: ReferenceField, sight: Sight): Reference | undefined {
  const reference = nodeAt(from.body, ...path);
  if (!reference) return undefined;
  const bare = reference.kind === 'scalar';
  const nameNode = bare ? reference : nodeAt(reference, 'name');
  if (nameNode?.kind !== 'scalar' || nameNode.value === '' || nameNode.value === '*') return undefined;
  const wanted = wantedBy(from, reference, nameNode.value, field);
  const optional = textAt(reference, 'optional') === 'true';
  const place = bare ? path : [...path, 'name'];
  const unknown = [nameNode, nodeAt(reference, 'namespace'), nodeAt(reference, 'kind')].find(
    (node) => node?.kind === 'scalar' && node.unknown !== undefined,
  );
  const at = nameNode.origin;
  const to: Resolution<AppliedObject> =
    unknown?.kind === 'scalar'
      ? { kind: 'unknown', at, reason: unknown.unknown ?? '' }
      : resolve({ from, wanted, field, at }, sight);
  return { from, path: place, role: field.role, wanted, optional, to };
}

function wantedBy(from: AppliedObject, reference: Node, name: string, field: ReferenceField): ObjectId {
  const kind = field.names?.kind ?? textAt(reference, 'kind') ?? '';
  const group = field.names?.group ?? groupOf(textAt(reference, 'apiVersion'), kind);
  const named = field.namespace === 'field' ? textAt(reference, 'namespace') : undefined;
  const namespace = named ?? from.id.namespace;
  return { group, kind, ...(namespace !== undefined && { namespace }), name };
}

function groupOf(apiVersion: string | undefined, kind: string): string {
  if (apiVersion !== undefined) return parseApiVersion(apiVersion).group;
  const known = FLUX_KINDS.find((each) => each.kind === kind)?.group;
  return known ?? GROUPS.get(kind) ?? '';
}

const GROUPS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    Deployment: 'apps',
    StatefulSet: 'apps',
    DaemonSet: 'apps',
    Job: 'batch',
    CustomResourceDefinition: 'apiextensions.k8s.io',
  }),
);

interface Question {
  readonly from: AppliedObject;
  readonly wanted: ObjectId;
  readonly field: ReferenceField;
  readonly at: Node['origin'];
}

/** What a reference is looked up in. */
interface Sight {
  readonly index: ObjectIndex<AppliedObject>;
  readonly openings: readonly Opening[];
  readonly comesAfter: ComesAfter;
}

/** What must be there before an app is applied: nothing that comes after the app can bring it. */
const NEEDED_FIRST = new Set<ReferenceField['role']>(['source', 'dependency', 'variables']);

function resolve(
  { from, wanted, field, at }: Question,
  { index, openings, comesAfter }: Sight,
): Resolution<AppliedObject> {
  const target = index.find(wanted) ?? index.find(withoutNamespace(wanted));
  if (target) return { kind: 'found', at, target };
  // An app cannot bring its own source, and neither can one that waits for a source itself.
  const inTime = openings.filter(
    (each) =>
      !(field.role === 'source' && each.waitsFor) &&
      !(NEEDED_FIRST.has(field.role) && each.app && comesAfter(each.app, from.id)),
  );
  const strong = inTime.find((each) => couldBring(each, wanted));
  if (strong && !isMisspelt(wanted, field, index)) return { kind: 'unknown', at, reason: strong.reason };
  const reason = whyElsewhere(wanted);
  if (reason !== undefined) return { kind: 'unknown', at, reason };
  const doubts = strong
    ? [strong]
    : inTime.filter(({ unlikely, ...each }) => unlikely && couldBring(each, wanted));
  return { kind: 'missing', at, wanted, ...(doubts.length > 0 && { doubts }) };
}

/** Whether something is there whose name is almost that of what is wanted: then nobody brings another one. */
function isMisspelt(
  { group, kind, namespace, name }: ObjectId,
  { role }: ReferenceField,
  index: ObjectIndex<AppliedObject>,
): boolean {
  if (role !== 'dependency' && role !== 'source') return false;
  const beside = index.ofKind(group, kind).filter(({ id }) => id.namespace === namespace);
  return isNearly(
    name,
    beside.map(({ id }) => id.name),
  );
}

/** One letter too many, too few or exchanged; a digit makes another name. */
function isNearly(name: string, names: readonly string[]): boolean {
  const near = closest(name, names);
  return (
    near !== undefined &&
    name.length > 4 &&
    near.replace(/[^0-9]/g, '') === name.replace(/[^0-9]/g, '') &&
    Math.abs(near.length - name.length) < 2
  );
}

/** Kinds of the whole cluster have no namespace, whatever the reference says. */
function withoutNamespace({ group, kind, name }: ObjectId): ObjectId {
  return { group, kind, name };
}

/** What is often made in the cluster itself, by people, charts and operators. */
function whyElsewhere({ group, kind, name }: ObjectId): string | undefined {
  if (isFluxGroup(group)) return undefined;
  if (kind === 'ConfigMap' && group === '') return undefined;
  if (kind === 'Secret') return 'Secrets are often made in the cluster only';
  if (kind === 'ServiceAccount' && name === 'default') return 'every namespace has this ServiceAccount';
  return `a ${kind} can be made in the cluster by a chart or an operator`;
}
