/**
 * What a rule threw, without a trace of the machine on which it did.
 *
 * @module
 */

import { sentence } from './message-text.js';
import type { SarifException, SarifFrame } from './sarif-log.js';

/** An error as data. */
export interface ThrownError {
  /** The name of its class. */
  readonly name: string;
  readonly message: string;
  /** As the engine prints it: a line for each call. */
  readonly stack?: string;
}

/** An error as an exception. */
export function toException({ name, message, stack = '' }: ThrownError): SarifException {
  const frames = stack.split('\n').flatMap(toFrame);
  return {
    kind: name,
    message: sentence(withoutPaths(message)),
    ...(frames.length > 0 && { stack: { frames: frames.slice(0, MAX_FRAMES) } }),
  };
}

const MAX_FRAMES = 50;

function toFrame(line: string): SarifFrame[] {
  const [, call, bare] = /^\s*at (?:(.*) \((?:.*)\)|(.*))$/.exec(line) ?? [];
  if (call === undefined && bare === undefined) return [];
  const name = call ?? '(anonymous)';
  const [, module] =
    /(?:node_modules|packages)[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)(?!.*node_modules)/.exec(line) ?? [];
  return [
    {
      ...(module !== undefined && { module: module.replaceAll('\\', '/') }),
      location: { logicalLocations: [{ name, fullyQualifiedName: name, kind: 'function' }] },
    },
  ];
}

/** A text in which absolute paths have become the names of their files. */
export function withoutPaths(text: string): string {
  return text.replace(ABSOLUTE_PATH, (path) => path.split(/[\\/]/).findLast((part) => part !== '') ?? path);
}

// Neither the path of a URL nor a single name after a slash.
const ABSOLUTE_PATH =
  /(?:file:\/\/(?=\/)|(?<![\w:/.~-]))(?:\/[^\s/'"`:()<>,]+){2,}\/?|(?<!\w)[A-Za-z]:[\\/][^\s'"`:()<>,]+/g;
