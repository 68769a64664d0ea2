/**
 * Suppressions: comments and annotations that say why a finding is no finding here.
 * The unit is an entry of YAML, not a line; what stands inside a scalar is text.
 *
 * @module
 */
import { annotationsOf, type KubernetesObject } from '../kubernetes/object.js';
import type { Diagnostic } from '../source/diagnostic.js';
import type { FileTree } from '../source/file-tree.js';
import type { SourceFile } from '../source/source-file.js';
import type { Span } from '../source/span.js';
import { commentsOf, entryBelow, type YamlComment } from '../yaml/comments.js';
import { nodeAt } from '../yaml/node-path.js';

/** The annotation that suppresses findings of an object. */
export const DISABLE_ANNOTATION = 'fluxvet.io/disable';

/** A suppression as it is written. */
export interface Directive {
  readonly rules: readonly string[];
  readonly reason: string;
  /** The comment or the annotation. */
  readonly span: Span;
  /** What it covers; an annotation covers its object. */
  readonly covers: Span;
  /** Set for an annotation. */
  readonly object?: KubernetesObject;
}

/** What a suppression is asked about. */
export interface Suppressible {
  readonly rule: string;
  readonly span: Span;
  readonly object: KubernetesObject | undefined;
}

/** The suppressions of a repository. */
export interface Suppressions {
  readonly directives: readonly Directive[];
  /** Directives that cannot be read. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads the suppressions in the files of a tree and on objects. */
export function readSuppressions(tree: FileTree, objects: Iterable<KubernetesObject>): Suppressions {
  const directives: Directive[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const path of tree.paths) {
    const file = /\.ya?ml$/.test(path) ? tree.read(path) : undefined;
    if (!file?.text.includes('fluxvet-disable')) continue;
    for (const comment of commentsOf(file)) readComment(file, comment, directives, diagnostics);
  }
  const seen = new Set<string>();
  for (const object of objects) {
    if (!annotationsOf(object.body).has(DISABLE_ANNOTATION)) continue;
    const node = nodeAt(object.body, 'metadata', 'annotations', DISABLE_ANNOTATION);
    if (node?.kind !== 'scalar') continue;
    const { span } = node.origin;
    const { rules, reason } = readText(node.value);
    directives.push({ rules, reason, span, covers: span, object });
    if (rules.length === 0 && !seen.has(keyOf(span))) diagnostics.push(withoutRules(span));
    seen.add(keyOf(span));
  }
  return { directives, diagnostics };
}

function readComment(
  file: SourceFile,
  { text, span, ownLine }: YamlComment,
  directives: Directive[],
  diagnostics: Diagnostic[],
): void {
  const [, scope, rest = ''] = /^fluxvet-disable(-file|-line)?(?=\s|$)(.*)$/s.exec(text) ?? [];
  if (!/^fluxvet-disable(-file|-line)?(\s|$)/.test(text)) {
    if (!text.startsWith('fluxvet-')) return;
    const message = `'${text.split(/\s/)[0]}' is no directive: there are fluxvet-disable, -disable-line and -disable-file.`;
    diagnostics.push({ code: 'suppress/unknown-directive', severity: 'error', message, span });
    return;
  }
  const { rules, reason } = readText(rest);
  if (rules.length === 0) diagnostics.push(withoutRules(span));
  const covers = coveredBy(file, scope, span, ownLine);
  directives.push({ rules, reason, span, covers });
}

function withoutRules(span: Span): Diagnostic {
  const message = 'A suppression must name the rules that it is about.';
  return { code: 'suppress/no-rules', severity: 'error', message, span };
}

function coveredBy(file: SourceFile, scope: string | undefined, span: Span, ownLine: boolean): Span {
  if (scope === '-file') return { file: file.path, start: 0, end: file.text.length };
  if (scope !== '-line' && ownLine) return entryBelow(file, span) ?? span;
  const start = file.text.lastIndexOf('\n', span.start - 1) + 1;
  return { file: file.path, start, end: span.end };
}

function readText(text: string): { rules: string[]; reason: string } {
  const at = text.search(/(^|\s)--(\s|$)/);
  const ids = at < 0 ? text : text.slice(0, at);
  const reason =
    at < 0
      ? ''
      : text
          .slice(at)
          .replace(/^\s*--\s*/, '')
          .trim();
  return { rules: ids.split(/[\s,]+/).filter(Boolean), reason };
}

/** The suppression that covers a finding, if there is one. */
export function suppressionOf(
  finding: Suppressible,
  directives: readonly Directive[],
): Directive | undefined {
  return directives.find(({ rules, covers, object }) => {
    if (!rules.includes(finding.rule)) return false;
    if (object) return object === finding.object || object.body === finding.object?.body;
    const { file, start } = finding.span;
    return covers.file === file && covers.start <= start && start < Math.max(covers.end, covers.start + 1);
  });
}

/** What is to be said of the suppressions themselves. */
export function judgeDirectives(
  directives: readonly Directive[],
  used: ReadonlySet<string>,
  options: { readonly known: ReadonlySet<string>; readonly requireReason: boolean },
): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  const told = new Set<string>();
  for (const { rules, reason, span } of directives) {
    if (told.has(keyOf(span))) continue;
    told.add(keyOf(span));
    for (const rule of rules) {
      if (!options.known.has(rule)) {
        const message = `The suppression names '${rule}', which is no rule.`;
        diagnostics.push({ code: 'suppress/unknown-rule', severity: 'error', message, span });
      } else if (!used.has(`${keyOf(span)} ${rule}`)) {
        const message = `The suppression of '${rule}' suppresses nothing.`;
        diagnostics.push({ code: 'suppress/unused', severity: 'warning', message, span });
      }
    }
    if (reason === '' && rules.length > 0) {
      const message = 'The suppression gives no reason: write it after two hyphens.';
      const severity = options.requireReason ? 'error' : 'warning';
      diagnostics.push({ code: 'suppress/no-reason', severity, message, span });
    }
  }
  return diagnostics;
}

/** A text that is equal for the same directive. */
export function keyOf({ file, start, end }: Span): string {
  return `${file}:${start}:${end}`;
}
