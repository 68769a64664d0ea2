/**
 * Reads patches: in place or from a file, as objects or as the operations of a JSON patch.
 * Source: the PatchTransformer and PatchJson6902Transformer of kustomize.
 *
 * @module
 */
import type { RepoPath } from '../../source/repo-path.js';
import type { Span } from '../../source/span.js';
import type { MapNode, Node, Step } from '../../yaml/nodes/node.js';
import { entryOf } from '../../yaml/nodes/node-path.js';
import { parseYaml } from '../../yaml/read/parse-yaml.js';
import type { ParsedYaml } from '../../yaml/read/parsed-yaml.js';
import type { BuildContext } from '../load/context.js';
import type { Patch } from '../load/kustomization-schemas.js';
import { loadFile } from '../load/load.js';
import type { Entry } from '../load/read-fields.js';
import { objectsQuietly, parseEmbedded } from '../load/read-resources.js';
import { Fault } from '../objects/fault.js';
import { type JsonPatchOperation, readJsonPatch } from './json-patch.js';

/** What a patch holds: strategic merge patches or the operations of a JSON patch. */
export interface PatchContent extends PatchText {
  readonly objects?: readonly MapNode[];
}

/** Reads an entry of `patches:`. */
export function readPatch(entry: Entry<Patch>, directory: RepoPath, context: BuildContext): PatchContent {
  const content = patchText({ ...entry, value: trimmed(entry.value) }, directory, context);
  const objects = objectsQuietly(context, content.parsed);
  return objects ? { ...content, objects } : content;
}

/** Blanks around a patch in place do not count. */
function trimmed(value: Patch): Patch {
  return value.patch ? { ...value, patch: value.patch.trim() } : value;
}

/** A patch as it is written. */
export interface PatchText {
  readonly text: string;
  readonly parsed: ParsedYaml;
}

/** A patch in place or in a file. */
export function patchText(entry: Entry<Patch>, directory: RepoPath, context: BuildContext): PatchText {
  const { path, patch } = entry.value;
  const inline = entryOf(entry.node, 'patch')?.value;
  if (patch?.trim() && path) throw new Fault('bad-patch', 'A patch has either path or patch, not both.');
  if (patch?.trim() && inline?.kind === 'scalar')
    return { text: patch, parsed: parseEmbedded(context, inline) };
  if (!path) throw new Fault('bad-patch', 'A patch needs path or patch.');
  const span = entryOf(entry.node, 'path')?.value.origin.span ?? entry.node.origin.span;
  const file = loadFile(context, directory, path, span);
  return { text: file.text, parsed: parseYaml(file) };
}

/** The operations of a JSON patch. */
export function readOperations(
  { text, parsed }: PatchText,
  entry: Entry<Patch>,
  step: Step,
): JsonPatchOperation[] {
  // A key that stands twice is no fault here: the last one counts.
  const [broken] = parsed.diagnostics.filter(({ code }) => code !== 'yaml/duplicate-key');
  if (broken) throw new Fault('bad-patch', `The patch cannot be read: ${broken.message}`, broken.span);
  const root = parsed.documents[0]?.root;
  if (root?.kind !== 'seq') {
    throw new Fault(
      'bad-patch',
      'The patch is neither a strategic merge patch nor a JSON patch.',
      firstSpan(root, entry),
    );
  }
  // What begins as JSON does is read as JSON, where names need quotes and no comma stands at the end.
  if (text.startsWith('[') && !isJson(text)) {
    throw new Fault('bad-patch', 'The patch begins as JSON does, but is no JSON.', root.origin.span);
  }
  return readJsonPatch(root, step);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function firstSpan(root: Node | undefined, entry: Entry<Patch>): Span {
  return (root ?? entryOf(entry.node, 'path')?.value ?? entry.node).origin.span;
}
