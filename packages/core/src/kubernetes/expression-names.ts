/**
 * The names that an expression in CEL asks its surroundings for.
 * Source: the language definition of CEL.
 *
 * @module
 */

// Raw strings, comments, strings, names, blanks, anything else.
const TOKEN =
  /[rRbB]{0,2}(?:"""[\s\S]*?"""|'''[\s\S]*?'''|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')|\/\/[^\n]*|[A-Za-z_]\w*|\s+|[\s\S]/g;
const LONGEST = 20_000;

/** Words of the language, and the names of its types. */
const WORDS = new Set(
  'true false null in int uint double bool string bytes list map null_type type dyn optional cel math sets'.split(
    ' ',
  ),
);
const LOOPS = new Set([
  'all',
  'exists',
  'exists_one',
  'existsOne',
  'map',
  'filter',
  'transformList',
  'transformMap',
  'bind',
]);

/** Every such name once; those that the expression binds itself are left out. */
export function expressionNames(expression: string): readonly string[] {
  if (expression.length > LONGEST) return [];
  const tokens = (expression.match(TOKEN) ?? []).filter((token) => !/^(\s|\/\/)/.test(token));
  const bound = new Set<string>();
  for (const [at, token] of tokens.entries()) {
    if (!LOOPS.has(token) || tokens[at + 1] !== '(' || tokens[at - 1] !== '.') continue;
    // Some loops bind two names: an index or a key, and a value.
    for (const next of [at + 2, at + 4]) {
      if (tokens[next + 1] === ',' || next === at + 2) bound.add(tokens[next] ?? '');
    }
  }
  const names = tokens.filter(
    (token, at) =>
      /^[A-Za-z_]\w*$/.test(token) &&
      !WORDS.has(token) &&
      !bound.has(token) &&
      tokens[at + 1] !== '(' &&
      tokens[at - 1] !== '.' &&
      !(tokens[at - 1] === '?' && tokens[at - 2] === '.'),
  );
  return [...new Set(names)];
}
