/**
 * The variables of a Flux Kustomization: from `postBuild.substituteFrom` in order, and over them `postBuild.substitute`.
 * Source: LoadVariables in fluxcd/pkg/kustomize/kustomize_varsub.go.
 *
 * @module
 */
import type { Span } from '../../source/span.js';
import type { MapEntry, MapNode, Node, Origin, ScalarNode } from '../../yaml/nodes/node.js';
import { entriesAt, itemsAt, nodeAt, textAt } from '../../yaml/nodes/node-path.js';
import { timestampText } from '../../yaml/nodes/resolve-scalar.js';
import type { Variable } from './envsubst.js';

/** A variable with the place that defines it. */
export interface DefinedVariable {
  readonly variable: Variable;
  /** The value in the ConfigMap, the Secret or the Flux Kustomization. */
  readonly origin: Origin;
}

/** All that is known of the variables of a Flux Kustomization. */
export interface Variables {
  readonly defined: ReadonlyMap<string, DefinedVariable>;
  /** Why there may be others: an object with variables that is not in the files. */
  readonly mayBeMore: string | undefined;
  /** Whether Flux substitutes at all: it needs a variable, or the strategy `Always`. */
  readonly active: boolean;
  readonly problems: readonly VariableProblem[];
}

/** What ends the substitution of every object. */
export interface VariableProblem {
  readonly kind: 'bad-name' | 'not-text' | 'missing-source';
  readonly message: string;
  readonly span: Span;
}

/** What is known of a ConfigMap or Secret that variables come from. */
export type VariableSource =
  | { readonly kind: 'found'; readonly body: MapNode }
  | { readonly kind: 'missing' }
  | { readonly kind: 'unknown'; readonly reason: string };

/** Looks up a ConfigMap or Secret in the namespace of the Flux Kustomization. */
export type FindVariableSource = (kind: string, name: string) => VariableSource;

/** Gathers the variables of a Flux Kustomization. */
export function variablesOf(kustomization: MapNode, find: FindVariableSource): Variables {
  const defined = new Map<string, DefinedVariable>();
  const problems: VariableProblem[] = [];
  let mayBeMore: string | undefined;
  for (const reference of itemsAt(kustomization, 'spec', 'postBuild', 'substituteFrom')) {
    const kind = textAt(reference, 'kind') ?? '';
    const name = textAt(reference, 'name') ?? '';
    const source = find(kind, name);
    if (source.kind === 'unknown') mayBeMore ??= source.reason;
    else if (source.kind === 'missing') {
      if (textAt(reference, 'optional') === 'true') continue;
      const message = `The ${kind} '${name}' with variables does not exist.`;
      const span = (nodeAt(reference, 'name') ?? reference).origin.span;
      problems.push({ kind: 'missing-source', message, span });
    } else for (const [key, value] of valuesIn(source.body, kind)) defined.set(key, value);
  }
  for (const entry of entriesAt(kustomization, 'spec', 'postBuild', 'substitute')) {
    const { key, value } = entry;
    const origin = placeOf(entry);
    if (value.kind === 'scalar' && value.unknown !== undefined) {
      defined.set(key.value, { variable: { kind: 'unknown', reason: value.unknown }, origin });
    } else if (value.kind !== 'scalar' || (value.tag !== '!!str' && value.tag !== '!!timestamp')) {
      const message = `The value of the variable '${key.value}' must be text.`;
      problems.push({ kind: 'not-text', message, span: value.origin.span });
    } else defined.set(key.value, { variable: text(appliedText(value)), origin });
  }
  for (const [name, { origin }] of defined) {
    if (/^[_A-Za-z][_A-Za-z0-9]*$/.test(name)) continue;
    const message = `'${name}' cannot be the name of a variable: only letters, digits and underscores can.`;
    problems.push({ kind: 'bad-name', message, span: origin.span });
  }
  const always = textAt(kustomization, 'spec', 'postBuild', 'substituteStrategy') === 'Always';
  return { defined, mayBeMore, active: always || defined.size > 0 || mayBeMore !== undefined, problems };
}

/** The text of a scalar as it reaches the cluster: kustomize writes a date with its time. */
function appliedText(node: ScalarNode): string {
  return node.tag === '!!timestamp' ? timestampText(node.value) : node.value;
}

function text(value: string): Variable {
  return { kind: 'value', text: value.replaceAll('\n', '') };
}

/** The entries of a ConfigMap or Secret; those that are encrypted or not written out are known by name only. */
function* valuesIn(body: MapNode, kind: string): Generator<[string, DefinedVariable]> {
  const encrypted = nodeAt(body, 'sops') !== undefined;
  const name = textAt(body, 'metadata', 'name') ?? '';
  for (const field of kind === 'Secret' ? ['data', 'stringData'] : ['data']) {
    for (const entry of entriesAt(body, field)) {
      const variable = valueOfEntry(entry.value, { encrypted, name, kind, field });
      yield [entry.key.value, { variable, origin: placeOf(entry) }];
    }
  }
}

/** Where a variable is defined: at its value, or at its name where an alias stands for a value elsewhere. */
function placeOf({ key, value }: MapEntry): Origin {
  const [name, origin] = [key.origin.span, value.origin];
  const elsewhere = name.file === origin.span.file && origin.span.start < name.start;
  return elsewhere && !origin.step ? { span: name, was: origin } : origin;
}

function valueOfEntry(
  value: Node,
  at: { readonly encrypted: boolean; readonly name: string; readonly kind: string; readonly field: string },
): Variable {
  const unknown = (reason: string): Variable => ({ kind: 'unknown', reason });
  if (value.kind !== 'scalar') return unknown(`the ${at.kind} '${at.name}' holds no text there`);
  if (value.unknown !== undefined) return unknown(value.unknown);
  if (at.encrypted || value.value.startsWith('ENC['))
    return unknown(`the ${at.kind} '${at.name}' is encrypted`);
  if (at.kind !== 'Secret' || at.field === 'stringData') return text(appliedText(value));
  return text(Buffer.from(value.value, 'base64').toString('utf8'));
}

/** What is known of a variable by name. */
export function lookUpVariable(variables: Variables, name: string): Variable {
  const known = variables.defined.get(name);
  if (known) return known.variable;
  return variables.mayBeMore === undefined
    ? { kind: 'unset' }
    : { kind: 'unknown', reason: variables.mayBeMore };
}
