/**
 * How the run went: whether it is complete, and what the tool has to say of itself.
 *
 * @module
 */
import {
  type Notice,
  type Report,
  type ReportedFinding,
  type ReportedGap,
  withoutPaths,
} from '@fluxvet/core';
import { anchor, isElsewhere } from './parts/anchor.js';
import { sentence } from './parts/message-text.js';
import type { SarifInvocation, SarifLocation, SarifNotification } from './sarif-log.js';
import { toException } from './to-exception.js';
import { inRepository, toLocation } from './to-location.js';
import type { ResultContext } from './to-result.js';

/** What the results do not show. */
export interface Omissions {
  /** How many findings there was no room for. */
  readonly leftOut: number;
  /** Findings of other repositories that nothing here leads to. */
  readonly elsewhere: readonly ReportedFinding[];
}

/** The run as an invocation; it failed only if something was not looked at, whatever was found. */
export function toInvocation(report: Report, omissions: Omissions, context: ResultContext): SarifInvocation {
  const notices = report.notices.map((notice) => ({ notice, text: toNotice(notice, context) }));
  const [execution, configuration] = [true, false].map((own) =>
    notices.filter(({ notice }) => isOfExecution(notice) === own).map(({ text }) => text),
  ) as [SarifNotification[], SarifNotification[]];
  const all = [
    ...inOrder(execution),
    ...toOmissions(omissions),
    ...inOrder(report.gaps.map((gap) => toGap(gap, context))).slice(0, MAX_GAPS),
  ];
  return {
    executionSuccessful: report.complete,
    ...(all.length > 0 && { toolExecutionNotifications: all }),
    ...(configuration.length > 0 && { toolConfigurationNotifications: inOrder(configuration) }),
  };
}

const MAX_GAPS = 1_000;

function isOfExecution({ code }: Notice): boolean {
  return code.startsWith('internal/');
}

function toNotice(notice: Notice, context: ResultContext): SarifNotification {
  const { code, severity, message, rule, location, error } = notice;
  const index = rule === undefined ? undefined : context.ruleIndexes.get(rule);
  return {
    descriptor: { id: code },
    level: severity,
    message: { text: sentence(withoutPaths(message)) },
    ...(rule !== undefined && index !== undefined && { associatedRule: { id: rule, index } }),
    ...(location && locationsOf(location, context)),
    ...(error && { exception: toException(error) }),
  };
}

function toGap({ code, message, location }: ReportedGap, context: ResultContext): SarifNotification {
  return {
    descriptor: { id: code },
    level: 'note',
    message: { text: sentence(message) },
    ...locationsOf(location, context),
  };
}

function locationsOf(
  location: ReportedGap['location'],
  context: ResultContext,
): { readonly locations?: readonly SarifLocation[] } {
  const { tree } = context.sources;
  // A configuration can stand outside of the repository.
  const isOutside = inRepository(location.file, context.directory) === undefined;
  return isOutside || isElsewhere(location, tree)
    ? {}
    : { locations: [toLocation(anchor(location, tree), context)] };
}

function toOmissions({ leftOut, elsewhere }: Omissions): SarifNotification[] {
  const omissions = elsewhere.map(
    ({ rule, severity, message, location: { file, line } }): SarifNotification => ({
      descriptor: { id: 'sarif/other-repository' },
      // An error would say that the run failed.
      level: severity === 'error' ? 'warning' : severity,
      message: { text: sentence(`${file}:${line}: ${message} (${rule})`) },
    }),
  );
  if (leftOut === 0) return omissions;
  const text = `${leftOut} findings are left out, the mildest ones: a file can hold no more.`;
  return [{ descriptor: { id: 'sarif/left-out' }, level: 'warning', message: { text } }, ...omissions];
}

function inOrder(notifications: readonly SarifNotification[]): SarifNotification[] {
  return notifications
    .map((notification) => ({ notification, text: JSON.stringify(notification) }))
    .sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0))
    .map(({ notification }) => notification);
}
