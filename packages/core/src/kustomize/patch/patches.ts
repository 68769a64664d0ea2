/**
 * Patches: finds out of which kind each one is, and lays it over the objects that it is meant for.
 * Source: the PatchTransformer, PatchStrategicMergeTransformer and PatchJson6902Transformer of kustomize.
 *
 * @module
 */
import { showApiVersion } from '../../kubernetes/object-id.js';
import type { RepoPath } from '../../source/repo-path.js';
import type { MapNode, Node, Step } from '../../yaml/nodes/node.js';
import { entryOf, nodeAt, setEntry } from '../../yaml/nodes/node-path.js';
import { parseYaml } from '../../yaml/read/parse-yaml.js';
import { attempt, type BuildContext, noteIneffective, report } from '../load/context.js';
import type { Patch } from '../load/kustomization-schemas.js';
import { loadFile } from '../load/load.js';
import type { Entry, TextField } from '../load/read-fields.js';
import { objectsIn, objectsQuietly, parseEmbedded } from '../load/read-resources.js';
import { Fault, NotFound } from '../objects/fault.js';
import { idOf, type Resource, rememberId, resKey, showResId } from '../objects/resource.js';
import { demandDistinct, type ResourceSet } from '../objects/resource-set.js';
import { type Selector, selectResources } from '../objects/select.js';
import { refolded } from '../origins/refold.js';
import { withAnnotationsOfJson, withBuildAnnotations } from './build-annotations.js';
import { applyJsonPatch, type JsonPatchOperation } from './json-patch.js';
import { type Changes, patchObject, withTextMarks } from './patch-body.js';
import { type PatchContent, patchText, readOperations, readPatch } from './read-patch.js';
import { markPatched } from './strategic-merge.js';

/** The entries of `patches:`, one after the other. */
export function applyPatches(
  set: ResourceSet,
  patches: readonly Entry<Patch>[],
  directory: RepoPath,
  context: BuildContext,
): void {
  for (const entry of patches) {
    const asked = entry.node.origin.span;
    const step: Step = { kind: 'patched', what: 'patches', by: asked };
    attempt(context, asked, () => {
      applyPatch(set, entry, readPatch(entry, directory, context), step, context);
    });
  }
}

/** The entries of `patchesStrategicMerge:`: each a patch in place, or the path of a file with some. */
export function applyStrategicMergePatches(
  set: ResourceSet,
  entries: readonly TextField[],
  directory: RepoPath,
  context: BuildContext,
): void {
  let found = 0;
  for (const { value, node } of entries) {
    const asked = node.origin.span;
    const step: Step = { kind: 'patched', what: 'patchesStrategicMerge', by: asked };
    attempt(context, asked, () => {
      const inline = objectsQuietly(context, parseEmbedded(context, node));
      found++;
      const objects = inline ?? objectsIn(context, parseYaml(loadFile(context, directory, value, asked)));
      if (objects.length === 0) found--;
      for (const object of objects) {
        const patch = markPatched(object, step);
        patchSelected(set, namedObject(set, patch), patch, {}, step);
      }
      demandDistinct(set);
    });
  }
  const [first] = entries;
  if (first && found === 0) report(context, 'bad-patch', 'The patches are empty.', first.node.origin.span);
}

/** The entries of `patchesJson6902:`. */
export function applyJson6902Patches(
  set: ResourceSet,
  patches: readonly Entry<Patch>[],
  directory: RepoPath,
  context: BuildContext,
): void {
  for (const entry of patches) {
    const asked = entry.node.origin.span;
    const step: Step = { kind: 'patched', what: 'patchesJson6902', by: asked };
    attempt(context, asked, () => {
      const { target } = entry.value;
      if (!target?.name) throw new Fault('bad-patch', 'A JSON patch needs a target with a name.');
      const operations = readOperations(patchText(entry, directory, context), entry, step);
      if (operations.length === 0) throw new Fault('bad-patch', 'The patch is empty.');
      for (const resource of select(set, target, entry, context)) operateOn(set, resource, operations, step);
    });
  }
}

