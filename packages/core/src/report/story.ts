/**
 * The story of a value as text, with a code frame for each step.
 *
 * @module
 */
import type { Story } from '../lint/explain.js';
import type { FileTree } from '../source/file-tree.js';
import { frame, showPlace, visible } from './frame.js';
import { paintFor } from './paint.js';
import type { ReporterOptions } from './report.js';

/** The story, the newest step first. */
export function printStory(story: Story, tree: FileTree, { color = false }: ReporterOptions = {}): string {
  const paint = paintFor(color);
  const subject = [story.object, story.field].filter((part) => part !== '').join(' ');
  const head = `${paint.bold(visible(subject))} ${paint.dim(`in ${visible(story.cluster)}`)}`;
  const steps = story.steps.map(({ message, location, secret }, at) =>
    [
      `${at + 1}. ${visible(message)}  ${paint.dim(showPlace(location))}`,
      ...frame(location, tree, paint, secret ? 'hidden' : 'shown'),
    ].join('\n'),
  );
  return `${[[head, ...showValue(story)].join('\n'), ...steps].join('\n\n')}\n`;
}

const LONGEST = 2000;

function showValue({ value, unknown, field }: Story): string[] {
  if (unknown !== undefined) return [`cannot be known: ${visible(unknown)}`];
  if (value === undefined) return ['is not there'];
  if (field === '') return [];
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return [
    visibleLines(`= ${text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text}`.replace(/\n$/, '')),
  ];
}

function visibleLines(text: string): string {
  return text.split('\n').map(visible).join('\n');
}
