/**
 * What ends an execution: errors with Go's words, and links to the errors that they stand on.
 *
 * @module
 */
import { quote } from '../format/quote.js';
import { showNode } from '../parse/show-node.js';
import type { Node, TemplateSource } from '../tree/nodes.js';
import { byteLength } from '../values/go-text.js';

/** An error as Go chains them. Caught at the door. */
export class GoFault extends Error {
  /** The error that this one wraps. */
  readonly wraps: GoFault | undefined;

  constructor(message: string, wraps?: GoFault) {
    super(message);
    this.wraps = wraps;
  }
}

/** Where an error stands, and in which template. */
export interface FaultPlace {
  /** The template that was executed. */
  readonly template: string;
  readonly source: TemplateSource;
  /** The offset in the source's text. */
  readonly at: number;
  /** What went wrong there, without the place. */
  readonly reason: string;
}

/** An error of the engine, with its place; `budget` where a limit of ours was passed and not one of Go's. */
export class ExecFault extends GoFault {
  readonly place: FaultPlace;
  readonly isBudget: boolean;

  constructor(message: string, place: FaultPlace, wraps: GoFault | undefined, isBudget: boolean) {
    super(message, wraps);
    this.place = place;
    this.isBudget = isBudget;
  }
}

/** An error at a node. */
export function faultAt(
  template: string,
  source: TemplateSource,
  node: Node,
  reason: string,
  wraps?: GoFault,
  isBudget = false,
): ExecFault {
  const where = `${source.name}:${lineAndColumn(source.text, node.at)}`;
  const message = `template: ${where}: executing ${quote(template)} at <${showNode(node)}>: ${reason}`;
  return new ExecFault(message, { template, source, at: node.at, reason }, wraps, isBudget);
}

/** The line from 1 and the column from 0, in bytes, as Go counts. */
export function lineAndColumn(text: string, at: number): string {
  const before = text.slice(0, at);
  const lineStart = before.lastIndexOf('\n') + 1;
  let line = 1;
  for (let found = before.indexOf('\n'); found >= 0; found = before.indexOf('\n', found + 1)) line++;
  return `${line}:${byteLength(before.slice(lineStart))}`;
}
