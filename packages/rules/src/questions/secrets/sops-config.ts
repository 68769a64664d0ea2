/**
 * The creation rules of `.sops.yaml`: which files are to be encrypted, and for whom.
 * Source: getsops/sops, config/config.go.
 *
 * @module
 */
import {
  directoryOf,
  type FileTree,
  goRegexp,
  itemsAt,
  joinPath,
  type Node,
  nodeAt,
  parseYaml,
  type RepoPath,
  ROOT,
  textAt,
} from '@fluxvet/core';

/** A `.sops.yaml` that counts for a file. */
export interface SopsConfig {
  readonly path: RepoPath;
  /** The first rule that matches the file, as written. */
  readonly rule: Node | undefined;
}

/** The configurations in the directories above a file, the nearest first; none where one cannot be read. */
export function sopsConfigsFor(tree: FileTree, file: RepoPath): readonly SopsConfig[] {
  const configs: SopsConfig[] = [];
  for (let at = directoryOf(file); ; at = directoryOf(at)) {
    const path = joinPath(at, '.sops.yaml');
    const config = tree.read(path);
    const root = config && parseYaml(config).documents.find((document) => document.root)?.root;
    const rules = root && nodeAt(root, 'creation_rules');
    if (rules?.kind === 'seq') {
      const inner = at === ROOT ? file : file.slice(at.length + 1);
      const rule = firstMatch(rules.items, [inner, file]);
      if (rule === 'unreadable') return [];
      configs.push({ path, rule });
    }
    if (at === ROOT) return configs;
  }
}

/** SOPS matched the path as it was typed; since 3.9 it matches the one below the configuration. Either will do. */
function firstMatch(rules: readonly Node[], paths: readonly string[]): Node | undefined | 'unreadable' {
  for (const rule of rules) {
    const pattern = textAt(rule, 'path_regex');
    if (pattern === undefined || pattern === '') {
      if (nodeAt(rule, 'path_regex') === undefined) return rule;
      continue;
    }
    const fits = goRegexp(pattern);
    if (typeof fits !== 'function') return 'unreadable';
    if (paths.some((path) => fits(path) || fits(`./${path}`) || fits(`/${path}`))) return rule;
  }
  return undefined;
}

/** For whom a rule encrypts, as far as it says so in the file. */
export function recipientsOf(rule: Node): ReadonlySet<string> {
  const groups = [rule, ...itemsAt(rule, 'key_groups')];
  return new Set(
    groups.flatMap((group) => [...partsOf(group, 'age'), ...partsOf(group, 'pgp')].map(recipientKey)),
  );
}

/** A recipient as it is compared: a key of ssh by its type and its text, without the comment behind them. */
export function recipientKey(text: string): string {
  const [type = '', key = ''] = text.trim().split(/\s+/);
  return /^ssh-/.test(type) ? `${type} ${key}` : text.replaceAll(/\s/g, '').toLowerCase();
}

function partsOf(group: Node, field: string): string[] {
  const items = itemsAt(group, field).flatMap((item) => textAt(item) ?? []);
  return [...items, ...(textAt(group, field) ?? '').split(',')].filter((part) => part.trim() !== '');
}
