import {
  commentsOf,
  defineRule,
  type FluxModel,
  fluxObjectsOf,
  type Node,
  nameOf,
  nodeAt,
  type Rule,
  textAt,
} from '@fluxvet/core';

export const suspendedObject: Rule = defineRule({
  id: 'suspended-object',
  title: 'An object is suspended in Git without a reason',
  why: 'Flux does nothing with it any more, and nothing turns red: the freeze of one afternoon lasts for years.',
  category: 'reliability',
  severity: 'warning',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: { suspended: "{kind} '{name}' is suspended, and no comment says why." },
  *check(model, { finding }) {
    for (const { cluster, object } of fluxObjectsOf(model)) {
      if (textAt(object.body, 'spec', 'suspend') !== 'true') continue;
      const suspend = nodeAt(object.body, 'spec', 'suspend');
      if (!suspend || isExplained(suspend, model)) continue;
      yield finding(
        'suspended',
        { in: object, path: ['spec', 'suspend'] },
        {
          data: { kind: object.id.kind, name: nameOf(object) },
          ...(!cluster && { atMost: 'note' as const }),
        },
      );
    }
  },
});

/**
 * Whether a comment stands behind the value, or on a line of its own above or below, or one anywhere in the document or
 * right above it speaks of what is suspended and when it will not be.
 */
function isExplained({ origin: { span } }: Node, model: FluxModel): boolean {
  const file = model.tree.read(span.file);
  if (!file) return false;
  const { text } = file;
  const from = Math.max(0, text.lastIndexOf('\n---', span.start));
  const next = text.indexOf('\n---', span.start);
  const own = commentsOf(file).filter(
    (comment) => comment.span.start >= from && (next < 0 || comment.span.end <= next),
  );
  if (own.some((comment) => REASON.test(comment.text))) return true;
  const [behind = '', below = ''] = text.slice(span.end, span.end + ENOUGH).split('\n');
  const above =
    text
      .slice(Math.max(0, span.start - ENOUGH), span.start)
      .split('\n')
      .at(-2) ?? '';
  return behind.includes(' #') || [above, below].some((line) => line.trimStart().startsWith('#'));
}

const REASON =
  /suspen|resum|paus|fr[eo]e?z|disabl|enabl|opt[- ]?(in|out)|switch(ed)? o|turn(ed)? o|temporar|for now|not (yet|ready|used)|until|maintenance|manual|broken|wip\b/i;

/** More than the lines around a value take. */
const ENOUGH = 2000;
