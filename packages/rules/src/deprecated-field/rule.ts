import {
  certainMinor,
  defineRule,
  type Edits,
  entryOf,
  type FluxModel,
  isFluxGroup,
  type Node,
  nodeAt,
  objectsOf,
  parseYaml,
  type RepoPath,
  type Rule,
  type SourceFile,
  showPathOf,
  textAt,
} from '@fluxvet/core';
import { isKustomizationFile } from '../kustomization-files.js';
import { BUILD_FIELDS, FLUX_FIELDS } from './fields.data.js';

export const deprecatedField: Rule = defineRule({
  id: 'deprecated-field',
  title: 'A field is used that is going to be removed',
  why: 'A later release refuses it, or does nothing with it, which nobody notices.',
  category: 'upgrade',
  severity: 'warning',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    // Without the name, a patch that sets the field on many objects is told once.
    flux: "The deprecated field '{field}' of {kind} is set: {instead}.",
    build: "The kustomization file uses the deprecated field '{field}'; write '{instead}'.",
  },
  *check(model, { finding }) {
    for (const { cluster, object } of objectsOf(model)) {
      if (!cluster || !isFluxGroup(object.id.group)) continue;
      const minor = certainMinor(cluster.flux);
      for (const { path, instead, since } of FLUX_FIELDS[object.id.kind] ?? []) {
        // Older releases have nothing to write instead.
        const isTooOld = since !== undefined && (minor === 'old' || (minor !== undefined && minor < since));
        if (isTooOld || nodeAt(object.body, ...path) === undefined) continue;
        const data = { kind: object.id.kind, field: showPathOf(path), instead };
        yield finding('flux', { in: object, path, on: 'key' }, { data });
      }
    }
    for (const { file, root, clusters } of kustomizationFiles(model)) {
      for (const [field, instead] of BUILD_FIELDS) {
        if (!entryOf(root, field)) continue;
        const at = { in: file, path: [field], on: 'key' as const };
        const rename = {
          title: `Rename it to '${instead}'`,
          safety: 'safe' as const,
          edits: (edits: Edits) => edits.rename(at, instead),
        };
        const isSame = SAME_SHAPE.has(field) && !entryOf(root, instead);
        yield finding('build', at, { data: { field, instead }, clusters, ...(isSame && { fix: rename }) });
      }
    }
  },
});

/** Fields that only got another name. */
const SAME_SHAPE = new Set(['bases', 'imageTags']);

interface BuiltFile {
  readonly file: SourceFile;
  readonly root: Node;
  readonly clusters: readonly string[];
}

/** The kustomization files that go into clusters. */
function* kustomizationFiles({ clusters, tree }: FluxModel): Generator<BuiltFile> {
  const users = new Map<RepoPath, string[]>();
  for (const { inputs, name } of clusters) {
    for (const path of inputs) {
      if (isKustomizationFile(path)) users.set(path, [...(users.get(path) ?? []), name]);
    }
  }
  for (const [path, names] of users) {
    const file = tree.read(path);
    const root = file && parseYaml(file).documents.find((document) => document.root)?.root;
    // A Flux Kustomization in a file of that name is another mistake.
    const isBuildFile = !textAt(root, 'apiVersion')?.includes('toolkit.fluxcd.io');
    if (file && root && isBuildFile) yield { file, root, clusters: names };
  }
}
