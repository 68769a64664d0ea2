/**
 * Changes that bring a field of a kustomization file into its current form and leave the build as it is.
 * Where both forms stand in one file, or where the order of steps would change, there is none.
 * Source: FixKustomizationPreUnmarshalling and FixKustomizationPreMarshalling in api/types/kustomization.go of kustomize.
 *
 * @module
 */
import {
  type Edits,
  entryOf,
  type Fix,
  itemsAt,
  type Node,
  nodeAt,
  type Place,
  type Plain,
  type SourceFile,
  toPlain,
} from '@fluxvet/core';

/** The fix for a field, if its new form means the same. */
export function modernForm(field: string, instead: string, file: SourceFile, root: Node): Fix | undefined {
  const edits = editsFor(field, instead, file, root);
  return edits && { title: `Write it as '${instead}'`, safety: 'safe', edits };
}

function editsFor(
  field: string,
  instead: string,
  file: SourceFile,
  root: Node,
): ((edits: Edits) => void) | undefined {
  const at = (...path: (string | number)[]): Place => ({ in: file, path: [field, ...path] });
  const isFree = !entryOf(root, instead);
  const items = itemsAt(root, field);
  switch (field) {
    case 'bases':
      if (isFree) return (edits) => edits.rename(at(), instead);
      return appended(items, (edits, value) => edits.append({ in: file, path: [instead] }, value), at());
    case 'imageTags':
      return isFree ? (edits) => edits.rename(at(), instead) : undefined;
    case 'patchesStrategicMerge':
      // Paths alone: an inline patch would have to be indented anew.
      if (!isFree || items.length === 0 || !items.every(isPath)) return undefined;
      return (edits) => {
        edits.rename(at(), instead);
        for (const index of items.keys()) edits.wrap(at(index), 'path');
      };
    case 'patchesJson6902':
      // These come after namespaces and names are changed, and `patches` before.
      return isFree && NAMING.every((name) => !entryOf(root, name)) && !entryOf(root, 'patchesStrategicMerge')
        ? (edits) => edits.rename(at(), instead)
        : undefined;
    case 'commonLabels': {
      const pairs = nodeAt(root, field);
      if (!isFree || pairs?.kind !== 'map' || pairs.entries.length === 0) return undefined;
      const value: Plain = [{ pairs: toPlain(pairs), includeSelectors: true }];
      return (edits) => edits.replace(at(), instead, value);
    }
    default:
      return undefined;
  }
}

const NAMING = ['namespace', 'namePrefix', 'nameSuffix', 'labels', 'commonLabels', 'commonAnnotations'];

function isPath(node: Node): boolean {
  return node.kind === 'scalar' && !node.value.includes('\n') && /\.(ya?ml|json)$/.test(node.value);
}

function appended(
  items: readonly Node[],
  append: (edits: Edits, value: string) => void,
  field: Place,
): ((edits: Edits) => void) | undefined {
  const values = items.map((item) => (item.kind === 'scalar' ? item.value : undefined));
  // Two changes at one place get in each other's way: the next pass takes the next one.
  const [value] = values;
  if (values.length !== 1 || value === undefined) return undefined;
  return (edits) => {
    append(edits, value);
    edits.remove(field);
  };
}