function applyPatch(
  set: ResourceSet,
  entry: Entry<Patch>,
  content: PatchContent,
  step: Step,
  context: BuildContext,
): void {
  const { target } = entry.value;
  const options: Changes = entry.value.options ?? {};
  if (content.objects) {
    warnOfDirectives(content.objects, context);
    const patches = content.objects.map((object) => markPatched(object, step));
    if (!target) {
      for (const patch of patches) patchObject(set, namedObject(set, patch), patch, options, step);
      return;
    }
    const [patch, second] = patches;
    if (second)
      throw new Fault('bad-patch', 'A patch with a target must hold one object.', second.origin.span);
    if (!patch) return;
    for (const resource of select(set, target, entry, context))
      patchSelected(set, resource, patch, options, step);
    demandDistinct(set);
    return;
  }
  const operations = readOperations(content, entry, step);
  if (!target) throw new Fault('bad-patch', 'A JSON patch needs a target.');
  for (const resource of select(set, target, entry, context)) {
    rememberId(resource, set.schema);
    operateOn(set, resource, operations, step);
  }
}

function operateOn(
  set: ResourceSet,
  resource: Resource,
  operations: readonly JsonPatchOperation[],
  step: Step,
): void {
  // The object is written as JSON and read again.
  resource.shared = new Set();
  const body = withBuildAnnotations(resource, refolded(resource.body), operations, step, (met) =>
    applyJsonPatch(met, operations, step),
  );
  set.update(resource, withAnnotationsOfJson(body));
  // kustomize keeps the origin among the annotations, and loses it with them.
  const loses = ({ op, path }: JsonPatchOperation): boolean =>
    op !== 'test' &&
    path?.[0] === 'metadata' &&
    (path.length === 1 || (path.length === 2 && path[1] === 'annotations'));
  if (!operations.some(loses)) return;
  delete resource.origin;
  resource.transformations = [];
}

function select(set: ResourceSet, target: Selector, entry: Entry<Patch>, context: BuildContext): Resource[] {
  const node = entryOf(entry.node, 'target')?.value ?? entry.node;
  const selected = selectResources(set, target, node.origin.span);
  if (selected.length === 0) {
    noteIneffective(context, { field: 'patches', span: node.origin.span, wanted: describe(target) });
  }
  return selected;
}

function describe(target: Selector): string {
  return Object.entries(target)
    .flatMap(([key, value]) => (value ? `${key} ${value}` : []))
    .join(', ');
}

/** A patch without target is meant for the one object that has its kind, name and namespace. */
function namedObject(set: ResourceSet, patch: MapNode): Resource {
  const id = idOf(patch);
  const matches = set.byAnyKey(resKey(id, set.schema));
  const [resource, second] = matches;
  const span = (nodeAt(patch, 'metadata', 'name') ?? patch).origin.span;
  const whom = `the patch for ${showResId(id)}`;
  if (!resource) throw new NotFound('patch-without-match', `No object matches ${whom}.`, span);
  if (second) throw new Fault('ambiguous-patch', `Several objects match ${whom}.`, span);
  return resource;
}

/** A patch with target, and one of `patchesStrategicMerge`, takes on the group and version of what it meets, and its marks become text. */
function patchSelected(
  set: ResourceSet,
  resource: Resource,
  patch: MapNode,
  options: Changes,
  step: Step,
): void {
  const { group, version } = idOf(resource.body);
  const apiVersion = nodeAt(resource.body, 'apiVersion');
  let adapted = withTextMarks(patch);
  const key = entryOf(resource.body, 'apiVersion')?.key;
  if (apiVersion && key && showApiVersion(group, version) !== '')
    adapted = setEntry(adapted, key, apiVersion);
  patchObject(set, resource, adapted, options, step);
}

/** Directives that an API server knows and kustomize does not: they end up in the object as fields. */
function warnOfDirectives(patches: readonly MapNode[], context: BuildContext): void {
  const visit = (node: Node): void => {
    if (node.kind === 'seq') for (const item of node.items) visit(item);
    if (node.kind !== 'map') return;
    for (const { key, value } of node.entries) {
      if (/^\$(setElementOrder\/|deleteFromPrimitiveList\/|retainKeys$)/.test(key.value)) {
        const message = `kustomize does not know the directive '${key.value}' and takes it for a field.`;
        report(context, 'unknown-directive', message, key.origin.span, 'warning');
      }
      visit(value);
    }
  };
  for (const patch of patches) visit(patch);
}
