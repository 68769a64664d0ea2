/**
 * YAML text → documents of nodes with origin, and diagnostics; never throws.
 * Only this folder knows the npm packages `js-yaml` and `yaml`: behind these functions another parser can take their place.
 *
 * @module
 */

import { limits, show } from '../../source/bounds/limits.js';
import type { Diagnostic } from '../../source/diagnostic.js';
import { LIMIT_CODE, within } from '../../source/fault-boundary.js';
import { sharedWork } from '../../source/shared-time.js';
import type { SourceFile } from '../../source/source-file.js';
import { relocationTo } from '../nodes/relocate.js';
import type { Place } from '../nodes/scalar-places.js';
import type { ParsedYaml } from './parsed-yaml.js';
import { readDocuments } from './read-documents.js';
import { readEvents } from './read-events.js';

/** Reads the documents of a file; remembered for the file, so that its nodes are shared. */
export function parseYaml(file: SourceFile): ParsedYaml {
  let parsed = remembered.get(file);
  if (!parsed) {
    const twin = twinOf(file);
    parsed = sharedWork(() =>
      within(
        { what: `the file '${file.path}'`, span: { file: file.path, start: 0, end: 0 } },
        () => (twin ? relocated(twin, file) : parseFile(file)),
        (diagnostic): ParsedYaml => ({ documents: [], diagnostics: [diagnostic] }),
      ),
    );
    remembered.set(file, parsed);
  }
  return parsed;
}

const remembered = new WeakMap<SourceFile, ParsedYaml>();

/**
 * What was read from another file with the same text. Clusters carry the same large file with Flux's components each,
 * and to copy what was read takes a tenth of the time of reading it.
 */
function twinOf(file: SourceFile): ParsedYaml | undefined {
  if (file.text.length < WORTH_COPYING || file.bytes) return undefined;
  const other = byLength.get(file.text.length)?.deref();
  const parsed = other?.text === file.text ? remembered.get(other) : undefined;
  if (parsed?.diagnostics.length === 0) return parsed;
  byLength.set(file.text.length, new WeakRef(file));
  return undefined;
}

// The length stands for the text: a map of texts would keep them all.
const byLength = new Map<number, WeakRef<SourceFile>>();
const WORTH_COPYING = 4096;

function relocated({ documents }: ParsedYaml, file: SourceFile): ParsedYaml {
  const to = relocationTo(file.path);
  return {
    documents: documents.map(({ root, oddKeys, broken }) => ({
      root: root && to.node(root),
      oddKeys: oddKeys.map(to.span),
      broken,
    })),
    diagnostics: [],
  };
}

function parseFile(file: SourceFile): ParsedYaml {
  const place: Place = (start, end) => ({ file: file.path, start, end });
  if (!file.bytes) return parseDocuments(file.text, place);
  if (file.encoding === 'utf-16') return firstOnly(parseDocuments(file.text, place));
  const message =
    file.encoding === 'git-crypt'
      ? `${file.path} is encrypted by git-crypt, which Flux cannot decrypt: encrypt it with SOPS, or unlock the repository where this is only the checkout.`
      : `${file.path} is neither UTF-8 nor UTF-16 text.`;
  return {
    documents: [],
    diagnostics: [{ code: 'yaml/binary-file', severity: 'error', message, span: place(0, 0) }],
  };
}

/** kustomize looks for the lines between documents before it decodes: in UTF-16 it finds none, and reads the first document. */
function firstOnly({ documents, diagnostics }: ParsedYaml): ParsedYaml {
  return { documents: documents.slice(0, 1), diagnostics };
}

/** Reads documents from a text that may stand inside another one; `place` tells where its characters are. */
export function parseDocuments(text: string, place: Place): ParsedYaml {
  const end = endOfDocuments(text);
  if (end === undefined) return parseWhole(text, place);
  const { documents, diagnostics } = parseWhole(text.slice(0, end), place);
  const message = `The text has more than ${show(limits().documents)} documents, and those that follow are not read.`;
  const beyond: Diagnostic = { code: LIMIT_CODE, severity: 'error', message, span: place(end, end + 3) };
  return { documents, diagnostics: [...diagnostics, beyond] };
}

function parseWhole(text: string, place: Place): ParsedYaml {
  const read = readEvents(text, place);
  if (!read) return readDocuments(text, place);
  return {
    documents: read.map(({ root, oddKeys }) => ({ root, oddKeys, broken: false })),
    diagnostics: [],
  };
}

/** Where the documents begin that are beyond the limit, if some are. */
function endOfDocuments(text: string): number | undefined {
  let left = limits().documents;
  for (let at = text.indexOf('\n---'); at >= 0; at = text.indexOf('\n---', at + 1)) {
    if (--left < 0) return at + 1;
  }
  return undefined;
}
