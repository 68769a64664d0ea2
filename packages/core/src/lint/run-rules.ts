/**
 * Runs rules over a model. A rule that throws keeps what it had yielded, and the others go on.
 *
 * @module
 */

import type { Cluster, Concerned, FluxModel } from '../flux/model.js';
import { isSecretValue } from '../flux/secrets/hide-secrets.js';
import { HIDDEN } from '../flux/secrets/redactor.js';
import type { KubernetesObject } from '../kubernetes/object.js';
import { showId } from '../kubernetes/object-id.js';
import { LimitReached, limits, show } from '../source/bounds/limits.js';
import type { Diagnostic, Related, Severity } from '../source/diagnostic.js';
import { sharedTime } from '../source/shared-time.js';
import { own } from '../source/text/own.js';
import { showPathOf } from '../yaml/nodes/node-path.js';
import type { EffectiveRule } from './config/effective-rules.js';
import { fingerprint, identityOf, identityOfSpan } from './findings/fingerprint.js';
import { isObject, locate, locateNode } from './findings/locate.js';
import { milder, type Raised } from './findings/raised.js';
import type { Environment, Finding, Place } from './findings/rule.js';
import { unfoldOrigin } from './findings/unfold-origin.js';

/** What came of a run. */
export interface Run {
  readonly raised: readonly Raised[];
  readonly crashes: readonly Crash[];
  /** Rules that had more to say, or more to do, than a limit lets them. */
  readonly limited: readonly LimitedRule[];
  readonly times: Pick<Times, 'rules' | 'shared'>;
}

/** What a check took, in milliseconds. */
export interface Times {
  /** Working out what Flux would apply; 0 where the model was loaded before. */
  readonly model: number;
  /** Each rule by itself. */
  readonly rules: ReadonlyMap<string, number>;
  /** What was done once for all rules when the first one asked: texts parsed, objects judged by their schemas. */
  readonly shared: number;
}

/** A rule that reached a limit. */
export interface LimitedRule {
  readonly rule: string;
  readonly message: string;
}

/** A rule that threw. */
export interface Crash {
  readonly rule: string;
  readonly error: unknown;
  readonly plugin: string;
}

/** Runs every rule, and adds what the stages found that rules stand for. */
export function runRules(model: FluxModel, rules: Iterable<EffectiveRule>): Run {
  const raised: Raised[] = [];
  const crashes: Crash[] = [];
  const limited: LimitedRule[] = [];
  const times = new Map<string, number>();
  const atFirst = sharedTime();
  const clusterOf = ownersOf(model);
  const claimed = new Map<string, EffectiveRule>();
  for (const effective of rules) {
    for (const code of effective.rule.stages ?? []) claimed.set(code, effective);
    const start = performance.now();
    const before = sharedTime();
    try {
      for (const finding of findingsOf(model, effective)) {
        raised.push(raise(withoutSecret(finding, model), effective, clusterOf));
      }
    } catch (error) {
      if (error instanceof LimitReached) limited.push({ rule: effective.id, message: error.message });
      else
        crashes.push({
          rule: effective.id,
          error,
          plugin: `${effective.plugin.name}@${effective.plugin.version}`,
        });
    }
    const shared = sharedTime() - before;
    times.set(effective.id, Math.max(0, performance.now() - start - shared));
  }
  const shared = sharedTime() - atFirst;
  for (const diagnostic of model.diagnostics) {
    const effective = claimed.get(diagnostic.code) ?? claimed.get(`${diagnostic.code.split('/')[0]}/*`);
    if (!effective) continue;
    try {
      raised.push(raiseDiagnostic(diagnostic, effective, model));
    } catch (error) {
      crashes.push({ rule: effective.id, error, plugin: 'fluxvet' });
    }
  }
  return { raised, crashes, limited, times: { rules: times, shared } };
}

