/**
 * A kustomization file: which fields it has, checked one by one, with the node of each entry for its place.
 * Fields of older days are folded into the current ones, as kustomize does when it reads them.
 * Source: api/types/kustomization.go of kustomize.
 *
 * @module
 */
import { z } from 'zod';
import type { Diagnostic } from '../../source/diagnostic.js';
import { type FileTree, listDirectory } from '../../source/file-tree.js';
import { baseName, joinPath, type RepoPath, showPath } from '../../source/repo-path.js';
import type { SourceFile } from '../../source/source-file.js';
import type { Span } from '../../source/span.js';
import { isNull, type MapEntry, type MapNode, type Node } from '../../yaml/nodes/node.js';
import { parseYaml } from '../../yaml/read/parse-yaml.js';
import { FIELDS } from './kustomization-fields.data.js';
import * as schemas from './kustomization-schemas.js';
import { type Entry, reader, type Strictness, type TextField, unknownField } from './read-fields.js';

/** The names under which kustomize looks for its file. */
export const KUSTOMIZATION_FILE_NAMES = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'] as const;

export interface KustomizationFile {
  /** The file that the spans point into. */
  readonly path: RepoPath;
  readonly kind: 'Kustomization' | 'Component';
  readonly node: MapNode;
  readonly namePrefix: TextField | undefined;
  readonly nameSuffix: TextField | undefined;
  readonly namespace: TextField | undefined;
  readonly resources: readonly TextField[];
  readonly components: readonly TextField[];
  readonly crds: readonly TextField[];
  readonly configurations: readonly TextField[];
  readonly generators: readonly TextField[];
  readonly transformers: readonly TextField[];
  readonly validators: readonly TextField[];
  readonly patchesStrategicMerge: readonly TextField[];
  readonly patches: readonly Entry<schemas.Patch>[];
  readonly patchesJson6902: readonly Entry<schemas.Patch>[];
  readonly commonLabels: MapNode | undefined;
  readonly commonAnnotations: MapNode | undefined;
  readonly labels: readonly Entry<schemas.LabelEntry>[];
  readonly images: readonly Entry<schemas.Image>[];
  readonly replicas: readonly Entry<schemas.Replica>[];
  readonly replacements: readonly Entry<schemas.ReplacementField>[];
  readonly vars: readonly Entry<schemas.Var>[];
  readonly configMapGenerator: readonly Entry<schemas.GeneratorArgs>[];
  readonly secretGenerator: readonly Entry<schemas.GeneratorArgs>[];
  readonly generatorOptions: Entry<schemas.GeneratorOptions> | undefined;
  readonly helmCharts: readonly Node[];
  readonly openapi: Entry<Record<string, string>> | undefined;
  readonly sortOptions: Entry<schemas.SortOptions> | undefined;
  readonly buildMetadata: readonly string[];
}

