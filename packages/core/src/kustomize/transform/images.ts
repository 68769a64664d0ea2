/**
 * `images:` changes names, tags and digests of container images, wherever a list of containers stands.
 * Source: api/filters/imagetag and api/internal/image of kustomize.
 *
 * @module
 */
import { spendSteps } from '../../source/bounds/limits.js';
import { goRegexp } from '../../source/go-regexp.js';
import { isNull, type MapNode, type Node, type Origin, type Step } from '../../yaml/nodes/node.js';
import { entryOf, setEntry, withItems } from '../../yaml/nodes/node-path.js';
import { weightOf } from '../../yaml/nodes/weight.js';
import { type BuildContext, noteIneffective } from '../load/context.js';
import type { Image } from '../load/kustomization-schemas.js';
import type { Entry } from '../load/read-fields.js';
import { setScalar, updateFields } from '../objects/each-field.js';
import { Fault } from '../objects/fault.js';
import { givenBy } from '../objects/given-by.js';
import { idOf } from '../objects/resource.js';
import type { ResourceSet } from '../objects/resource-set.js';
import type { FieldSpec } from '../schema/field-specs.data.js';

/** Lays one entry of `images:` over all objects; an entry that no image has the name of is noted. */
export function setImages(
  set: ResourceSet,
  entry: Entry<Image>,
  fieldSpecs: readonly FieldSpec[],
  step: Step,
  context: BuildContext,
): void {
  const fits = imageMatcher(entry.value.name ?? '');
  const changed = changedBy(entry);
  const { span } = (changed[0] ?? entry.node).origin;
  const by = changed.reduce((at, { origin }) => givenBy(at, origin), step);
  const unknown = changed.flatMap((node) => (node.kind === 'scalar' ? (node.unknown ?? []) : []))[0];
  let matched = false;
  const change = (node: Node): Node => {
    if (node.kind !== 'scalar') {
      throw new Fault('bad-image', 'An image must be a plain value.', node.origin.span);
    }
    if (!fits(node.value)) return node;
    matched = true;
    const origin: Origin = { span, step: by, was: node.origin };
    return setScalar(node, changedImage(node.value, entry.value), origin, {
      unknown: unknown ?? node.unknown,
    });
  };
  for (const resource of set.items) {
    if (idOf(resource.body).kind === 'CustomResourceDefinition') continue;
    spendSteps(weightOf(resource.body).values / 4);
    const inContainers = changeContainers(resource.body, change) as MapNode;
    set.update(resource, updateFields(inContainers, fieldSpecs, change));
  }
  if (!matched) {
    const name = entryOf(entry.node, 'name')?.value ?? entry.node;
    noteIneffective(context, { field: 'images', span: name.origin.span, wanted: entry.value.name ?? '' });
  }
}

/** The values of an entry that change an image. */
function changedBy(entry: Entry<Image>): Node[] {
  return ['newTag', 'digest', 'tagSuffix', 'newName'].flatMap(
    (field) => entryOf(entry.node, field)?.value ?? [],
  );
}

/** Every list named `containers` or `initContainers`, at any depth: what it holds may have an image. */
function changeContainers(node: Node, change: (node: Node) => Node): Node {
  if (node.kind === 'scalar') return node;
  if (node.kind === 'seq') {
    return withItems(
      node,
      node.items.map((item) => changeContainers(item, change)),
    );
  }
  let result: MapNode = node;
  for (const { key, value } of node.entries) {
    let changed = changeContainers(value, change);
    if (key.value === 'containers' || key.value === 'initContainers') changed = changeList(changed, change);
    if (changed !== value) result = setEntry(result, key, changed);
  }
  return result;
}

function changeList(list: Node, change: (node: Node) => Node): Node {
  if (list.kind !== 'seq') return list;
  const items = list.items.map((item) => {
    if (isNull(item)) return item;
    if (item.kind !== 'map') throw new Fault('bad-image', 'A container must be a mapping.', item.origin.span);
    const image = entryOf(item, 'image');
    const changed = image && change(image.value);
    return image && changed && changed !== image.value ? setEntry(item, image.key, changed) : item;
  });
  return withItems(list, items);
}

/** The name in an entry is taken for a regular expression by kustomize; what follows it may be a tag and a digest. */
function imageMatcher(name: string): (image: string) => boolean {
  const pattern = `^${name}(:[a-zA-Z0-9_.{}-]*)?(@[a-zA-Z0-9]+([.+_-][a-zA-Z0-9]+)*:[a-zA-Z0-9_.{}-]*)?$`;
  if (/^[\w./:@-]*$/.test(name)) {
    const plain = new RegExp(pattern);
    return (image) => plain.test(image);
  }
  const compiled = goRegexp(pattern);
  return typeof compiled === 'function' ? compiled : () => false;
}

function changedImage(image: string, entry: Image): string {
  const parts = splitImage(image);
  const name = entry.newName || parts.name;
  let { tag, digest } = parts;
  if (entry.newTag || entry.digest) {
    tag = entry.newTag ?? '';
    digest = entry.digest ?? '';
  } else if (entry.tagSuffix) {
    tag += entry.tagSuffix;
    digest = '';
  }
  return name + (tag && `:${tag}`) + (digest && `@${digest}`);
}

/** The name, tag and digest of an image; a colon before the first slash belongs to the host. */
export function splitImage(image: string): { name: string; tag: string; digest: string } {
  const slash = Math.max(0, image.indexOf('/'));
  const at = image.indexOf('@', slash);
  const [rest, digest] = at < 0 ? [image, ''] : [image.slice(0, at), image.slice(at + 1)];
  const colon = rest.indexOf(':', slash);
  return colon < 0
    ? { name: rest, tag: '', digest }
    : { name: rest.slice(0, colon), tag: rest.slice(colon + 1), digest };
}
