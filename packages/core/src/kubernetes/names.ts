/**
 * The forms that an API server asks of names, namespaces, labels and annotations.
 * Source: apimachinery's pkg/util/validation, and the strategies of the built-in kinds.
 *
 * @module
 */
import { own } from '../source/text/own.js';
import type { ObjectId } from './object-id.js';

const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const QUALIFIED = /^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/;

/** What is wrong with a DNS label, such as the name of a namespace; the sentence goes on after 'which'. */
export function dnsLabelProblem(text: string): string | undefined {
  if (text.length > 63) return 'is longer than 63 characters';
  return LABEL.test(text)
    ? undefined
    : 'is no DNS label (RFC 1123): lowercase letters, digits and hyphens, with a letter or digit at both ends';
}

/** What is wrong with a DNS subdomain, as most names must be. */
export function dnsSubdomainProblem(text: string): string | undefined {
  if (text.length > 253) return 'is longer than 253 characters';
  return text.split('.').every((part) => LABEL.test(part))
    ? undefined
    : 'is no DNS subdomain (RFC 1123): lowercase letters, digits, hyphens and dots, with a letter or digit at both ends of every part';
}

function pathSegmentProblem(text: string): string | undefined {
  if (text === '.' || text === '..') return 'is no name';
  return /[/%]/.test(text) ? "holds '/' or '%', which no name may" : undefined;
}

const BY_GROUP: Readonly<Record<string, (text: string) => string | undefined>> = {
  'rbac.authorization.k8s.io': pathSegmentProblem,
  policy: pathSegmentProblem,
};
const LABEL_KINDS = new Set(['/Namespace', '/Service', 'apps/StatefulSet']);
/** A Job gets eleven more characters than its CronJob. */
const MOST_OF_CRON_JOB = 52;

/** What is wrong with the name of an object of a kind. */
export function objectNameProblem(
  { group, kind }: Pick<ObjectId, 'group' | 'kind'>,
  name: string,
): string | undefined {
  if (LABEL_KINDS.has(`${group}/${kind}`)) return dnsLabelProblem(name);
  if (group === 'batch' && kind === 'CronJob' && name.length > MOST_OF_CRON_JOB) {
    return `is longer than the ${MOST_OF_CRON_JOB} characters that a CronJob may have`;
  }
  return (own(BY_GROUP, group) ?? dnsSubdomainProblem)(name);
}

/** What is wrong with the key of a label or an annotation. */
export function qualifiedNameProblem(key: string): string | undefined {
  const parts = key.split('/');
  const name = parts.at(-1) ?? '';
  const [prefix] = parts;
  if (parts.length > 2) return "has more than one '/'";
  if (parts.length === 2 && (prefix === '' || dnsSubdomainProblem(prefix ?? '') !== undefined)) {
    return `has the prefix '${prefix}', which is no DNS subdomain`;
  }
  if (name.length > 63) return 'is longer than 63 characters';
  return QUALIFIED.test(name)
    ? undefined
    : "is no key: letters, digits, '-', '_' and '.', with a letter or digit at both ends";
}

/** What is wrong with the value of a label. */
export function labelValueProblem(value: string): string | undefined {
  if (value.length > 63) return 'is longer than the 63 characters that a label may have';
  return value === '' || QUALIFIED.test(value)
    ? undefined
    : "is no value of a label: letters, digits, '-', '_' and '.', with a letter or digit at both ends";
}
