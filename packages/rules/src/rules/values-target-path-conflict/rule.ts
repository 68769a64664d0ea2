import {
  defineRule,
  entryOf,
  helmReleasesOf,
  itemsAt,
  type Node,
  nameOf,
  nodeAt,
  type Rule,
  textAt,
} from '@fluxvet/core';

export const valuesTargetPathConflict: Rule = defineRule({
  id: 'values-target-path-conflict',
  title: 'A value comes from a target path and from the inline values as well',
  why: 'Which of the two the chart gets depends on how deep the value stands, and not on what either of them says.',
  category: 'correctness',
  severity: 'warning',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    conflict: "HelmRelease '{app}' takes '{path}' from {source}, and sets {inline} in 'values' as well.",
  },
  *check(model, { finding }) {
    for (const { app } of helmReleasesOf(model)) {
      const { object } = app;
      for (const [at, reference] of itemsAt(object.body, 'spec', 'valuesFrom').entries()) {
        const path = textAt(reference, 'targetPath');
        const keys = path === undefined ? undefined : keysOf(path, textAt(reference, 'literal') === 'true');
        if (path === undefined || !keys) continue;
        const set = depthOfConflict(nodeAt(object.body, 'spec', 'values'), keys);
        if (set === undefined) continue;
        const inline = keys.slice(0, set);
        const source = `${textAt(reference, 'kind') ?? 'object'} '${textAt(reference, 'name') ?? ''}'`;
        yield finding(
          'conflict',
          { in: object, path: ['spec', 'valuesFrom', at, 'targetPath'] },
          {
            data: {
              app: nameOf(object),
              path,
              source,
              inline: inline.length === keys.length ? 'it' : `'${inline.join('.')}'`,
            },
            related: [{ at: { in: object, path: ['spec', 'values', ...inline] }, says: 'It is set here' }],
          },
        );
      }
    }
  },
});

/** The keys of a path in the syntax of `helm --set`; indexes of lists are not followed. */
function keysOf(path: string, isLiteral: boolean): string[] | undefined {
  if (isLiteral) return /[[\\]/.test(path) ? undefined : path.split('.');
  if (/[[\]{},=]/.test(path.replace(/\\./g, ''))) return undefined;
  return path.split(/(?<!\\)\./).map((key) => key.replace(/\\(.)/g, '$1'));
}

/** How many keys lead to an inline value that stands at the path, or in its way. */
function depthOfConflict(values: Node | undefined, keys: readonly string[]): number | undefined {
  let at = values;
  for (const [depth, key] of keys.entries()) {
    at = entryOf(at, key)?.value;
    if (!at) return undefined;
    if (depth === keys.length - 1 || at.kind === 'seq') return depth + 1;
    // Null in the way is replaced by a mapping, as if nothing stood there.
    if (at.kind === 'scalar') return at.tag === '!!null' || at.unknown !== undefined ? undefined : depth + 1;
  }
  return undefined;
}
