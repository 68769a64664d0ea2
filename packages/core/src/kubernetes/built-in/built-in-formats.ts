/**
 * Forms of single values that the validation of built-in kinds asks for.
 * Source: pkg/apis/core/validation of Kubernetes, and the decoding of quantities and of base64.
 *
 * @module
 */
import { own } from '../../source/text/own.js';
import type { Plain } from '../../yaml/nodes/to-plain.js';
import { isCidr, isIp } from '../formats.js';
import { dnsLabelProblem, dnsSubdomainProblem, qualifiedNameProblem } from '../names.js';
import { cronProblem } from './cron.js';
import { quantityValue } from './quantity.js';

/** What is wrong with a value by a format of a built-in kind; the sentence goes on after 'which'. */
export function builtInDemand(format: string | undefined, value: Plain): string | undefined {
  if (!format?.startsWith('kubernetes:') || value === null || typeof value === 'object') return undefined;
  if (typeof value === 'boolean') return 'is neither a text nor a number';
  return own(FORMATS, format.slice('kubernetes:'.length))?.(String(value), typeof value !== 'string');
}

type Check = (text: string, isNumber: boolean) => string | undefined;

const unlessEmpty =
  (check: (text: string) => string | undefined): Check =>
  (text) =>
    text === '' ? undefined : check(text);

const FORMATS: Readonly<Record<string, Check>> = {
  quantity: (text, isNumber) =>
    isNumber || quantityValue(text) !== undefined
      ? undefined
      : "is no quantity: a number with one of the units m, k, M, G, T, Ki, Mi, Gi or Ti, as in '500m' or '2Gi'",
  port: portProblem,
  'port-name': unlessEmpty(portNameProblem),
  share: (text, isNumber) =>
    isNumber
      ? Number(text) < 0
        ? 'is negative'
        : undefined
      : /^\d+%$/.test(text)
        ? undefined
        : "is neither a number nor a percentage such as '25%'",
  qualified: (text) => qualifiedNameProblem(text.toLowerCase()),
  label: dnsLabelProblem,
  'label-or-empty': unlessEmpty(dnsLabelProblem),
  subdomain: dnsSubdomainProblem,
  'subdomain-or-empty': unlessEmpty(dnsSubdomainProblem),
  ip: (text) => (isIp(text) ? undefined : 'is no IP address'),
  cidr: (text) => (isCidr(text) ? undefined : "is no range of addresses, such as '10.0.0.0/8'"),
  cron: cronProblem,
  base64: (text) =>
    /^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(text) && text.replace(/\s/g, '').length % 4 === 0
      ? undefined
      : 'is not in base64',
};

function portProblem(text: string, isNumber: boolean): string | undefined {
  if (!isNumber) return portNameProblem(text);
  const port = Number(text);
  return port >= 1 && port <= 65535 ? undefined : 'is no port: it must lie between 1 and 65535';
}

function portNameProblem(text: string): string | undefined {
  if (text.length > 15) return 'is longer than the 15 characters that the name of a port may have';
  if (!/^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/.test(text) || text.includes('--')) {
    return 'is no name of a port: lowercase letters, digits and single hyphens, with a letter or digit at both ends';
  }
  return /[a-z]/.test(text) ? undefined : 'is no name of a port: it must have a letter';
}
