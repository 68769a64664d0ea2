/**
 * ResourceSet: objects that the Flux Operator makes of templates, for those whose inputs stand in the files.
 * What cannot be evaluated here is told as an opening.
 * Source: flux-operator/internal/builder/resourceset.go and internal/inputs.
 *
 * @module
 */
import { annotationsOf, type KubernetesObject, toObject } from '../../kubernetes/object.js';
import { LimitReached, limits, show, spend } from '../../source/bounds/limits.js';
import { replacedIn } from '../../source/bounds/made-text.js';
import { within } from '../../source/fault-boundary.js';
import {
  type MapNode,
  type Node,
  type Origin,
  type ScalarNode,
  type Step,
  scalar,
} from '../../yaml/nodes/node.js';
import { itemsAt, nodeAt, setEntry, textAt } from '../../yaml/nodes/node-path.js';
import { placeWithin } from '../../yaml/nodes/scalar-places.js';
import { weightOf } from '../../yaml/nodes/weight.js';
import { parseDocuments } from '../../yaml/read/parse-yaml.js';
import { OPERATOR_GROUP } from '../kinds/kinds.data.js';
import { makeObject } from '../kinds/make-object.js';
import { withCommonMetadata } from '../substitution/post-build.js';
import { type Rewritten, rewriteScalars } from '../substitution/rewrite-scalars.js';
import type { Opening } from '../unknown/opening.js';
import { evaluateInput } from './input-expression.js';

/** What a ResourceSet brings, as far as the files tell. */
export interface ResourceSetObjects {
  readonly objects: readonly KubernetesObject[];
  readonly openings: readonly Opening[];
}

/** Looks up an input provider in the namespace of the ResourceSet. */
export type FindProvider = (name: string) => KubernetesObject | undefined;

/** On a ResourceSet it stops the operator, on an object that it makes it leaves that one out. */
const RECONCILE_MARK = 'fluxcd.controlplane.io/reconcile';

/** The objects that a ResourceSet makes; made once for the same inputs, whenever a walk looks again. */
export function resourceSetObjects(set: KubernetesObject, find: FindProvider): ResourceSetObjects {
  const names = itemsAt(set.body, 'spec', 'inputsFrom').map((reference) => textAt(reference, 'name') ?? '');
  const providers = names.map((name) => find(name)?.body);
  const before = remembered.get(set.body);
  if (before?.providers.every((body, at) => body === providers[at])) return before.result;
  const result = makeAll(set, find);
  remembered.set(set.body, { providers, result });
  return result;
}

interface Remembered {
  readonly providers: readonly (MapNode | undefined)[];
  readonly result: ResourceSetObjects;
}

const remembered = new WeakMap<MapNode, Remembered>();

function makeAll(set: KubernetesObject, find: FindProvider): ResourceSetObjects {
  const made = new Map<string, KubernetesObject>();
  const openings: Opening[] = [];
  const { span } = set.body.origin;
  const fault = within(
    { what: `the ResourceSet '${set.id.name}'`, span },
    () => makeObjects(set, find, made, openings),
    (diagnostic): Opening => ({ reason: diagnostic.message, span, code: diagnostic.code }),
  );
  if (fault) openings.push(fault);
  return {
    objects: [...made.values()],
    openings: [...new Map(openings.map((each) => [keyOf(each), each])).values()],
  };
}

function makeObjects(
  set: KubernetesObject,
  find: FindProvider,
  made: Map<string, KubernetesObject>,
  openings: Opening[],
): undefined {
  const open: Open = (reason, node, only = {}) => {
    openings.push({
      reason: `the ResourceSet '${set.id.name}' ${reason}`,
      span: node.origin.span,
      code: 'flux/resource-set',
      ...only,
    });
  };
  if (annotationsOf(set.body).get(RECONCILE_MARK)?.toLowerCase() === 'disabled') {
    open('is switched off, and what it made before may still be there', set.body);
    return;
  }
  const inputs = inputsOf(set, find, open);
  const spec = nodeAt(set.body, 'spec');
  const { setObjects } = limits();
  for (const step of [spec, ...itemsAt(spec, 'steps')]) {
    const text = nodeAt(step, 'resourcesTemplate');
    const makers = [
      ...itemsAt(step, 'resources').map((node) => (input: Input) => fromTemplate(node, input, open)),
      ...(text?.kind === 'scalar' ? [(input: Input) => fromText(text, input, open)] : []),
    ];
    for (const make of makers) {
      for (const input of inputs) {
        for (const object of make(input)) {
          if (isLeftOut(object, input, open)) continue;
          const key = JSON.stringify(object.id);
          if (made.has(key)) continue;
          if (made.size >= setObjects)
            throw new LimitReached(
              'setObjects',
              `The ResourceSet makes more than ${show(setObjects)} objects.`,
            );
          spend('clusterWork', OBJECT_STEPS + weightOf(object.body).values);
          made.set(key, toObject(withCommonMetadata(object.body, set.body), set.trail));
        }
      }
    }
  }
}

// What it takes to make an object of a template.
const OBJECT_STEPS = 20;

type Open = (reason: string, node: Node, only?: Pick<Opening, 'kinds' | 'name'>) => void;

