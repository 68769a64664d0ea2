/**
 * Values that a release takes from texts in ConfigMaps: there they stand as YAML inside a text.
 *
 * @module
 */
import {
  type Cluster,
  type HelmReleaseApp,
  nodeAt,
  type PlacedScalar,
  type Span,
  scalarsOf,
  textAt,
} from '@fluxvet/core';

/** The scalars of a release's values that stand in a ConfigMap, or in the file of which one is generated. */
export function textsOfValues(cluster: Cluster, { object, values }: HelmReleaseApp): PlacedScalar[] {
  const texts = cluster.references.flatMap(({ from, role, path, to }): Span[] => {
    if (from !== object || role !== 'values' || to.kind !== 'found' || to.target.id.kind !== 'ConfigMap')
      return [];
    const key = textAt(object.body, ...path.slice(0, -1), 'valuesKey') ?? 'values.yaml';
    const text = nodeAt(to.target.body, 'data', key);
    return text ? [text.origin.span] : [];
  });
  if (texts.length === 0 || !values.merged) return [];
  return scalarsOf(values.merged).filter(({ node }) =>
    texts.some((text) => contains(text, node.origin.span)),
  );
}

function contains(text: Span, { file, start, end }: Span): boolean {
  return text.file === file && text.start <= start && end <= text.end;
}
