/**
 * What Flux makes of the kustomization at a path: it does not wrap the file that it finds, it edits it;
 * and where there is none, it makes one of all manifests below the path.
 * The fields of the Flux object are laid in as they stand there, so that what they cause points into it.
 * Source: fluxcd/pkg/kustomize/kustomize_generator.go.
 *
 * @module
 */
import { emptyNotes } from '../../kustomize/load/context.js';
import { FIELDS } from '../../kustomize/load/kustomization-fields.data.js';
import {
  findKustomizationFiles,
  hasKustomizationFile,
  severalFiles,
} from '../../kustomize/load/kustomization-file.js';
import { unknownField } from '../../kustomize/load/read-fields.js';
import { objectsInFile } from '../../kustomize/load/read-resources.js';
import type { Diagnostic } from '../../source/diagnostic.js';
import { type FileTree, listDirectory } from '../../source/file-tree.js';
import { baseName, joinPath, type RepoPath, relativePath, resolvePath } from '../../source/repo-path.js';
import { isNull, type MapNode, type Node, type Origin, type SeqNode, scalar } from '../../yaml/nodes/node.js';
import { entryOf, itemsAt, nodeAt, setEntry, textAt } from '../../yaml/nodes/node-path.js';
import { parseYaml } from '../../yaml/read/parse-yaml.js';
import { printYaml } from '../../yaml/write/print.js';

