/**
 * ResourceSet: objects that the Flux Operator makes of templates, for those whose inputs stand in the files.
 * Of the template language only the plain `<< inputs.name >>` is replaced; the rest stays unknown.
 * Source: the API reference of the Flux Operator, ResourceSet v1 and ResourceSetInputProvider v1.
 *
 * @module
 */
import { type KubernetesObject, toObject } from '../kubernetes/object.js';
import type { MapNode, Node, Origin, ScalarNode, Step } from '../yaml/node.js';
import { isNull } from '../yaml/node.js';
import { entryOf, itemsAt, nodeAt, textAt } from '../yaml/node-path.js';
import { OPERATOR_GROUP } from './kinds.data.js';
import type { Opening } from './model.js';
import { type Rewritten, rewriteScalars } from './rewrite-scalars.js';

/** What a ResourceSet brings, as far as the files tell. */
export interface ResourceSetObjects {
  readonly objects: readonly KubernetesObject[];
  readonly openings: readonly Opening[];
}

/** Looks up an input provider in the namespace of the ResourceSet. */
export type FindProvider = (name: string) => KubernetesObject | undefined;

/** The objects that a ResourceSet makes. */
export function resourceSetObjects(set: KubernetesObject, find: FindProvider): ResourceSetObjects {
  const openings: Opening[] = [];
  const open = (reason: string, node: Node): void => {
    openings.push({ reason, span: node.origin.span });
  };
  const inputs = inputsOf(set, find, open);
  const spec = nodeAt(set.body, 'spec');
  const templates = [spec, ...itemsAt(spec, 'steps')].flatMap((step) => itemsAt(step, 'resources'));
  for (const step of [spec, ...itemsAt(spec, 'steps')]) {
    const text = entryOf(step, 'resourcesTemplate');
    if (text) open(`the text template of the ResourceSet '${set.id.name}' is not evaluated`, text.key);
  }
  const objects: KubernetesObject[] = [];
  const known = new Set<string>();
  for (const template of templates) {
    if (template.kind !== 'map') continue;
    for (const input of inputs) {
      const object = toObject(fillTemplate(template, input, set), set.trail);
      const key = JSON.stringify(object.id);
      if (hasUnknownName(object.body)) {
        open(`the ResourceSet '${set.id.name}' has a template that is not evaluated`, template);
      } else if (!known.has(key)) {
        known.add(key);
        objects.push(object);
      }
    }
  }
  return { objects, openings };
}

type Input = Node | undefined;

function inputsOf(
  set: KubernetesObject,
  find: FindProvider,
  open: (reason: string, node: Node) => void,
): Input[] {
  const inputs: Input[] = [...itemsAt(set.body, 'spec', 'inputs')];
  const from = itemsAt(set.body, 'spec', 'inputsFrom');
  for (const reference of from) {
    const name = textAt(reference, 'name');
    const provider = name === undefined ? undefined : find(name);
    const isStatic = textAt(provider?.body, 'spec', 'type') === 'Static';
    const values = isStatic ? nodeAt(provider?.body, 'spec', 'defaultValues') : undefined;
    if (values && !isNull(values)) inputs.push(values);
    else open(`the inputs of the ResourceSet '${set.id.name}' are found only in the cluster`, reference);
  }
  // Without any inputs the templates stand for themselves.
  return inputs.length > 0 || from.length > 0 ? inputs : [undefined];
}

function mentionsTemplate(text: string): boolean {
  return text.includes('<<');
}

function fillTemplate(template: MapNode, input: Input, set: KubernetesObject): MapNode {
  return rewriteScalars(template, {
    mentions: mentionsTemplate,
    rewrite: (written, node) => fillText(written, node, input, set),
    onBroken: () => {},
  });
}

function fillText(written: string, node: ScalarNode, input: Input, set: KubernetesObject): Rewritten {
  const from: Origin[] = [];
  let unknown: string | undefined;
  const text = written.replace(/<<-?\s*(.*?)\s*-?>>/gs, (whole, expression: string) => {
    const value = inputValue(expression, input, set);
    if (!value) {
      unknown = `the template '${whole}' is not evaluated`;
      return whole;
    }
    from.push(value.origin);
    return value.value;
  });
  const by = node.origin.span;
  const step: Step = { kind: 'replaced', what: 'inputs', by, ...(from.length > 0 && { from }) };
  return { text, origin: { span: by, step, was: node.origin }, ...(unknown !== undefined && { unknown }) };
}

function inputValue(expression: string, input: Input, set: KubernetesObject): ScalarNode | undefined {
  const path = /^inputs((?:\.\w+)+)(?:\s*\|\s*quote)?$/.exec(expression)?.[1]?.slice(1).split('.');
  if (!path) return undefined;
  if (path[0] === 'provider' && !nodeAt(input, 'provider')) {
    const { name, namespace } = set.id;
    const own: Record<string, string | undefined> = {
      apiVersion: `${OPERATOR_GROUP}/v1`,
      kind: 'ResourceSet',
      name,
      namespace,
    };
    const value = own[path[1] ?? ''];
    return typeof value === 'string'
      ? { kind: 'scalar', tag: '!!str', style: 'plain', value, origin: set.body.origin }
      : undefined;
  }
  const found = nodeAt(input, ...path);
  if (found?.kind !== 'scalar') return undefined;
  return expression.includes('|') ? { ...found, value: JSON.stringify(found.value) } : found;
}

function hasUnknownName(body: MapNode): boolean {
  return ['name', 'namespace'].some((field) => {
    const node = nodeAt(body, 'metadata', field);
    return node?.kind === 'scalar' && node.unknown !== undefined;
  });
}
