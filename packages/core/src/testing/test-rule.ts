/**
 * Everything that a rule must hold, from a handful of small repositories.
 *
 * @module
 */
import type { Rule } from '../lint/findings/rule.js';
import { expectFix } from './expect-fix.js';
import { expectMarks, expectSilence, type RunOptions } from './expect-marks.js';
import { expectDeterministic, expectRobust } from './expect-stable.js';
import type { Repo } from './repo.js';

/** The cases of a rule, each with a name. */
export interface RuleCases {
  /** Repositories in which every finding is marked. */
  readonly reports: Readonly<Record<string, Repo | RuleCase>>;
  /** Repositories in which the rule has nothing to say, those among them in which it cannot know. */
  readonly silent: Readonly<Record<string, Repo | RuleCase>>;
  readonly fixes?: Readonly<Record<string, FixCase>>;
}

/** A repository with what the rule is given besides. */
export interface RuleCase extends RunOptions {
  readonly repo: Repo;
}

/** A repository, and what fixes make of it. */
export interface FixCase extends RuleCase {
  /** The files that the fixes change, as they are afterwards. */
  readonly after: Readonly<Record<string, string>>;
  readonly fixes?: 'safe' | 'unsafe';
}

/**
 * Tests a rule: its findings, its fixes, its messages and its metadata, that it is deterministic, and that it survives
 * values of any shape. It needs no test framework: it throws.
 *
 * @throws Error that names the case, with what was expected and what was found
 */
export function testRule(rule: Rule, { reports, silent, fixes = {} }: RuleCases): void {
  demandMetadata(rule);
  demandDistinct({ ...reports, ...silent });
  const said = new Set<string>();
  for (const [name, given] of Object.entries(reports)) {
    const { repo, ...options } = caseOf(given);
    inCase(name, () => {
      if (repo.marks.length === 0) throw new Error('The repository has no mark.');
      for (const { message } of expectMarks(rule, repo, options).findings) said.add(message);
      expectDeterministic(rule, repo, options);
      expectRobust(rule, repo, options);
    });
  }
  for (const [name, given] of Object.entries(silent)) {
    const { repo, ...options } = caseOf(given);
    inCase(name, () => expectSilence(rule, repo, options));
  }
  for (const [name, { repo, after, ...options }] of Object.entries(fixes)) {
    inCase(name, () => expectFix(rule, repo, after, options));
  }
  demandAllMessages(rule, said);
}

function caseOf(given: Repo | RuleCase): RuleCase {
  return 'repo' in given ? given : { repo: given };
}

function inCase(name: string, test: () => void): void {
  try {
    test();
  } catch (error) {
    throw new Error(`In the case '${name}': ${error instanceof Error ? error.message : error}`, {
      cause: error,
    });
  }
}

function demandMetadata({ title, why, messages }: Rule): void {
  if (/\.$/.test(title)) throw new Error('The title ends with a full stop.');
  if (!/\.$/.test(why)) throw new Error("The 'why' does not end with a full stop.");
  for (const [id, text] of Object.entries(messages)) {
    if (!/[.?]$/.test(text)) throw new Error(`The message '${id}' does not end with a full stop.`);
  }
}

function demandDistinct(cases: RuleCases['reports']): void {
  const seen = new Map<string, string>();
  for (const [name, given] of Object.entries(cases)) {
    const { repo, ...options } = caseOf(given);
    const others = [
      options.mounts?.map(({ url, tree }) => [url, tree.paths]),
      options.with?.map(({ id }) => id),
    ];
    const key = JSON.stringify([repo.files, options.options, options.config, others]);
    const twin = seen.get(key);
    if (twin !== undefined) throw new Error(`The cases '${twin}' and '${name}' are equal.`);
    seen.set(key, name);
  }
}

function demandAllMessages({ messages }: Rule, said: ReadonlySet<string>): void {
  for (const [id, template] of Object.entries(messages)) {
    const parts = template.split(/\{\w+\}/);
    const fits = [...said].some((text) => parts.every((part) => text.includes(part)));
    if (!fits) throw new Error(`No case produces the message '${id}'.`);
  }
}
