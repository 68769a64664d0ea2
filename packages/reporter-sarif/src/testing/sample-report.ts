/**
 * Reports to test with, made by real runs over repositories in memory.
 * A rule finds every word in capitals that begins with a severity: `ERROR`, `WARNING_2`, `NOTE_SEVERAL`.
 *
 * @module
 */
import {
  type CheckOptions,
  check,
  definePlugin,
  defineRule,
  type FileTree,
  type Finding,
  memoryTree,
  type Plugin,
  type Report,
  type Rule,
  type Severity,
} from '@fluxvet/core';

/** A report and the files that it is about. */
export interface Sample {
  readonly report: Report;
  readonly tree: FileTree;
}

/** Runs the test rules, and more of them, over files. */
export function sample(
  files: Readonly<Record<string, string | Uint8Array>>,
  more: readonly Rule[] = [],
  options: Partial<CheckOptions> = {},
): Sample {
  const tree = memoryTree(files);
  return { report: reportOn(tree, more, options), tree };
}

/** Runs the test rules over a tree, or over a directory. */
export function reportOn(
  where: FileTree | string,
  more: readonly Rule[] = [],
  options: Partial<CheckOptions> = {},
): Report {
  const plugins = [own(more), team];
  const ids = plugins.flatMap(({ namespace, rules }) =>
    rules.map(({ id }) => (namespace === '' ? id : `${namespace}/${id}`)),
  );
  const rules = Object.fromEntries(ids.map((id) => [id, 'on' as const]));
  return check(where, { plugins, config: { extends: [], rules }, ...options });
}

/** A rule for the words of a severity. */
export function wordRule(
  severity: Severity,
  more: Partial<Pick<Rule, 'id' | 'category' | 'docs' | 'tags'>> = {},
): Rule {
  return defineRule({
    id: `no-${severity}`,
    title: `A word asks for ${severity}`,
    why: 'The test says so.',
    category: 'correctness',
    confidence: 'certain',
    stability: 'stable',
    since: '0.1.0',
    ...more,
    severity,
    messages: { word: "The word '{word}' stands here." },
    *check({ tree }, { finding }): Generator<Finding> {
      for (const path of tree.paths) {
        const file = tree.read(path);
        for (const { 0: word, index } of file?.text.matchAll(wordsOf(severity)) ?? []) {
          const span = { file: path, start: index, end: index + word.length };
          if (file) yield finding('word', { in: file, span }, { data: { word }, identity: [word] });
        }
      }
    },
  });
}

/** A rule that throws. */
export const crashingRule: Rule = defineRule({
  id: 'always-crashes',
  title: 'A rule that is broken',
  why: 'It throws.',
  category: 'style',
  severity: 'error',
  confidence: 'hint',
  stability: 'stable',
  since: '0.1.0',
  check(): never {
    throw new TypeError("Cannot read '/home/somebody/checkout/packages/rules/dist/index.js'");
  },
});

/** A rule for the data of objects, which reach their cluster through several files. */
export const objectRule: Rule = defineRule({
  id: 'no-data',
  title: 'A ConfigMap has data',
  why: 'The test says so.',
  category: 'upgrade',
  severity: 'warning',
  confidence: 'likely',
  stability: 'stable',
  since: '0.1.0',
  messages: { data: "ConfigMap '{name}' of cluster '{cluster}' has data." },
  *check({ clusters }, { finding }): Generator<Finding> {
    for (const { objects, name: cluster } of clusters) {
      for (const object of objects) {
        const { kind, name } = object.id;
        const at = { in: object, path: ['data', 'key'] };
        if (kind === 'ConfigMap') yield finding('data', at, { data: { name, cluster } });
      }
    }
  },
});

function wordsOf(severity: Severity): RegExp {
  return new RegExp(`\\b${severity.toUpperCase()}(?:_SEVERAL\\n.*|\\w*)`, 'g');
}

function own(more: readonly Rule[]): Plugin {
  const rules = [
    wordRule('error', { docs: '# no-error\n\nSee [the other](../no-note/rule.md).\n' }),
    wordRule('warning'),
  ];
  return definePlugin({
    apiVersion: 1,
    name: '@fluxvet/rules',
    version: '0.1.0',
    namespace: '',
    rules: [...rules, ...more],
  });
}

const team: Plugin = definePlugin({
  apiVersion: 1,
  name: '@team/rules',
  version: 'next',
  namespace: 'team',
  rules: [wordRule('note', { id: 'no-note', category: 'security', tags: ['flux', 'team', 'team'] })],
});
