/**
 * Rendered files → documents and hooks in the order of installation.
 * Source: pkg/release/v1/util of Helm 4.2.
 *
 * @module
 */

import { compareText, trimSpace } from '../../template/values/go-text.js';
import type { Node } from '../../yaml/nodes/node.js';
import type { HelmVersion } from '../charts/helm-version.js';
import { INSTALL_ORDER } from './install-order.data.js';
import { readHead } from './manifest-head.js';

/** A document of the manifest. */
export interface Manifest {
  /** The full name of the template. */
  readonly path: string;
  readonly kind: string;
  readonly name: string;
  readonly content: string;
  /** The offset of the content in the file's text. */
  readonly at: number;
  /** The document, with spans in the file's text; absent where it holds nothing. */
  readonly root: Node | undefined;
}

/** A document that is applied at some event instead. */
export interface Hook extends Manifest {
  readonly events: readonly string[];
  readonly weight: number;
  readonly deletePolicies: readonly string[];
  readonly outputLogPolicies: readonly string[];
}

export interface SortedManifests {
  readonly manifests: readonly Manifest[];
  readonly hooks: readonly Hook[];
}

/** Splits and sorts. Throws a `ChartFault` where a document cannot be read. */
export function sortManifests(texts: ReadonlyMap<string, string>, helm: HelmVersion): SortedManifests {
  const manifests: Manifest[] = [];
  const hooks: Hook[] = [];
  for (const path of [...texts.keys()].sort(compareText)) {
    const text = texts.get(path) ?? '';
    if (path.slice(path.lastIndexOf('/') + 1).startsWith('_') || trimSpace(text) === '') continue;
    for (const { content, at } of splitManifests(text, helm)) {
      const { kind, name, annotations, root } = readHead(content, at, path, helm);
      const manifest: Manifest = { path, kind, name, content, at, root };
      const hook = annotations.get('helm.sh/hook');
      if (hook === undefined) manifests.push(manifest);
      else {
        const made = asHook(manifest, hook, annotations);
        if (made) hooks.push(made);
      }
    }
  }
  const inOrder = <T extends Manifest>(items: readonly T[]): T[] =>
    [...items].sort((a, b) => compareKinds(a.kind, b.kind, helm));
  return { manifests: inOrder(manifests), hooks: inOrder(hooks) };
}

interface Piece {
  readonly content: string;
  readonly at: number;
}

/** The documents of a file; what is blank is left out. */
export function splitManifests(text: string, helm: HelmVersion): Piece[] {
  const lead = text.length - trimStart(text).length;
  const body = text.slice(lead);
  const pieces: Piece[] = [];
  const add = (from: number, to: number): void => {
    const raw = body.slice(from, to);
    if (trimSpace(raw) === '') return;
    const content = helm === '3' ? trimSpace(raw) : trimStart(raw);
    pieces.push({ content, at: lead + from + raw.length - trimStart(raw).length });
  };
  let from = 0;
  for (const { index, end } of separators(body, helm)) {
    add(from, index);
    from = end;
  }
  add(from, body.length);
  return pieces;
}

/** Where documents are parted. Older releases eat all white space around the dashes. */
function separators(text: string, helm: HelmVersion): { readonly index: number; readonly end: number }[] {
  const found: { index: number; end: number }[] = [];
  const dashes = /^---[ \t]*/gm;
  if (helm === '4.2.4') {
    for (const match of text.matchAll(dashes))
      found.push({ index: match.index, end: match.index + match[0].length });
    return found;
  }
  let from = 0;
  for (const match of text.matchAll(/^---/gm)) {
    if (match.index < from) continue;
    let index = match.index;
    while (index > from && WHITE.test(text.charAt(index - 1))) index--;
    // The end of the line before may have gone with the dashes before.
    if (match.index > 0 && !text.slice(index, match.index).includes('\n')) continue;
    let end = match.index + 3;
    while (end < text.length && WHITE.test(text.charAt(end))) end++;
    found.push({ index, end });
    from = end;
  }
  return found;
}

const WHITE = /[\t\n\f\r ]/;

function trimStart(text: string): string {
  return text.slice(text.length - `${text}x`.replace(LEADING, '').length + 1);
}

const LEADING = /^[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/;

const EVENTS: ReadonlyMap<string, string> = new Map(
  ['install', 'delete', 'upgrade', 'rollback']
    .flatMap((event) => [`pre-${event}`, `post-${event}`])
    .map((event) => [event, event] as const)
    .concat([
      ['test', 'test'],
      ['test-success', 'test'],
    ]),
);

function asHook(
  manifest: Manifest,
  events: string,
  annotations: ReadonlyMap<string, string>,
): Hook | undefined {
  const fired: string[] = [];
  for (const each of listed(events)) {
    const event = EVENTS.get(each);
    // A single event that Helm does not know makes the whole document vanish.
    if (event === undefined) return undefined;
    fired.push(event);
  }
  const weight = annotations.get('helm.sh/hook-weight') ?? '';
  const policies = (name: string): string[] => {
    const text = annotations.get(name);
    return text === undefined ? [] : listed(text);
  };
  return {
    ...manifest,
    events: fired,
    weight: /^[-+]?[0-9]+$/.test(weight) ? Number(weight) : 0,
    deletePolicies: policies('helm.sh/hook-delete-policy'),
    outputLogPolicies: policies('helm.sh/hook-output-log-policy'),
  };
}

function listed(text: string): string[] {
  return text.split(',').map((part) => trimSpace(part).toLowerCase());
}

// Helm 3 did not know where these belong.
const NEW_IN_4: ReadonlySet<string> = new Set([
  'MutatingWebhookConfiguration',
  'ValidatingWebhookConfiguration',
]);

function compareKinds(a: string, b: string, helm: HelmVersion): number {
  const rank = (kind: string): number =>
    helm === '3' && NEW_IN_4.has(kind) ? -1 : INSTALL_ORDER.indexOf(kind);
  const [x, y] = [rank(a), rank(b)];
  if (x < 0 && y < 0) return compareText(a, b);
  if (x < 0 || y < 0) return x < 0 ? 1 : -1;
  return x - y;
}

/** The whole manifest, as Helm stores it. */
export function manifestText(manifests: readonly Manifest[]): string {
  return manifests.map(({ path, content }) => `---\n# Source: ${path}\n${content}\n`).join('');
}
