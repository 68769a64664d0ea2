/**
 * Label selectors and the labels that they are meant for.
 * Source: apimachinery's pkg/apis/meta/v1/validation.
 *
 * @module
 */
import type { MapNode, Node } from '../../yaml/nodes/node.js';
import { entriesAt, itemsAt, nodeAt, type Path, textAt } from '../../yaml/nodes/node-path.js';
import { hasUnknown } from '../judge-scalar.js';
import { labelValueProblem, qualifiedNameProblem } from '../names.js';
import type { SchemaProblem } from '../structural-schema.js';
import { demand, missing } from './findings.js';

/** What is wrong with a selector itself. */
export function checkSelector(selector: MapNode): readonly SchemaProblem[] {
  const problems: SchemaProblem[] = labelsIn(selector, ['matchLabels']);
  for (const [at, item] of itemsAt(selector, 'matchExpressions').entries()) {
    const path: Path = ['matchExpressions', at];
    const operator = textAt(item, 'operator');
    const values = itemsAt(item, 'values');
    if (hasUnknown(item)) continue;
    const key = textAt(item, 'key');
    const problem = key === undefined ? undefined : qualifiedNameProblem(key);
    if (problem) problems.push(demand([...path, 'key'], problem));
    if ((operator === 'In' || operator === 'NotIn') && values.length === 0) {
      problems.push(missing(path, 'values'));
    }
    if ((operator === 'Exists' || operator === 'DoesNotExist') && values.length > 0) {
      problems.push(demand([...path, 'values'], `must not be set for the operator ${operator}`));
    }
  }
  return problems;
}

/** The keys and values of labels in a form that none may have. */
export function labelsIn(node: Node | undefined, path: Path): SchemaProblem[] {
  return entriesAt(node, ...path).flatMap(({ key, value }): SchemaProblem[] => {
    const at = [...path, key.value];
    const text = value.kind === 'scalar' && value.unknown === undefined ? value.value : undefined;
    const problems = [
      { value: key.value, demand: qualifiedNameProblem(key.value) },
      { value: text ?? '', demand: text === undefined ? undefined : labelValueProblem(text) },
    ];
    return problems.flatMap((each) =>
      each.demand === undefined
        ? []
        : [{ kind: 'bad-form' as const, path: at, value: each.value, demand: each.demand }],
    );
  });
}

/** A selector that does not fit the labels of what is made by the template beside it, or that selects everything. */
export function checkSelectorOfTemplate(spec: MapNode): readonly SchemaProblem[] {
  const selector = nodeAt(spec, 'selector');
  const labels = nodeAt(spec, 'template', 'metadata', 'labels');
  if (selector?.kind !== 'map' || hasUnknown(selector) || (labels && hasUnknown(labels))) return [];
  const matchLabels = entriesAt(selector, 'matchLabels');
  const expressions = itemsAt(selector, 'matchExpressions');
  if (matchLabels.length === 0 && expressions.length === 0) {
    return [demand(['selector'], 'must not be empty: it would select every Pod')];
  }
  const labelOf = (name: string): string | undefined => textAt(labels, name);
  const wrong = matchLabels.find(
    ({ key, value }) => value.kind !== 'scalar' || labelOf(key.value) !== value.value,
  );
  if (wrong) {
    const { key, value } = wrong;
    const has = labelOf(key.value);
    const wanted = value.kind === 'scalar' ? value.value : '';
    const says = has === undefined ? 'does not have' : `has as '${has}'`;
    const message = `asks for '${wanted}', which spec.template.metadata.labels ${says}: the selector does not match its own Pods`;
    return [demand(['selector', 'matchLabels', key.value], message)];
  }
  const at = expressions.findIndex((item) => !fits(item, labelOf));
  if (at < 0) return [];
  return [
    demand(
      ['selector', 'matchExpressions', at],
      'does not match the labels in spec.template.metadata.labels',
    ),
  ];
}

function fits(item: Node, labelOf: (name: string) => string | undefined): boolean {
  const value = labelOf(textAt(item, 'key') ?? '');
  const values = itemsAt(item, 'values').map((each) => (each.kind === 'scalar' ? each.value : ''));
  switch (textAt(item, 'operator')) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
  }
  return true;
}
