/**
 * What a rule threw, without a trace of the machine on which it did.
 *
 * @module
 */
import { type ThrownError, withoutPaths } from '@fluxvet/core';
import { sentence } from './parts/message-text.js';
import type { SarifException, SarifFrame } from './sarif-log.js';

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
  const [, module] = /(?:\(|at )((?:@[^/\s]+\/)?[^/\s()]+)\/[^/]/.exec(withoutPaths(line)) ?? [];
  return [
    {
      ...(module !== undefined && { module }),
      location: { logicalLocations: [{ name, fullyQualifiedName: name, kind: 'function' }] },
    },
  ];
}
