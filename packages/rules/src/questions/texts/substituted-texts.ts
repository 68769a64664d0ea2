/**
 * The texts of an app that Flux looks through for variables, as they stand before anything is replaced.
 *
 * @module
 */
import {
  annotationsOf,
  isFluxGroup,
  type KubernetesObject,
  type KustomizationApp,
  labelsOf,
  type Node,
  type Path,
  type ScalarNode,
  type Span,
  textAt,
} from '@fluxvet/core';

/** A text that has something to replace. */
export interface SubstitutedText {
  /** The object as it is applied. */
  readonly object: KubernetesObject;
  readonly path: Path;
  /** The text as it was before. */
  readonly node: ScalarNode;
}

/** The mark by which an object opts out; it counts in lower case only. */
export const SUBSTITUTE_MARK = 'kustomize.toolkit.fluxcd.io/substitute';

/** Whether an object has opted out. */
export function isOptedOut({ body }: KubernetesObject): boolean {
  return [labelsOf(body), annotationsOf(body)].some((marks) => marks.get(SUBSTITUTE_MARK) === 'disabled');
}

const remembered = new WeakMap<KustomizationApp, readonly SubstitutedText[]>();

/** The texts with a dollar sign that Flux would touch if the app has variables; objects that opt out have none. */
export function substitutedTexts(app: KustomizationApp): readonly SubstitutedText[] {
  let texts = remembered.get(app);
  if (!texts) {
    texts = [...textsOf(app)];
    remembered.set(app, texts);
  }
  return texts;
}

function* textsOf({ path, objects }: KustomizationApp): Generator<SubstitutedText> {
  if (path.kind !== 'built') return;
  // What is meant for kustomize itself is dropped; everything else is applied in the same order.
  const before = path.build.objects.filter(({ id }) => id.group !== 'kustomize.config.k8s.io');
  if (before.length !== objects.length) return;
  for (const [at, object] of objects.entries()) {
    const rendered = before[at];
    if (rendered && mentions(rendered.body) && !isOptedOut(rendered)) yield* visit(rendered.body, [], object);
  }
}

function* visit(node: Node, path: Path, object: KubernetesObject): Generator<SubstitutedText> {
  if (!mentions(node)) return;
  if (node.kind === 'scalar') yield { object, path, node };
  else if (node.kind === 'seq')
    for (const [at, item] of node.items.entries()) yield* visit(item, [...path, at], object);
  else for (const { key, value } of node.entries) yield* visit(value, [...path, key.value], object);
}

const answers = new WeakMap<Node, boolean>();

/** Overlays share most of their nodes, so that each is looked into once. */
function mentions(node: Node): boolean {
  if (node.kind === 'scalar') return node.value.includes('${') || node.value.includes('$$');
  let answer = answers.get(node);
  if (answer === undefined) {
    answer =
      node.kind === 'seq' ? node.items.some(mentions) : node.entries.some(({ value }) => mentions(value));
    answers.set(node, answer);
  }
  return answer;
}

const indexes = new WeakMap<KustomizationApp, ReadonlyMap<string, readonly SubstitutedText[]>>();

/** The text in which some characters stand. */
export function textAround(app: KustomizationApp, span: Span): SubstitutedText | undefined {
  let index = indexes.get(app);
  if (!index) {
    const byFile = new Map<string, SubstitutedText[]>();
    for (const text of substitutedTexts(app)) {
      const { file } = text.node.origin.span;
      byFile
        .set(file, byFile.get(file) ?? [])
        .get(file)
        ?.push(text);
    }
    for (const texts of byFile.values()) texts.sort((a, b) => startOf(a) - startOf(b));
    index = byFile;
    indexes.set(app, index);
  }
  const texts = index.get(span.file) ?? [];
  let low = 0;
  let high = texts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const text = texts[middle];
    if (text && startOf(text) <= span.start) low = middle + 1;
    else high = middle;
  }
  const text = texts[low - 1];
  return text && span.end <= text.node.origin.span.end ? text : undefined;
}

function startOf({ node }: SubstitutedText): number {
  return node.origin.span.start;
}

/** Whether a text stands in the definition of a kind of Flux; since 2.9.1 these opt out by themselves. */
export function isOfFluxDefinition({ object }: SubstitutedText): boolean {
  if (object.id.kind !== 'CustomResourceDefinition') return false;
  return isFluxGroup(textAt(object.body, 'spec', 'group') ?? '');
}
