/**
 * Where the values of Secrets stand in files: in Secrets themselves, wherever in a document they are, in patches for
 * them, and in what generators make them of. What is shown of a file is shown without them.
 *
 * @module
 */
import { type FileTree, inOrder } from '../../source/file-tree.js';
import { goRegexp } from '../../source/go-regexp.js';
import { baseName, directoryOf, type RepoPath, resolvePath } from '../../source/repo-path.js';
import type { SourceFile } from '../../source/source-file.js';
import type { Span } from '../../source/span.js';
import type { MapNode, Node, ScalarNode } from '../../yaml/nodes/node.js';
import { itemsAt, nodeAt, scalarsOf, textAt } from '../../yaml/nodes/node-path.js';
import { placeWithin } from '../../yaml/nodes/scalar-places.js';
import { parseDocuments, parseYaml } from '../../yaml/read/parse-yaml.js';
import { looksRandom } from './credential.js';
import { credentialsIn, credentialsOf, mayHoldCredentials } from './marked-credentials.js';
import { LAST_APPLIED } from './secret-fields.js';

/** The characters of a value of a Secret. */
export interface SecretPlace extends Span {
  /** The scalar that holds them: the value itself, a literal of a generator, or a whole patch. */
  readonly holder: Span;
  /** The value itself. */
  readonly text: string;
}

/** Whether what was read at a place is a value of a Secret, or has one in it. */
export function isSecretPlace({ file, start, end }: Span, tree: FileTree): boolean {
  return secretPlaces(file, tree).some(
    (each) =>
      (each.start <= start && end <= each.end) || (each.holder.start === start && each.holder.end === end),
  );
}

const remembered = new WeakMap<SourceFile, readonly SecretPlace[]>();

/** The values of Secrets in a file. */
export function secretPlaces(path: RepoPath, tree: FileTree): readonly SecretPlace[] {
  const file = tree.read(path);
  if (!file) return [];
  if (generatedFrom(tree).has(path)) return [wholeOf(file)];
  let places = remembered.get(file);
  if (!places) {
    places = [
      ...(MENTIONS.test(file.text) ? placesIn(file) : []),
      ...(mayHoldCredentials(file.text) ? credentialPlaces(file) : []),
    ];
    remembered.set(file, places);
  }
  return places;
}

function wholeOf({ path, text }: SourceFile): SecretPlace {
  const whole = { file: path, start: 0, end: text.length };
  return { ...whole, holder: whole, text };
}

const MENTIONS = /\bsecret(Generator)?\b|stringData\b|\\u00/i;

