/**
 * Whether a text is a program: there `${name}` is most often a variable of the program, and none of Flux.
 *
 * @module
 */
import type { Path } from '@fluxvet/core';

const SCRIPT_KEY = /\.(sh|bash|zsh|ksh|py|pl|rb|js|lua|awk)$/;
const SHELL_LINE =
  /^[ \t]*(?:set -[a-z]|if \[|elif \[|for \w+ in |while |case |export \w+=|fi$|done$|esac$)/m;
const TEMPLATE_OPTION = /^-[a-z]*c$/;

/** Whether a value under a path is a program, by its first line, its name, or what its lines begin with. */
export function isScript(path: Path, text: string): boolean {
  if (text.startsWith('#!') || SHELL_LINE.test(text)) return true;
  const key = path.findLast((step) => typeof step === 'string') ?? '';
  if (SCRIPT_KEY.test(key)) return true;
  // What follows `sh -c` is a program of one line.
  const isArgument = (key === 'args' || key === 'command') && !TEMPLATE_OPTION.test(text);
  return key === 'script' || (isArgument && /[;|&]|\$\(|\s/.test(text));
}

const KEYWORDS: ReadonlySet<string> = new Set(['for', 'read', 'local', 'export', 'declare', 'readonly']);

/** The names to which a program gives values. */
export function assignedNames(text: string): ReadonlySet<string> {
  const names = new Set<string>();
  let before = '';
  for (const { 0: word, 1: name = '', 2: sign, index } of text.matchAll(/([A-Za-z_]\w*)(=?)/g)) {
    const isUse = text[index - 1] === '{' || text[index - 1] === '$';
    const isComparison = text[index + word.length] === '=';
    if (!isUse && ((sign === '=' && !isComparison) || KEYWORDS.has(before))) names.add(name);
    before = name;
  }
  return names;
}
