/**
 * Reads suppressions: comments and annotations that say why a finding is no finding here.
 * The unit is an entry of YAML, not a line; what stands inside a scalar is text.
 *
 * @module
 */
import type { FluxModel } from '../../flux/model.js';
import { isMounted } from '../../flux/sources/mounts.js';
import { annotationsOf } from '../../kubernetes/object.js';
import { closest } from '../../source/closest.js';
import type { Diagnostic } from '../../source/diagnostic.js';
import { within } from '../../source/fault-boundary.js';
import type { SourceFile } from '../../source/source-file.js';
import type { Span } from '../../source/span.js';
import type { MapNode, ScalarNode } from '../../yaml/nodes/node.js';
import { nodeAt } from '../../yaml/nodes/node-path.js';
import { commentsOf, entryBelow, type YamlComment } from '../../yaml/read/comments.js';
import { parseYaml } from '../../yaml/read/parse-yaml.js';
import { type Directive, keyOf } from './suppress.js';

/** The annotation that suppresses findings of an object. */
export const DISABLE_ANNOTATION = 'fluxvet.io/disable';

/** The suppressions of a repository. */
export interface Suppressions {
  readonly directives: readonly Directive[];
  /** Directives that cannot be read. */
  readonly diagnostics: readonly Diagnostic[];
  /** Files in which fluxvet itself failed. */
  readonly faults: readonly Diagnostic[];
}

/** Reads the suppressions in the files of a repository and on the objects of its clusters. */
export function readSuppressions({ tree, clusters }: Pick<FluxModel, 'tree' | 'clusters'>): Suppressions {
  const read: Suppressed[] = [];
  const faults: Diagnostic[] = [];
  for (const { objects } of clusters) {
    for (const object of objects) {
      const annotation = annotationOf(object.body);
      if (annotation)
        read.push(readAnnotation(annotation, { covers: annotation.origin.span, about: object }));
    }
  }
  for (const path of tree.paths) {
    const file = /(\.ya?ml|(^|\/)Kustomization)$/.test(path) ? tree.read(path) : undefined;
    if (!file?.text.includes('fluxvet')) continue;
    within(
      { what: `the suppressions in '${path}'`, span: { file: path, start: 0, end: 0 } },
      () => {
        for (const comment of commentsOf(file)) read.push(readComment(file, comment));
        if (!file.text.includes(DISABLE_ANNOTATION)) return;
        for (const annotation of writtenAnnotations(file)) read.push(annotation);
      },
      (fault) => void faults.push(fault),
    );
  }
  const diagnostics = new Map(
    read.flatMap(({ diagnostic }) => (diagnostic ? [[keyOf(diagnostic.span), diagnostic]] : [])),
  );
  return {
    directives: read.flatMap(({ directive }) => (directive ? [directive] : [])),
    diagnostics: [...diagnostics.values()].filter(({ span }) => !isMounted(span.file)),
    faults,
  };
}

/** What came of reading one suppression. */
interface Suppressed {
  readonly directive?: Directive;
  readonly diagnostic?: Diagnostic;
}

function readComment(file: SourceFile, { text, span, ownLine }: YamlComment): Suppressed {
  const [whole, scope, rest = ''] = /^fluxvet-disable(-file|-line)?(?=\s|$)(.*)$/s.exec(text) ?? [];
  if (whole === undefined) return isMeantAsDirective(text) ? { diagnostic: noDirective(text, span) } : {};
  const { rules, reason } = readText(rest);
  const covers = coveredBy(file, scope, span, ownLine);
  const directive: Directive = { rules, reason, span, covers, about: 'all' };
  return rules.length === 0 ? { directive, diagnostic: withoutRules(span) } : { directive };
}

const DIRECTIVES = ['fluxvet-disable', 'fluxvet-disable-line', 'fluxvet-disable-file'];

// What other linters call it, glued to our name or followed by something that looks like the id of a rule.
// A comment may well begin with the name of a file or talk of fluxvet.
const GLUED = /^fluxvet[-_:/.]+(disable|enable|ignore|suppress|skip|allow|off\b|no-?lint)/i;
const SPACED = /^fluxvet:?\s+(disable|ignore|suppress|skip)\S*\s+[a-z]+(-[a-z]+)+/i;

function isMeantAsDirective(text: string): boolean {
  const [word = ''] = text.split(/[\s:]/);
  const isNear = word.startsWith('fluxvet-') && closest(word, DIRECTIVES) !== undefined;
  return isNear || GLUED.test(text) || SPACED.test(text);
}

function noDirective(text: string, span: Span): Diagnostic {
  const written = SPACED.test(text) ? text.split(/\s+/).slice(0, 2).join(' ') : text.split(/\s/)[0];
  const message = `'${written}' is no directive: there are fluxvet-disable, fluxvet-disable-line and fluxvet-disable-file.`;
  return { code: 'suppress/unknown-directive', severity: 'error', message, span };
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

/** The annotations as they are written, for what no cluster gets and for what is found in the files themselves. */
function writtenAnnotations(file: SourceFile): Suppressed[] {
  return parseYaml(file).documents.flatMap(({ root }) => {
    const items = nodeAt(root, 'items');
    const bodies = [root, ...(items?.kind === 'seq' ? items.items : [])];
    return bodies.flatMap((body): Suppressed[] => {
      const annotation = body?.kind === 'map' ? annotationOf(body) : undefined;
      if (!body || !annotation) return [];
      return [readAnnotation(annotation, { covers: body.origin.span, about: 'file' })];
    });
  });
}

function annotationOf(body: MapNode): ScalarNode | undefined {
  if (!annotationsOf(body).has(DISABLE_ANNOTATION)) return undefined;
  const node = nodeAt(body, 'metadata', 'annotations', DISABLE_ANNOTATION);
  return node?.kind === 'scalar' ? node : undefined;
}

function readAnnotation(
  { value, origin: { span } }: ScalarNode,
  scope: Pick<Directive, 'covers' | 'about'>,
): Suppressed {
  const { rules, reason } = readText(value);
  const directive: Directive = { rules, reason, span, ...scope };
  return rules.length === 0 ? { directive, diagnostic: withoutRules(span) } : { directive };
}

function readText(text: string): { rules: string[]; reason: string } {
  const at = text.search(/(^|\s)--(\s|$)/);
  const ids = at < 0 ? text : text.slice(0, at);
  const reason = at < 0 ? '' : text.slice(at).replace(/^\s*--\s*/, '');
  const rules = ids.split(/[\s,]+/, MOST_RULES).filter(Boolean);
  return { rules: [...new Set(rules)], reason: reason.trim() };
}

// There are not so many rules; what stands behind them is nothing that could be suppressed.
const MOST_RULES = 1_000;
