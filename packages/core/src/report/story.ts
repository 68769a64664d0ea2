/**
 * The story of a value as text, with a code frame for each step.
 *
 * @module
 */
import type { FileTree } from '../source/file-tree.js';
import { visible, visibleLines, withoutCommands } from '../source/text/shown-text.js';
import type { Plain } from '../yaml/nodes/to-plain.js';
import { frame, showPlace } from './frame.js';
import { paintFor } from './paint.js';
import type { Location, ReporterOptions } from './report.js';

/** What became of a field, and why. */
export interface Story {
  readonly version: 1;
  readonly cluster: string;
  readonly object: string;
  readonly field: string;
  /** The value that the cluster gets; absent where the field is not there. */
  readonly value?: Plain;
  /** Set where the value cannot be known from the files, and says why. */
  readonly unknown?: string;
  /** The newest first. */
  readonly steps: readonly StoryStep[];
}

/** One step of a story. */
export interface StoryStep {
  readonly message: string;
  readonly location: Location;
  /** Set where the place holds a value of a Secret, which is not to be shown. */
  readonly secret?: true;
}

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
  return withoutCommands(`${[[head, ...showValue(story)].join('\n'), ...steps].join('\n\n')}\n`);
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
