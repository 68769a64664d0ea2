/**
 * What a step does with a value that was given to it, and that may have a past of its own.
 *
 * @module
 */
import type { Origin, Step } from '../../yaml/nodes/node.js';

/** The step, knowing that the value that it sets was made by another one. */
export function givenBy(step: Step, given: Origin): Step {
  return given.step ? { ...step, from: [...(step.from ?? []), given] } : step;
}