/** The kustomization that Flux builds at a path. */
export interface Overlay {
  /** The edited file, or the made one. */
  readonly node: MapNode | undefined;
  /** The file that was found, or the place where Flux writes the one that it makes. */
  readonly file: RepoPath;
  readonly generated: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

/** Finds or makes the kustomization at a path, and edits it as the Flux object asks. */
export function overlayKustomization(tree: FileTree, directory: RepoPath, flux: MapNode): Overlay {
  const found = findOrGenerate(tree, directory, flux);
  if (!found.node) return found;
  const diagnostics: Diagnostic[] = [...found.diagnostics];
  const node = edit(found.node, { tree, directory, flux, diagnostics, generated: found.generated });
  return { ...found, node, diagnostics };
}

function findOrGenerate(tree: FileTree, directory: RepoPath, flux: MapNode): Overlay {
  const [file, second] = findKustomizationFiles(tree, directory);
  if (!file) return generate(tree, directory, (nodeAt(flux, 'spec', 'path') ?? flux).origin);
  const failed = (diagnostics: readonly Diagnostic[]): Overlay => {
    return { node: undefined, file: file.path, generated: false, diagnostics };
  };
  // Flux edits the first one; kustomize, which is called then, finds both.
  if (second) return failed([severalFiles(directory, file, second)]);
  const parsed = parseYaml(file);
  const root = parsed.documents[0]?.root;
  const diagnostics = parsed.diagnostics.filter(({ code }) => code !== 'yaml/duplicate-key');
  if (root && root.kind !== 'map') {
    const message = 'A kustomization file must be a mapping.';
    const { span } = root.origin;
    return failed([
      ...diagnostics,
      { code: 'kustomize/bad-kustomization', severity: 'error', message, span },
    ]);
  }
  if (!root && diagnostics.length > 0) return failed(diagnostics);
  const empty: MapNode = {
    kind: 'map',
    entries: [],
    origin: { span: { file: file.path, start: 0, end: 0 } },
  };
  return { node: root ?? empty, file: file.path, generated: false, diagnostics };
}

/** Lists every manifest below a directory; one file that is none ends the build. */
function generate(tree: FileTree, directory: RepoPath, asked: Origin): Overlay {
  const diagnostics: Diagnostic[] = [];
  const origin: Origin = { span: asked.span, step: { kind: 'generated', what: 'spec.path', by: asked.span } };
  const resources = scan(tree, directory, diagnostics).map((path) =>
    scalar(`./${relativePath(directory, path)}`, origin),
  );
  const list: SeqNode = { kind: 'seq', items: resources, origin };
  const entries =
    resources.length > 0
      ? [{ key: scalar('resources', origin), value: list }]
      : [{ key: scalar('namespace', origin), value: scalar('_placeholder', origin) }];
  const node = withTypeMeta({ kind: 'map', entries, origin });
  return { node, file: joinPath(directory, 'kustomization.yaml'), generated: true, diagnostics };
}

/** In the order of a walk: entry by entry, a directory with a kustomization as a whole. */
function scan(tree: FileTree, directory: RepoPath, diagnostics: Diagnostic[]): RepoPath[] {
  const { files, directories } = listDirectory(tree, directory);
  const isDirectory = new Set(directories);
  const entries = [...files, ...directories].sort((a, b) => (baseName(a) < baseName(b) ? -1 : 1));
  return entries.flatMap((path) => {
    if (isDirectory.has(path)) {
      return hasKustomizationFile(tree, path) ? [path] : scan(tree, path, diagnostics);
    }
    if (!/\.ya?ml$/.test(path)) return [];
    return isManifest(tree, path, diagnostics) ? [path] : [];
  });
}

function isManifest(tree: FileTree, path: RepoPath, diagnostics: Diagnostic[]): boolean {
  const file = tree.read(path);
  if (!file) return false;
  const notes = emptyNotes();
  objectsInFile({ tree, restriction: 'tree', notes }, file);
  diagnostics.push(...notes.diagnostics.map(inGeneratedPath));
  return notes.diagnostics.length === 0;
}

function inGeneratedPath(diagnostic: Diagnostic): Diagnostic {
  if (diagnostic.code !== 'kustomize/not-an-object') return diagnostic;
  return { ...diagnostic, code: 'flux/not-a-manifest' };
}

interface Edit {
  readonly tree: FileTree;
  readonly directory: RepoPath;
  readonly flux: MapNode;
  readonly diagnostics: Diagnostic[];
  readonly generated: boolean;
}

function edit(found: MapNode, on: Edit): MapNode {
  const spec = nodeAt(on.flux, 'spec');
  let node = withTypeMeta(knownFields(found, on.diagnostics));
  if (!on.generated && itemsAt(node, 'resources').length === 0) {
    // Otherwise kustomize would refuse a file that has nothing but what Flux adds.
    const { origin } = on.flux;
    node = set(node, 'buildMetadata', { kind: 'seq', items: [scalar('originAnnotations', origin)], origin });
  }
  for (const [field, name] of [
    ['targetNamespace', 'namespace'],
    ['namePrefix', 'namePrefix'],
    ['nameSuffix', 'nameSuffix'],
  ] as const) {
    const value = nodeAt(spec, field);
    if (value && !isNull(value)) node = set(node, name, value);
  }
  node = append(node, 'patches', itemsAt(spec, 'patches').map(patchEntry));
  node = append(node, 'components', components(spec, on));
  node = append(node, 'patchesStrategicMerge', itemsAt(spec, 'patchesStrategicMerge').map(asText));
  node = append(node, 'patchesJson6902', itemsAt(spec, 'patchesJson6902').map(jsonPatchEntry));
  node = mergeImages(node, itemsAt(spec, 'images'));
  const buildMetadata = nodeAt(spec, 'buildMetadata');
  return itemsAt(spec, 'buildMetadata').length > 0 && buildMetadata
    ? set(node, 'buildMetadata', buildMetadata)
    : node;
}

/** Flux reads the file without complaint of what it does not know, and writes it again without that. */
function knownFields(found: MapNode, diagnostics: Diagnostic[]): MapNode {
  const known = new Map([...FIELDS].map((name) => [name.toLowerCase(), name]));
  const entries = found.entries.filter(({ key }) => {
    if (known.has(key.value.toLowerCase())) return true;
    diagnostics.push(unknownField(key, 'lenient'));
    return false;
  });
  return { ...found, entries };
}

function withTypeMeta(node: MapNode): MapNode {
  let result = node;
  for (const [name, value] of [
    ['apiVersion', 'kustomize.config.k8s.io/v1beta1'],
    ['kind', 'Kustomization'],
  ] as const) {
    if (!textAt(result, name)) result = set(result, name, scalar(value, node.origin));
  }
  return result;
}

function set(node: MapNode, name: string, value: Node): MapNode {
  return setEntry(node, scalar(name, value.origin), value);
}

function append(node: MapNode, name: string, added: readonly Node[]): MapNode {
  if (added.length === 0) return node;
  const old = nodeAt(node, name);
  const items = [...(old?.kind === 'seq' ? old.items : []), ...added];
  return set(node, name, { kind: 'seq', items, origin: old?.origin ?? added[0]?.origin ?? node.origin });
}

/** Of a patch only the text and the target are taken over. */
function patchEntry(entry: Node): Node {
  if (entry.kind !== 'map') return entry;
  return {
    ...entry,
    entries: entry.entries.filter(({ key }) => key.value === 'patch' || key.value === 'target'),
  };
}

/** A patch that is written as an object, the form of older API versions. */
function asText(patch: Node): Node {
  return scalar(printYaml(patch), patch.origin);
}

function jsonPatchEntry(entry: Node): Node {
  const patch = entryOf(entry, 'patch');
  return entry.kind === 'map' && patch ? setEntry(entry, patch.key, asText(patch.value)) : entry;
}

function components(spec: Node | undefined, on: Edit): Node[] {
  const ignoreMissing = textAt(spec, 'ignoreMissingComponents') === 'true';
  return itemsAt(spec, 'components').filter((entry) => {
    const path = textAt(entry) ?? '';
    if (/^(git::|gh:|ssh:\/\/|https?:\/\/|git@|github\.com[:/]|(file:\/\/)?\/)/i.test(path)) {
      const message = `The component '${path}' must be a path relative to the one of the Flux Kustomization.`;
      on.diagnostics.push({
        code: 'flux/bad-component',
        severity: 'error',
        message,
        span: entry.origin.span,
      });
      return false;
    }
    if (!ignoreMissing) return true;
    const resolved = resolvePath(on.directory, path);
    return resolved !== undefined && (on.tree.isDirectory(resolved) || on.tree.read(resolved) !== undefined);
  });
}

/** An image of the Flux object is merged into the entry of that name; a new tag or digest replaces both. */
function mergeImages(node: MapNode, images: readonly Node[]): MapNode {
  let items = [...itemsAt(node, 'images')];
  for (const image of images) {
    const at = items.findIndex((item) => textAt(item, 'name') === textAt(image, 'name'));
    const old = items[at];
    if (old?.kind !== 'map' || image.kind !== 'map') {
      items = [...items, image];
      continue;
    }
    const versioned = Boolean(textAt(image, 'newTag') || textAt(image, 'digest'));
    const kept = old.entries.filter(
      ({ key }) => !(versioned && (key.value === 'newTag' || key.value === 'digest')),
    );
    const changed = image.entries.filter(({ value }) => textAt(value));
    let merged: MapNode = { ...old, entries: kept };
    for (const { key, value } of changed) merged = setEntry(merged, key, value);
    items = items.with(at, merged);
  }
  if (images.length === 0) return node;
  const origin = nodeAt(node, 'images')?.origin ?? images[0]?.origin ?? node.origin;
  return set(node, 'images', { kind: 'seq', items, origin });
}
