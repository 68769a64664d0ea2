import { type FluxModel, nodeAt, type Span, scalarsOf } from '@fluxvet/core';

/** What changes the metadata of the object whose apiVersion, kind or metadata stand at a place, where something does. */
export function changerOf(model: FluxModel, { file, start, end }: Span): string | undefined {
  for (const { objects } of model.clusters) {
    for (const { body } of objects) {
      const own = body.origin.span;
      if (own.file !== file || own.start > start || own.end < end) continue;
      const metadata = nodeAt(body, 'metadata');
      const changed = metadata && scalarsOf(metadata).find(({ node }) => node.origin.step !== undefined);
      if (changed) return changed.node.origin.step?.what;
    }
  }
  return undefined;
}