function keyOf({ reason, span, kinds, name }: Opening): string {
  return JSON.stringify([reason, span, kinds, name]);
}

/** The values for one round of the templates; absent where a ResourceSet has none. */
type Input = MapNode | undefined;

function inputsOf(set: KubernetesObject, find: FindProvider, open: Open): Input[] {
  const from = itemsAt(set.body, 'spec', 'inputsFrom');
  if (textAt(set.body, 'spec', 'inputStrategy', 'name') === 'Permute') {
    open('combines its inputs, which is not followed', nodeAt(set.body, 'spec', 'inputStrategy') ?? set.body);
    return [];
  }
  const own = itemsAt(set.body, 'spec', 'inputs').flatMap((values) =>
    values.kind === 'map' ? [withProvider(values, 'ResourceSet', set)] : [],
  );
  const provided = from.flatMap((reference) => {
    const name = textAt(reference, 'name');
    const provider = name === undefined ? undefined : find(name);
    const isStatic = textAt(provider?.body, 'spec', 'type') === 'Static';
    const values = isStatic ? nodeAt(provider?.body, 'spec', 'defaultValues') : undefined;
    if (provider && values?.kind === 'map')
      return [withProvider(values, 'ResourceSetInputProvider', provider)];
    open('has inputs that are found only in the cluster', reference);
    return [];
  });
  // Without any inputs the templates stand for themselves.
  return own.length > 0 || from.length > 0 ? [...own, ...provided] : [undefined];
}

/** Every input says who provides it, whatever it says itself. */
function withProvider(values: MapNode, kind: string, { id, body }: KubernetesObject): MapNode {
  const about = { apiVersion: `${OPERATOR_GROUP}/v1`, kind, name: id.name, namespace: id.namespace };
  return setEntry(values, scalar('provider', body.origin), makeObject(about, body.origin).body);
}

/** With inputs, what a template marks is not made. */
function isLeftOut(object: KubernetesObject, input: Input, open: Open): boolean {
  const mark = nodeAt(object.body, 'metadata', 'annotations', RECONCILE_MARK);
  if (!input || mark?.kind !== 'scalar') return false;
  if (mark.unknown === undefined) return mark.value === 'disabled';
  const { kind, name } = object.id;
  open('may leave out an object: its mark is not evaluated', mark, { kinds: [kind], name });
  return true;
}

function fromTemplate(template: Node, input: Input, open: Open): KubernetesObject[] {
  if (template.kind !== 'map') return [];
  const body = rewriteScalars(template, {
    mentions: mentionsTemplate,
    rewrite: (written, node) => fillScalar(written, node, input),
    onBroken: () => {},
  });
  const object = toObject(body, []);
  const unknown = ['name', 'namespace'].some((field) => {
    const node = nodeAt(body, 'metadata', field);
    return node?.kind === 'scalar' && node.unknown !== undefined;
  });
  if (!unknown) return [object];
  open('has a template that is not evaluated', template, { kinds: [object.id.kind] });
  return [];
}

function mentionsTemplate(text: string): boolean {
  return text.includes('<<');
}

function fillScalar(written: string, node: ScalarNode, input: Input): Rewritten {
  const { text, unknown, from } = fill(written, input);
  const by = node.origin.span;
  const step: Step = { kind: 'replaced', what: 'inputs', by, ...(from.length > 0 && { from }) };
  return { text, origin: { span: by, step, was: node.origin }, ...(unknown !== undefined && { unknown }) };
}

/** A text of several documents. */
function fromText(template: ScalarNode, input: Input, open: Open): KubernetesObject[] {
  const { text, unknown } = fill(template.value, input);
  if (unknown !== undefined) {
    open('has a text template that is not evaluated', template);
    return [];
  }
  const place = text === template.value ? placeWithin(template, undefined) : () => template.origin.span;
  const { documents, diagnostics } = parseDocuments(text, place);
  if (diagnostics.length > 0) open('has a text template that comes out as no YAML', template);
  const objects = documents.flatMap(({ root }) => (root?.kind === 'map' ? [toObject(root, [])] : []));
  return objects.filter(({ id }) => id.kind !== '' && id.name !== '');
}

interface Filled {
  readonly text: string;
  readonly from: readonly Origin[];
  readonly unknown: string | undefined;
}

function fill(template: string, input: Input): Filled {
  const from: Origin[] = [];
  let unknown: string | undefined;
  const text = replacedIn(template, EXPRESSION, ([whole, expression = '']) => {
    const value = evaluateInput(expression, input);
    if (!value) {
      unknown ??= `the template '${whole.trim()}' is not evaluated`;
      return whole;
    }
    if (value.origin) from.push(value.origin);
    return value.text;
  });
  return {
    text,
    from,
    unknown: unknown ?? (text !== template || !mentionsTemplate(text) ? undefined : NOT_CLOSED),
  };
}

const NOT_CLOSED = 'its template is not closed';

// A minus takes away the blanks beside the expression. The limits keep long texts from taking long.
const EXPRESSION =
  /(?:\s{0,200}<<-(?=\s)|<<)\s{0,200}((?:"(?:[^"\\\n]|\\.)*"|`[^`]*`|[^">`]|>(?!>)){0,1000}?)(?:\s->>\s{0,200}|\s{0,200}>>)/g;
