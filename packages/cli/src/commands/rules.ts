/**
 * `fluxvet rules`: the index of all rules, or the page of one.
 *
 * @module
 */
import { resolve } from 'node:path';
import { closest, type Plugin, type Rule, ruleIdOf, showJson, UsageError } from '@fluxvet/core';
import { CONFIG_OPTIONS, loadGiven } from '../config/repository-options.js';
import type { Command } from '../output/command.js';
import { readFormat } from '../output/formats.js';

export const rulesCommand: Command = {
  name: 'rules',
  takes: '[id]',
  most: 1,
  summary: 'List the rules, or show the page of one',
  options: {
    format: { type: 'string', short: 'f', value: 'FORMAT', help: 'text or json' },
    ...CONFIG_OPTIONS,
  },
  async run(given, io) {
    const format = readFormat(given, ['text', 'json']);
    const { plugins } = await loadGiven(resolve(io.cwd, '.'), given, io);
    const rules = rulesOf(plugins);
    const [id] = given.positionals;
    const shown = id === undefined ? rules : [demandRule(id, rules)];
    if (format === 'json') io.write(`${showJson(shown.map(toPlain), 2)}\n`);
    else io.write(id === undefined ? showIndex(rules) : shown.map(showPage).join(''));
    return 0;
  },
};

interface NamedRule {
  readonly id: string;
  readonly rule: Rule;
}

function rulesOf(plugins: readonly Plugin[]): NamedRule[] {
  return plugins
    .flatMap((plugin) => plugin.rules.map((rule) => ({ id: ruleIdOf(plugin, rule), rule })))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
}

function demandRule(id: string, rules: readonly NamedRule[]): NamedRule {
  const found = rules.find((each) => each.id === id);
  if (!found) {
    const near = closest(
      id,
      rules.map((each) => each.id),
    );
    const hint = near === undefined ? '' : ` Did you mean '${near}'?`;
    throw new UsageError('unknown-rule', `There is no rule '${id}'.${hint}`);
  }
  return found;
}

function showPage({ id, rule }: NamedRule): string {
  const { title, why, severity, confidence, category, docs } = rule;
  const facts = `${severity}, ${confidence}, ${category}`;
  return docs ? `${docs.trimEnd()}\n\n(${facts})\n` : `# ${id}\n\n${title}.\n${why}\n\n(${facts})\n`;
}

function showIndex(rules: readonly NamedRule[]): string {
  const width = Math.max(...rules.map(({ id }) => id.length));
  return rules
    .map(({ id, rule: { severity, title } }) => `${id.padEnd(width)}  ${severity.padEnd(7)}  ${title}\n`)
    .join('');
}

function toPlain({ id, rule }: NamedRule): object {
  const { title, why, category, severity, confidence, stability, since } = rule;
  return { id, title, why, category, severity, confidence, stability, since };
}
