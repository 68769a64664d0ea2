/**
 * `vars:` puts values of objects in the place of `$(NAME)`.
 * Source: api/filters/refvar and api/internal/accumulator of kustomize.
 *
 * @module
 */
import { parseApiVersion } from '../../kubernetes/object-id.js';
import { replacedIn } from '../../source/bounds/made-text.js';
import type { MapNode, Node, ScalarNode, Step } from '../../yaml/nodes/node.js';
import { isNull } from '../../yaml/nodes/node.js';
import { nodeAt, withItems } from '../../yaml/nodes/node-path.js';
import { scalarToPlain } from '../../yaml/nodes/to-plain.js';
import { attempt, type BuildContext } from '../load/context.js';
import type { Var } from '../load/kustomization-schemas.js';
import type { Entry } from '../load/read-fields.js';
import { updateFields } from '../objects/each-field.js';
import { Fault, NotFound } from '../objects/fault.js';
import { allKeys, type ResId, type Resource } from '../objects/resource.js';
import type { ResourceSet } from '../objects/resource-set.js';
import type { FieldSpec } from '../schema/field-specs.data.js';
import { lookUpPath, splitFieldPath } from './field-path.js';

/** Ties the variables of a kustomization to their objects; `known` are those of the bases. */
export function declareVars(
  set: ResourceSet,
  entries: readonly Entry<Var>[],
  known: Map<string, Entry<Var>>,
  context: BuildContext,
): void {
  for (const entry of entries) {
    const { name } = entry.value;
    attempt(context, entry.node.origin.span, () => {
      const matches = objectsOf(set, entry.value);
      if (matches.length > 1)
        throw new Fault('ambiguous-var', `Several objects match the variable '${name}'.`);
      const [match] = matches;
      if (match) match.vars = [...match.vars, name];
      addVar(known, entry);
    });
  }
}

/** Adds a variable; its name must be new. */
export function addVar(known: Map<string, Entry<Var>>, entry: Entry<Var>): void {
  const { name } = entry.value;
  if (known.has(name)) throw new Fault('duplicate-var', `The variable '${name}' is defined twice.`);
  known.set(name, entry);
}

function objectsOf(set: ResourceSet, { objref }: Var): readonly Resource[] {
  const gv = objref.apiVersion ? parseApiVersion(objref.apiVersion) : undefined;
  const id: ResId = {
    group: gv ? gv.group : (objref.group ?? ''),
    version: gv ? gv.version : (objref.version ?? ''),
    kind: objref.kind ?? '',
    name: objref.name ?? '',
    namespace: objref.namespace ?? '',
  };
  // With a namespace kustomize takes every kind for a namespaced one.
  if (id.namespace !== '')
    return set.byAnyKey(`${id.group}/${id.version}/${id.kind}/${id.namespace}/${id.name}`);
  // Without a namespace any will do.
  const prefix = `${id.group}/${id.version}/${id.kind}/`;
  return set
    .byAnyName(id.name)
    .filter((item) =>
      allKeys(item, set.schema).some((key) => key.startsWith(prefix) && key.endsWith(`/${id.name}`)),
    );
}

/** Puts the values into all fields that may hold variables. */
export function resolveVars(
  set: ResourceSet,
  vars: ReadonlyMap<string, Entry<Var>>,
  fieldSpecs: readonly FieldSpec[],
  context: BuildContext,
): void {
  const values = new Map<string, ScalarNode>();
  for (const entry of vars.values()) {
    attempt(context, entry.node.origin.span, () => {
      const value = valueFrom(set, entry.value);
      if (value.kind === 'scalar') values.set(entry.value.name, value);
    });
  }
  if (values.size === 0) return;
  const replace: Replace = { values, vars };
  for (const resource of set.items) {
    attempt(context, resource.body.origin.span, () => {
      set.update(
        resource,
        updateFields(resource.body, fieldSpecs, (node) => replaced(node, replace)),
      );
    });
  }
}

interface Replace {
  readonly values: ReadonlyMap<string, ScalarNode>;
  readonly vars: ReadonlyMap<string, Entry<Var>>;
}

function valueFrom(set: ResourceSet, variable: Var): Node {
  const owner = set.items.find((resource) => resource.vars.includes(variable.name));
  if (!owner) throw new NotFound('var-without-match', `No object matches the variable '${variable.name}'.`);
  const path = variable.fieldref?.fieldPath || variable.fieldref?.fieldpath || 'metadata.name';
  const parts = splitFieldPath(path).flatMap((part) => {
    const [, name, index] = /^(.*)\[(\d+)\]$/.exec(part) ?? [];
    return index === undefined ? [part] : name ? [name, index] : [index];
  });
  const value = lookUpPath(owner.body, parts);
  if (value) return value;
  throw new Fault('bad-field-path', `The object of the variable '${variable.name}' has no field '${path}'.`);
}

function replaced(node: Node, replace: Replace): Node {
  if (isNull(node)) return node;
  if (node.kind === 'scalar') return inText(node, replace);
  if (node.kind === 'map') {
    const entries = node.entries.map(({ key, value }) => ({
      key,
      value: value.kind === 'scalar' && value.tag === '!!str' ? inText(value, replace) : value,
    }));
    return entries.some(({ value }, at) => value !== node.entries[at]?.value)
      ? ({ ...node, entries } satisfies MapNode)
      : node;
  }
  return withItems(
    node,
    node.items.map((item) => {
      if (item.kind !== 'scalar' || item.tag !== '!!str') {
        throw new Fault('bad-var', 'A list with variables may only hold text.', item.origin.span);
      }
      return inText(item, replace);
    }),
  );
}

/** `$(NAME)` alone takes on the type of the value; `$$` is a dollar sign; unknown names stay. */
function inText(node: ScalarNode, { values, vars }: Replace): ScalarNode {
  if (node.tag !== '!!str' || !node.value.includes('$')) return node;
  const used: string[] = [];
  const valueFor = (name: string): ScalarNode | undefined => {
    const value = values.get(name);
    if (value) used.push(name);
    return value;
  };
  const whole = /^\$\(([^)]*)\)$/.exec(node.value)?.[1];
  const only = whole === undefined ? undefined : valueFor(whole);
  const value = only
    ? only.value
    : replacedIn(node.value, /\$(\$|\(([^)]*)\))/g, ([text, sign, name = '']) => {
        if (sign === '$') return '$';
        const found = valueFor(name);
        return found ? String(scalarToPlain(found)) : text;
      });
  if (value === node.value && !only) return node;
  const entry = vars.get(used[0] ?? '');
  const by = entry?.node.origin.span ?? node.origin.span;
  const from = used.flatMap((name) => values.get(name)?.origin ?? []);
  const span = (nodeAt(entry?.node, 'name') ?? node).origin.span;
  const step: Step = { kind: 'replaced', what: 'vars', by, from };
  const { lines: _, ...rest } = node;
  return {
    ...rest,
    value,
    tag: only?.tag ?? '!!str',
    style: 'plain',
    origin: { span, step, was: node.origin },
  };
}
