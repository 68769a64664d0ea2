/**
 * What every step of one build has at hand: the files, and a place for what it notices.
 *
 * @module
 */
import type { Diagnostic, Gap, Severity } from '../../source/diagnostic.js';
import { faultOf, isInternal } from '../../source/fault-boundary.js';
import type { FileTree } from '../../source/file-tree.js';
import type { RepoPath } from '../../source/repo-path.js';
import type { Span } from '../../source/span.js';
import { Elsewhere, Fault, NotFound } from '../objects/fault.js';
import type { Remotes } from './remote-address.js';

/** Which files a kustomization may read. */
export type LoadRestriction =
  /** Anything in the tree, as Flux does. */
  | 'tree'
  /** Only files at or below the kustomization's directory; kustomize's own default. */
  | 'directory';

/** An entry of a kustomization that kustomize accepts without a word although it does nothing. */
export interface Ineffective {
  readonly field: 'patches' | 'images' | 'replicas' | 'replacements';
  /** The entry, or the part of it that matches nothing. */
  readonly span: Span;
  /** What the entry was looking for, in its own words. */
  readonly wanted: string;
}

/** What was noticed while a directory was built. */
export interface Notes {
  readonly diagnostics: Diagnostic[];
  readonly gaps: Gap[];
  readonly ineffective: Ineffective[];
  readonly inputs: Set<RepoPath>;
  /** What is fetched from elsewhere, whether it is there or not. */
  readonly remotes: Gap[];
  /** Whether something is left out, so that what is not found may still be there. */
  incomplete: boolean;
}

export interface BuildContext {
  readonly tree: FileTree;
  readonly restriction: LoadRestriction;
  readonly notes: Notes;
  /** The content of addresses; none is there where it is absent. */
  readonly remotes?: Remotes | undefined;
  /** The addresses of other repositories that led here. */
  readonly way?: readonly string[];
}

export function emptyNotes(): Notes {
  return { diagnostics: [], gaps: [], ineffective: [], inputs: new Set(), remotes: [], incomplete: false };
}

/** Adds what was noticed in a base; a base that comes in by two ways is told once. */
export function addNotes(into: Notes, from: Notes): void {
  addNew(into.diagnostics, from.diagnostics);
  addNew(into.gaps, from.gaps);
  addNew(into.ineffective, from.ineffective);
  addNew(into.remotes, from.remotes);
  for (const input of from.inputs) into.inputs.add(input);
  into.incomplete ||= from.incomplete;
}

function addNew<T>(into: T[], from: readonly T[]): void {
  if (from.length === 0) return;
  const known = new Set(into);
  for (const each of from) if (!known.has(each)) into.push(each);
}

export function report(
  context: BuildContext,
  code: string,
  message: string,
  span: Span,
  severity: Severity = 'error',
): void {
  context.notes.diagnostics.push({ code: `kustomize/${code}`, severity, message, span });
}

/** Tells what would do nothing; where something is left out, nobody can know that. */
export function noteIneffective(context: BuildContext, entry: Ineffective): void {
  if (!context.notes.incomplete) context.notes.ineffective.push(entry);
}

export function noteGap(context: BuildContext, code: string, message: string, span: Span): void {
  context.notes.incomplete = true;
  context.notes.gaps.push({ code: `kustomize/${code}`, message, span });
}

/** Notes that a build fetches something. */
export function noteRemote(context: BuildContext, code: string, address: string, span: Span): void {
  const message = `'${address}' is fetched from elsewhere.`;
  context.notes.remotes.push({ code: `kustomize/${code}`, message, span, address });
}

/** Runs a step; what it cannot do is told at the place that asked for it, and the build goes on. */
export function attempt<T>(context: BuildContext, asked: Span, step: () => T): T | undefined {
  try {
    return step();
  } catch (error) {
    const { notes } = context;
    if (!(error instanceof Fault)) {
      noteInternal(notes, faultOf(error, { what: 'the build', span: asked }));
      return undefined;
    }
    const span = error.span ?? asked;
    if (error instanceof Elsewhere) notes.gaps.push({ code: error.code, message: error.message, span });
    // Once something is left out, what is then not found is no news.
    else if (!(error instanceof NotFound && notes.incomplete)) {
      const related = span === asked ? [] : [{ span: asked, message: 'Asked for here' }];
      notes.diagnostics.push({ code: error.code, severity: 'error', message: error.message, span, related });
    }
    notes.incomplete = true;
    return undefined;
  }
}

/** A fault of fluxvet or a limit that was reached: told once for a build, which may meet it at every step from there on. */
export function noteInternal(notes: Notes, diagnostic: Diagnostic): void {
  const { code, message, span } = diagnostic;
  notes.incomplete = true;
  if (notes.gaps.some((each) => isInternal(each) && each.message === message)) return;
  notes.gaps.push({ code, message, span });
}
