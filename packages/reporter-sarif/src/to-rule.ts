/**
 * Metadata of a rule → its descriptor. Nothing in it depends on the repository.
 *
 * @module
 */

import type { ReportedRule, Severity } from '@fluxvet/core';
import { own } from '@fluxvet/core';
import { MAX_DESCRIPTION, MAX_NAME, MAX_TAGS } from './github-limits.data.js';
import { cutText, sentence } from './parts/message-text.js';
import type { SarifRule } from './sarif-log.js';

/** The descriptor of a rule; its page is the help, and can be seen at an address too. */
export function toRule(rule: ReportedRule, helpUri: string | undefined): SarifRule {
  const { id, title, why, severity, docs } = rule;
  return {
    id,
    name: cutText(pascalCase(id), MAX_NAME),
    shortDescription: { text: cutText(sentence(title), MAX_DESCRIPTION) },
    fullDescription: { text: cutText(sentence(why), MAX_DESCRIPTION) },
    defaultConfiguration: { level: severity },
    help: docs === '' ? { text: sentence(why) } : { text: withoutLinks(docs), markdown: withoutWays(docs) },
    ...(helpUri !== undefined && { helpUri }),
    properties: propertiesOf(rule),
  };
}

/** `team/owner-label` → `TeamOwnerLabel`; viewers want a name that is not the id. */
function pascalCase(id: string): string {
  return id
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
}

/** In plain text a link reads as one to a location of the result. */
function withoutLinks(markdown: string): string {
  return markdown.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1');
}

/** A link to a file beside the page leads nowhere from a viewer. */
function withoutWays(markdown: string): string {
  return markdown.replace(/\[([^\]]*)\]\((?!https?:)[^)]*\)/g, '$1');
}

function propertiesOf({ category, severity, confidence, tags }: ReportedRule): SarifRule['properties'] {
  const precision = own(PRECISIONS, confidence);
  return {
    tags: [...new Set([category, 'flux', ...tags])].slice(0, MAX_TAGS),
    ...(precision !== undefined && { precision }),
    'problem.severity': PROBLEM_SEVERITIES[severity],
    // The number makes an alert one of security: other categories must not have it.
    ...(category === 'security' && { 'security-severity': SECURITY_SEVERITIES[severity] }),
  };
}

// GitHub hides `low` by default.
const PRECISIONS: Readonly<Record<string, string>> = {
  certain: 'very-high',
  likely: 'high',
  hint: 'medium',
};

const PROBLEM_SEVERITIES: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  note: 'recommendation',
};

// In the middle of what GitHub calls high, medium and low.
const SECURITY_SEVERITIES: Readonly<Record<Severity, string>> = {
  error: '8.0',
  warning: '5.5',
  note: '2.0',
};