export interface ReadKustomization {
  readonly file: KustomizationFile | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** The kustomization files of a directory; more than one is an error of the user. */
export function findKustomizationFiles(tree: FileTree, directory: RepoPath): SourceFile[] {
  return KUSTOMIZATION_FILE_NAMES.flatMap((name) => tree.read(joinPath(directory, name)) ?? []);
}

/** Whether a directory has a kustomization file, whatever is in it. */
export function hasKustomizationFile(tree: FileTree, directory: RepoPath): boolean {
  const names: readonly string[] = KUSTOMIZATION_FILE_NAMES;
  return listDirectory(tree, directory).files.some((path) => names.includes(baseName(path)));
}

/** Reads the kustomization file of a directory. */
export function readKustomizationFile(
  tree: FileTree,
  directory: RepoPath,
  strictness: Strictness,
  asked: Span,
): ReadKustomization {
  const [file, second] = findKustomizationFiles(tree, directory);
  if (!file) {
    const message = `The directory '${showPath(directory)}' has no kustomization file.`;
    return problem('missing-kustomization', message, asked);
  }
  if (second) return { file: undefined, diagnostics: [severalFiles(directory, file, second)] };
  const parsed = parseYaml(file);
  const root = parsed.documents[0]?.root;
  if (!root) {
    if (parsed.diagnostics.length > 0) return { file: undefined, diagnostics: parsed.diagnostics };
    const message = `The kustomization file '${file.path}' is empty.`;
    return problem('empty-kustomization', message, fileStart(file));
  }
  const read = readKustomizationNode(root, file.path, strictness);
  // kustomize reads its own file with a parser that takes the last of two equal keys.
  const tolerated = parsed.diagnostics.map(
    (each): Diagnostic => (each.code === 'yaml/duplicate-key' ? { ...each, severity: 'warning' } : each),
  );
  return { file: read.file, diagnostics: [...tolerated, ...read.diagnostics] };
}

/** What kustomize says to a directory with two files of its own: it does not choose. */
export function severalFiles(directory: RepoPath, first: SourceFile, second: SourceFile): Diagnostic {
  return {
    code: 'kustomize/multiple-kustomizations',
    severity: 'error',
    message: `The directory '${showPath(directory)}' has more than one kustomization file.`,
    span: fileStart(second),
    related: [{ span: fileStart(first), message: 'The other one' }],
  };
}

function problem(
  code: string,
  message: string,
  span: Span,
  related: Diagnostic['related'] = [],
): ReadKustomization {
  return {
    file: undefined,
    diagnostics: [{ code: `kustomize/${code}`, severity: 'error', message, span, related }],
  };
}

function fileStart(file: SourceFile): Span {
  return { file: file.path, start: 0, end: 0 };
}

/** Reads a kustomization that was parsed or made before. */
export function readKustomizationNode(node: Node, path: RepoPath, strictness: Strictness): ReadKustomization {
  if (node.kind !== 'map') {
    return problem('bad-kustomization', 'A kustomization file must be a mapping.', node.origin.span);
  }
  const diagnostics: Diagnostic[] = [];
  const root = withKnownKeys(node, strictness, diagnostics);
  const read = reader(root, diagnostics, strictness);
  const kind = read.text('kind')?.value === 'Component' ? 'Component' : 'Kustomization';
  checkTypeMeta(read.text('apiVersion'), read.text('kind'), kind, diagnostics);
  if (strictness === 'strict' && !root.entries.some(hasContent)) {
    const message = `The kustomization file '${path}' is empty: kustomize demands at least one field with a value, such as 'resources: []'.`;
    diagnostics.push({
      code: 'kustomize/empty-kustomization',
      severity: 'error',
      message,
      span: node.origin.span,
    });
  }
  const file: KustomizationFile = {
    path,
    kind,
    node: root,
    namePrefix: read.text('namePrefix'),
    nameSuffix: read.text('nameSuffix'),
    namespace: read.text('namespace'),
    resources: [...read.texts('resources', 'refused'), ...read.texts('bases', 'refused')],
    components: read.texts('components', 'refused'),
    crds: read.texts('crds', 'refused'),
    configurations: read.texts('configurations', 'refused'),
    generators: read.texts('generators', 'skipped'),
    transformers: read.texts('transformers', 'skipped'),
    validators: read.texts('validators', 'skipped'),
    patchesStrategicMerge: read.texts('patchesStrategicMerge', 'refused'),
    patches: read.entries('patches', schemas.patch, 'refused'),
    patchesJson6902: read.entries('patchesJson6902', schemas.patch, 'refused'),
    commonLabels: read.textMap('commonLabels'),
    commonAnnotations: read.textMap('commonAnnotations'),
    labels: read.entries('labels', schemas.labelEntry, 'skipped'),
    images: [
      ...read.entries('images', schemas.image, 'skipped'),
      ...read.entries('imageTags', schemas.image, 'skipped'),
    ],
    replicas: read.entries('replicas', schemas.replica, 'refused'),
    replacements: read.entries('replacements', schemas.replacementField, 'refused'),
    vars: read.entries('vars', schemas.variable, 'refused'),
    configMapGenerator: read.entries('configMapGenerator', schemas.configMapArgs, 'refused'),
    secretGenerator: read.entries('secretGenerator', schemas.secretArgs, 'refused'),
    generatorOptions: read.entry('generatorOptions', schemas.generatorOptions),
    helmCharts: [...read.nodes('helmCharts'), ...read.nodes('helmChartInflationGenerator')],
    openapi: read.entry('openapi', z.record(z.string(), z.string())),
    sortOptions: read.entry('sortOptions', schemas.sortOptions),
    buildMetadata: read.texts('buildMetadata', 'skipped').map((text) => text.value),
  };
  return { file, diagnostics };
}

const TYPE_META = new Set(['apiVersion', 'kind']);

/**
 * Whether a field makes a kustomization one that is not empty: a list without entries does, a field without a value
 * or with an empty text does not, nor an empty list under a name of older days, which is added to another one.
 * Source: CheckEmpty and FixKustomizationPostUnmarshalling in api/types/kustomization.go of kustomize.
 */
function hasContent({ key, value }: MapEntry): boolean {
  if (TYPE_META.has(key.value) || isNull(value)) return false;
  if (value.kind === 'scalar') return value.value !== '';
  return !(ADDED_TO_OTHERS.has(key.value) && value.kind === 'seq' && value.items.length === 0);
}

const ADDED_TO_OTHERS = new Set(['bases', 'imageTags']);

function checkTypeMeta(
  apiVersion: TextField | undefined,
  kind: TextField | undefined,
  asKind: 'Kustomization' | 'Component',
  diagnostics: Diagnostic[],
): void {
  const wrong = (message: string, span: Span): void => {
    diagnostics.push({ code: 'kustomize/bad-type-meta', severity: 'error', message, span });
  };
  if (kind && kind.value !== asKind) {
    wrong(`The kind of a kustomization file must be Kustomization or Component.`, kind.node.origin.span);
    return;
  }
  const version = asKind === 'Component' ? 'v1alpha1' : 'v1beta1';
  const wanted = `kustomize.config.k8s.io/${version}`;
  if (apiVersion && apiVersion.value !== wanted) {
    wrong(`The apiVersion of a ${asKind} file must be ${wanted}.`, apiVersion.node.origin.span);
  }
}

/** Go's JSON decoder takes field names in any letter case; unknown ones are an error, or ignored where Flux reads leniently. */
function withKnownKeys(node: MapNode, strictness: Strictness, diagnostics: Diagnostic[]): MapNode {
  const entries = node.entries.map((entry) => {
    const name = entry.key.value;
    const known = FIELDS.has(name) ? name : FIELD_BY_LOWER_CASE.get(name.toLowerCase());
    if (known === undefined) diagnostics.push(unknownField(entry.key, strictness));
    return known === undefined || known === name ? entry : { ...entry, key: { ...entry.key, value: known } };
  });
  return { ...node, entries };
}

const FIELD_BY_LOWER_CASE = new Map([...FIELDS].map((name) => [name.toLowerCase(), name]));
