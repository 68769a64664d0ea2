/**
 * Workloads: what holds between their parts.
 * Source: pkg/apis/apps, batch, autoscaling and policy of Kubernetes, each its package `validation`.
 *
 * @module
 */
import type { MapNode } from '../../yaml/nodes/node.js';
import { nodeAt, type Path, textAt } from '../../yaml/nodes/node-path.js';
import type { SchemaProblem } from '../structural-schema.js';
import { demand, isSet, missing } from './findings.js';
import { checkSelectorOfTemplate } from './selectors.js';

/** A Deployment: one selector, Pods that always restart, and a strategy that can move. */
export function checkDeployment(spec: MapNode): readonly SchemaProblem[] {
  return [...checkSelectorOfTemplate(spec), ...alwaysRestarts(spec), ...strategyProblems(spec)];
}

/** A DaemonSet, a StatefulSet or a ReplicaSet. */
export function checkWorkload(spec: MapNode): readonly SchemaProblem[] {
  return [...checkSelectorOfTemplate(spec), ...alwaysRestarts(spec)];
}

const RESTART: Path = ['template', 'spec', 'restartPolicy'];

function alwaysRestarts(spec: MapNode): SchemaProblem[] {
  const policy = textAt(spec, ...RESTART);
  return policy === undefined || policy === '' || policy === 'Always'
    ? []
    : [demand(RESTART, `is '${policy}'; only 'Always' is allowed here`)];
}

function strategyProblems(spec: MapNode): SchemaProblem[] {
  const strategy = nodeAt(spec, 'strategy');
  const type = textAt(strategy, 'type');
  if (type === 'Recreate' && isSet(strategy, 'rollingUpdate')) {
    return [demand(['strategy', 'rollingUpdate'], "must not be set beside the type 'Recreate'")];
  }
  const isZero = (name: string): boolean => /^0+%?$/.test(textAt(strategy, 'rollingUpdate', name) ?? '');
  return isZero('maxSurge') && isZero('maxUnavailable')
    ? [demand(['strategy', 'rollingUpdate', 'maxUnavailable'], 'must not be 0 where maxSurge is 0')]
    : [];
}

/** The Pods of a Job end, and its selector is made by the API server. */
export function checkJob(spec: MapNode): readonly SchemaProblem[] {
  const problems: SchemaProblem[] = [];
  const template = nodeAt(spec, 'template', 'spec');
  const policy = textAt(template, 'restartPolicy');
  if (template?.kind === 'map' && !isSet(template, 'restartPolicy')) {
    problems.push(demand(RESTART, "must be 'OnFailure' or 'Never', and is not set"));
  } else if (policy === 'Always') {
    problems.push(demand(RESTART, "must be 'OnFailure' or 'Never', not 'Always'"));
  }
  if (isSet(spec, 'selector') && textAt(spec, 'manualSelector') !== 'true') {
    problems.push(demand(['selector'], 'must not be set: the API server makes it'));
  }
  if (textAt(spec, 'completionMode') === 'Indexed' && !isSet(spec, 'completions')) {
    problems.push(missing([], 'completions'));
  }
  return problems;
}

/** One bound of a PodDisruptionBudget. */
export function checkDisruptionBudget(spec: MapNode): readonly SchemaProblem[] {
  return isSet(spec, 'minAvailable') && isSet(spec, 'maxUnavailable')
    ? [demand(['maxUnavailable'], 'must not stand beside minAvailable')]
    : [];
}

/** The bounds of a HorizontalPodAutoscaler. */
export function checkAutoscaler(spec: MapNode): readonly SchemaProblem[] {
  const [least, most] = ['minReplicas', 'maxReplicas'].map((name) =>
    Number(textAt(spec, name) ?? Number.NaN),
  );
  return least !== undefined && most !== undefined && least > most
    ? [demand(['maxReplicas'], `is ${most}, which is less than minReplicas: ${least}`)]
    : [];
}
