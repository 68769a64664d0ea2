/**
 * Which environment a name or a path speaks of: `production-eu`, `clusters/stg/01`.
 *
 * @module
 */
import { own } from '../../source/text/own.js';

/** The environments that names are read as. */
export type Environment = 'production' | 'staging' | 'test' | 'development';

const WORDS: Readonly<Record<string, Environment>> = {
  production: 'production',
  prod: 'production',
  prd: 'production',
  live: 'production',
  staging: 'staging',
  stage: 'staging',
  stg: 'staging',
  acceptance: 'staging',
  acc: 'staging',
  test: 'test',
  tst: 'test',
  testing: 'test',
  uat: 'test',
  qa: 'test',
  dev: 'development',
  development: 'development',
  sandbox: 'development',
};

/** The environment that a name or path speaks of as a whole word; `undefined` where none or several are meant. */
export function environmentOf(name: string): Environment | undefined {
  const found = new Set(wordsOf(name).flatMap((word) => (isWord(word) ? (own(WORDS, word) ?? []) : [])));
  return found.size === 1 ? [...found][0] : undefined;
}

/** The name without the words that speak of an environment, to tell which clusters are of one family. */
export function withoutEnvironment(name: string): string {
  return wordsOf(name)
    .filter((word) => !isWord(word))
    .join('-');
}

/** Whether a single word is the name of an environment. */
export function isEnvironmentWord(word: string): boolean {
  return isWord(word.toLowerCase());
}

/** Every object has a `constructor`, which is no environment. */
function isWord(word: string): boolean {
  return Object.hasOwn(WORDS, word);
}

function wordsOf(name: string): string[] {
  return name.toLowerCase().split(/[-_/.]+/);
}
