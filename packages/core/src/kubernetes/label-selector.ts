/**
 * Label selectors in their text form: `app=web,tier in (a, b),!legacy`.
 * Source: "Labels and Selectors" of the Kubernetes documentation; apimachinery/pkg/labels.
 *
 * @module
 */

/** Whether a set of labels (or annotations) fits. */
export type LabelSelector = (labels: ReadonlyMap<string, string>) => boolean;

/** Reads a selector; an empty text selects everything. */
export function parseLabelSelector(text: string): LabelSelector | { readonly error: string } {
  const requirements: LabelSelector[] = [];
  for (const part of splitRequirements(text)) {
    const requirement = parseRequirement(part.trim());
    if (!requirement) return { error: `'${part.trim()}' is not a requirement of a label selector` };
    requirements.push(requirement);
  }
  return (labels) => requirements.every((fits) => fits(labels));
}

/** Commas separate requirements, except inside the parentheses of a set. */
function splitRequirements(text: string): string[] {
  if (text.trim() === '') return [];
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (char === '(') depth++;
    else if (char === ')') depth--;
    else if (char === ',' && depth === 0) {
      parts.push(text.slice(start, at));
      start = at + 1;
    }
  }
  return [...parts, text.slice(start)];
}

const KEY = '[A-Za-z0-9][-A-Za-z0-9_./]*';
const EXISTS = new RegExp(`^(!?)\\s*(${KEY})$`);
const EQUALS = new RegExp(`^(${KEY})\\s*(==|=|!=)\\s*([-A-Za-z0-9_.]*)$`);
const COMPARES = new RegExp(`^(${KEY})\\s*([<>])\\s*(-?\\d+)$`);
const IN_SET = new RegExp(`^(${KEY})\\s+(in|notin)\\s*\\(([^()]*)\\)$`);

function parseRequirement(text: string): LabelSelector | undefined {
  const exists = EXISTS.exec(text);
  if (exists) {
    const [, not, key = ''] = exists;
    return (labels) => labels.has(key) === (not === '');
  }
  const equals = EQUALS.exec(text);
  if (equals) {
    const [, key = '', operator, value = ''] = equals;
    return operator === '!=' ? (labels) => labels.get(key) !== value : (labels) => labels.get(key) === value;
  }
  const compares = COMPARES.exec(text);
  if (compares) {
    const [, key = '', operator, limit = ''] = compares;
    return (labels) => {
      const value = labels.get(key);
      if (value === undefined || !/^-?\d+$/.test(value)) return false;
      return operator === '>' ? Number(value) > Number(limit) : Number(value) < Number(limit);
    };
  }
  const set = IN_SET.exec(text);
  if (!set) return undefined;
  const [, key = '', operator, list = ''] = set;
  const values = new Set(list.split(',').map((value) => value.trim()));
  if (operator === 'notin') return (labels) => !values.has(labels.get(key) ?? '\0');
  return (labels) => labels.has(key) && values.has(labels.get(key) ?? '');
}