function* findingsOf(model: FluxModel, { rule, options }: EffectiveRule): Generator<Finding> {
  const environment: Environment<Record<string, string>, never> = {
    options: options as never,
    finding(messageId, at, ...[more]) {
      const { data, ...rest } = (more ?? {}) as { data?: Finding['data'] };
      return { messageId, at, data: data ?? {}, ...rest };
    },
  };
  let count = 0;
  const most = limits().findings;
  for (const finding of rule.check(model, environment)) {
    if (++count > most) throw new LimitReached('findings', `The rule has more than ${show(most)} findings.`);
    yield finding;
  }
}

function ownersOf(model: FluxModel): ReadonlyMap<KubernetesObject, Cluster> {
  const owners = new Map<KubernetesObject, Cluster>();
  for (const cluster of model.clusters) {
    for (const object of cluster.objects) owners.set(object, cluster);
    for (const object of cluster.contested) owners.set(object, cluster);
    for (const app of cluster.apps) {
      if (app.kind === 'Kustomization') for (const object of app.objects) owners.set(object, cluster);
    }
  }
  return owners;
}

/** A message never quotes a value of a Secret, whatever the rule says. */
function withoutSecret(finding: Finding, { tree }: FluxModel): Finding {
  const { at, data } = finding;
  const node = locateNode(at);
  if (!isObject(at.in) || node?.kind !== 'scalar' || node.value === '') return finding;
  const quotes = Object.values(data).some((text) => String(text).includes(node.value));
  if (!quotes || !isSecretValue(at.in.body, at.path ?? [], tree)) return finding;
  const hidden = Object.entries(data).map(([name, text]) => [
    name,
    String(text).replaceAll(node.value, HIDDEN),
  ]);
  return { ...finding, data: Object.fromEntries(hidden) };
}

function raise(
  finding: Finding,
  { id, rule, severity }: EffectiveRule,
  clusterOf: ReadonlyMap<KubernetesObject, Cluster>,
): Raised {
  const { at, data, fix, suggestions = [] } = finding;
  const template = own(rule.messages, finding.messageId);
  if (template === undefined) throw new Error(`The rule has no message '${finding.messageId}'.`);
  const object = isObject(at.in) ? at.in : undefined;
  const { span, origin } = locate(at);
  const named = (finding.related ?? []).map(
    ({ at: place, says, role }): Related => ({
      span: locate(place).span,
      message: says,
      ...(role && { role }),
    }),
  );
  const cluster = object && clusterOf.get(object);
  const identity = identityOf(at, finding.identity);
  return {
    rule: id,
    severity: milder(severity, finding.atMost),
    message: fill(template, data),
    span,
    related: [...named, ...unfoldOrigin(origin, object, span)],
    object,
    subject: subjectOf(at),
    identity,
    fingerprint: fingerprint(id, identity),
    clusters: finding.clusters ?? (cluster ? [cluster.name] : []),
    fix,
    suggestions,
  };
}

function subjectOf(place: Place): Raised['subject'] {
  if (!isObject(place.in)) return undefined;
  return { object: showId(place.in.id), field: showPathOf(place.path ?? []) };
}

function fill(template: string, data: Finding['data']): string {
  return template.replace(/\{(\w+)\}/g, (hole, name: string) => {
    const value = own(data, name);
    if (value === undefined) throw new Error(`The message has no value for ${hole}.`);
    return String(value);
  });
}

/** What a stage found, under the rule that stands for it. In files that no cluster reaches it hurts nobody yet. */
function raiseDiagnostic(
  diagnostic: Concerned<Diagnostic>,
  { id, severity, fixedSeverity }: EffectiveRule,
  model: FluxModel,
): Raised {
  const { message, span, related = [], clusters } = diagnostic;
  const identity = identityOfSpan(diagnostic.code, span, model.tree);
  const own: Severity = fixedSeverity ? severity : milder(severity, diagnostic.severity);
  const detached = clusters.length === 0 && model.clusters.length > 0;
  return {
    rule: id,
    severity: detached ? 'note' : own,
    message,
    span,
    related,
    object: undefined,
    subject: undefined,
    identity,
    fingerprint: fingerprint(id, identity),
    clusters,
    fix: undefined,
    suggestions: [],
  };
}