const IS_SECRET = /\bkind["']?:\s*["']?secret\b|stringData|secretGenerator/i;

function placesIn(file: SourceFile): SecretPlace[] {
  if (!/\.ya?ml$|(^|\/)Kustomization$/.test(file.path)) return [];
  const { documents, diagnostics } = parseYaml(file);
  // Of a file that cannot be read nobody knows what is what.
  const onlyTwice = diagnostics.every(({ code }) => code === 'yaml/duplicate-key');
  if (!onlyTwice || (diagnostics.length > 0 && IS_SECRET.test(file.text))) return [wholeOf(file)];
  const places: SecretPlace[] = [];
  const add = (place: Span, node: ScalarNode, text: string): void => {
    places.push({ ...place, holder: node.origin.span, text });
  };
  for (const { root } of documents) if (root) walk(root, { text: file.text, add }, 0);
  return places;
}

interface Found {
  /** The text of the file, for nodes that stand in it as they are. */
  readonly text: string | undefined;
  readonly add: (place: Span, node: ScalarNode, text: string) => void;
}

// A patch in a kustomization in a template of a ResourceSet; nobody goes deeper.
const DEEPEST = 4;

function walk(node: Node, found: Found, depth: number): void {
  if (node.kind === 'seq') for (const item of node.items) walk(item, found, depth);
  else if (node.kind === 'map') {
    // A kind that only looks like it is refused, and was meant for one all the same.
    const isSecret = textAt(node, 'kind')?.toLowerCase() === 'secret';
    for (const { key, value } of node.entries) {
      const name = key.value.toLowerCase();
      if (name === 'stringdata' || (isSecret && name === 'data')) addAll(value, found);
    }
    if (isSecret) addAll(nodeAt(node, 'metadata', 'annotations', LAST_APPLIED), found);
    generatorValues(node, found);
    if (nodeAt(node, 'target') && mayBeForSecret(textAt(node, 'target', 'kind'))) {
      const isCertain = textAt(node, 'target', 'kind') === 'Secret';
      for (const operation of inside(nodeAt(node, 'patch'), found)) {
        const path = textAt(operation.node, 'path') ?? '';
        const value = nodeAt(operation.node, 'value');
        if (isCertain || /^\/(data|stringData)(\/|$)/i.test(path) || looksRandom(textAt(value) ?? ''))
          addAll(value, operation.found);
      }
    }
    for (const { value } of node.entries) walk(value, found, depth);
  } else if (depth < DEEPEST && MENTIONS.test(node.value) && node.value.includes(':')) {
    for (const document of inside(node, found)) walk(document.node, document.found, depth + 1);
  }
}

/** Whether the kind of a target, which is a pattern, lets Secrets in. */
function mayBeForSecret(kind: string | undefined): boolean {
  if (kind === undefined || kind === '') return true;
  const fits = goRegexp(kind);
  return typeof fits === 'function' && fits('Secret');
}

/** Credentials that stand elsewhere than in a Secret. */
function credentialPlaces(file: SourceFile): SecretPlace[] {
  const places: SecretPlace[] = [];
  const add = (span: Span, text: string): void => {
    places.push({ ...span, holder: span, text });
  };
  const addStretches = (): void => {
    for (const [start, end] of credentialsOf(file.text, ''))
      add({ file: file.path, start, end }, file.text.slice(start, end));
  };
  if (!/\.(ya?ml|json)$|(^|\/)Kustomization$/.test(file.path)) {
    addStretches();
    return places;
  }
  const { documents, diagnostics } = parseYaml(file);
  // Of what could not be read only the text is left.
  if (diagnostics.length > 0) addStretches();
  for (const { root } of documents) {
    for (const { node, start, end } of root ? credentialsIn(root) : []) {
      if (node.origin.span.file !== file.path) continue;
      add(placeWithin(node, file.text)(start, end), node.value.slice(start, end));
    }
  }
  return places;
}

/** The documents that a text holds, or the items of the lists that they are. */
function inside(node: Node | undefined, found: Found): { readonly node: Node; readonly found: Found }[] {
  if (node?.kind !== 'scalar') return itemsAt(node).map((item) => ({ node: item, found }));
  const within: Found = { text: undefined, add: (place, _, text) => found.add(place, node, text) };
  const { documents } = parseDocuments(node.value, placeWithin(node, found.text));
  return documents.flatMap(({ root }) => {
    const nodes = root?.kind === 'seq' ? root.items : root && root.kind !== 'scalar' ? [root] : [];
    return nodes.map((each) => ({ node: each, found: within }));
  });
}

function addAll(node: Node | undefined, found: Found): void {
  if (!node) return;
  for (const { node: each } of scalarsOf(node)) {
    if (each.value !== '' && !each.value.startsWith('ENC[')) found.add(each.origin.span, each, each.value);
  }
}

/** `secretGenerator` of a kustomization, or the plugin of that name: a literal keeps its key. */
function generatorValues(node: MapNode, found: Found): void {
  const isPlugin = textAt(node, 'kind') === 'SecretGenerator';
  for (const generator of [...itemsAt(node, 'secretGenerator'), ...(isPlugin ? [node] : [])]) {
    // With a second equals sign it was to be a literal.
    const meant = itemsAt(generator, 'files').filter((item) => textAt(item)?.split('=').length === 3);
    for (const literal of [...itemsAt(generator, 'literals'), ...meant]) {
      if (literal.kind !== 'scalar') continue;
      const from = literal.value.indexOf('=') + 1;
      found.add(
        placeWithin(literal, found.text)(from, literal.value.length),
        literal,
        literal.value.slice(from),
      );
    }
  }
}

const generators = new WeakMap<FileTree, ReadonlySet<RepoPath>>();

/** The files that generators make Secrets of. */
function generatedFrom(tree: FileTree): ReadonlySet<RepoPath> {
  let files = generators.get(tree);
  if (!files) {
    files = new Set(inOrder(tree).paths.flatMap((path) => filesNamedBy(path, tree)));
    generators.set(tree, files);
  }
  return files;
}

function filesNamedBy(path: RepoPath, tree: FileTree): RepoPath[] {
  if (!/^kustomization\.ya?ml$|^Kustomization$/.test(baseName(path))) return [];
  const file = tree.read(path);
  if (!file?.text.includes('secretGenerator')) return [];
  const directory = directoryOf(path);
  const generated = parseYaml(file).documents.flatMap(({ root }) => itemsAt(root, 'secretGenerator'));
  return generated.flatMap((generator) => {
    const named = [...itemsAt(generator, 'files'), ...itemsAt(generator, 'envs')].map((item) => textAt(item));
    return [...named, textAt(generator, 'env')].flatMap(
      (text) => (text === undefined ? [] : resolvePath(directory, text.replace(/^[^=]*=/, ''))) ?? [],
    );
  });
}
