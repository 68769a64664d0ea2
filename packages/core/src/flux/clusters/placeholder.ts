/**
 * What is to be filled in before anybody uses it: the files of templates and generators of projects.
 *
 * @module
 */
import type { RepoPath } from '../../source/repo-path.js';

/** Whether a path has a part that a template engine fills in. */
export function isTemplatePath(path: RepoPath): boolean {
  return BRACES.test(path);
}

const BRACES = /\{\{|\}\}|\{%|<%|__\w+__|\$\{/;

/** Whether a name stands for one that somebody has to choose. */
export function isPlaceholder(name: string): boolean {
  return BRACES.test(name) || /[<>]/.test(name) || WORDS.test(name);
}

const WORDS =
  /^((the-|my-|your-|new-|example-)?cluster[-_]?(name|id)|(your|example)[-_].*|place-?holder|change[-_]?me|replace[-_]?me|todo|x{3,}|[A-Z][A-Z0-9]*(_[A-Z0-9]+)+)$/;

/** Whether a text holds a variable that something outside of it puts in. */
export function holdsVariable(text: string | undefined): boolean {
  return text !== undefined && /\$\{?[A-Za-z_]|\{\{/.test(text);
}
