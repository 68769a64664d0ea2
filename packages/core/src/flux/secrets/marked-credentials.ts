/**
 * Values of any file that give away that they are credentials: by their form, by the name that stands before them, or as a
 * part of an address. They are marked as the values of Secrets are.
 *
 * @module
 */
import type { Node, ScalarNode } from '../../yaml/nodes/node.js';
import { textAt } from '../../yaml/nodes/node-path.js';
import { hasKnownToken, isCredentialName, isPlace, isPlaceholder, looksRandom } from './credential.js';

/** A stretch of a value that is a credential. */
export interface CredentialPart {
  readonly node: ScalarNode;
  readonly start: number;
  readonly end: number;
}

/** Whether a text may hold any credential; most files can be left out after one look. */
export function mayHoldCredentials(text: string): boolean {
  return MAY.test(text);
}

const MAY =
  /pass\b|passw|passphrase|pwd|token|secret|credential|hmac|identity|api[-_]?key|private[-_]?key|access[-_]?key|kubeconfig|:\/\/[^\s/]{0,300}@|hooks|webhook|BEGIN |AGE-SECRET|gh[pousr]_|glpat|xox|AKIA|eyJ|hvs\.|npm_|dckr_/i;

/** The credentials of a document. */
export function credentialsIn(root: Node): CredentialPart[] {
  const parts: CredentialPart[] = [];
  const seen = new Set<Node>();
  const visit = (node: Node, name: string): void => {
    if (node.kind === 'scalar') {
      for (const [start, end] of credentialsOf(node.value, name)) parts.push({ node, start, end });
      return;
    }
    if (seen.has(node)) return;
    seen.add(node);
    if (node.kind === 'seq') for (const item of node.items) visit(item, name);
    else {
      for (const { key, value } of node.entries) {
        // A list of environment variables names them beside their values.
        visit(value, key.value === 'value' ? (textAt(node, 'name') ?? name) : key.value);
      }
    }
  };
  visit(root, '');
  return parts;
}

type Stretch = readonly [start: number, end: number];

// What is shorter is a setting, or a password that is none.
const MIN_LENGTH = 6;
const LONGEST = 20_000;

/** The stretches of a text that are credentials, for a text under a name. */
export function credentialsOf(text: string, name: string): Stretch[] {
  if (text.length < MIN_LENGTH || text.startsWith('ENC[')) return [];
  if (!text.includes('\n') && isCredentialUnder(name, text)) return [[0, text.length]];
  const whole = text.slice(0, LONGEST);
  const found: Stretch[] = [];
  if (hasKnownToken(whole))
    for (const { index, 0: token } of whole.matchAll(WORD))
      if (hasKnownToken(token)) found.push([index, index + token.length]);
  if (text.includes('-----BEGIN')) found.push([0, text.length]);
  if (whole.includes('://')) found.push(...inAddresses(whole));
  if (/[=:]/.test(whole)) found.push(...inAssignments(whole));
  return found;
}

const WORD = /[\w.~+/=-]{8,}/g;

const PASSWORD = /passw|passphrase|pwd|(?:^|[-_.])pass$/i;

function isCredentialUnder(name: string, text: string): boolean {
  if (
    !(isCredentialName(name) || PASSWORD.test(name)) ||
    isPlaceholder(text) ||
    isPlace(text) ||
    /\s/.test(text)
  )
    return false;
  if (text.includes('://')) return false;
  return looksRandom(text) || (PASSWORD.test(name) && /\d/.test(text));
}

const USER = /\b[a-z][a-z0-9+.-]{1,30}:\/\/([^\s/@?#]{1,300})@/gi;
const QUERY = /[?&](?:access_)?(?:token|key|sig|signature|secret|password|auth)=([^\s&#"']{6,300})/gi;
const WEBHOOK =
  /\/\/(?:hooks\.slack(?:-gov)?\.com\/services|(?:ptb\.|canary\.)?discord(?:app)?\.com\/api\/webhooks|[\w.-]{1,100}\.webhook\.office\.com)\/([^\s"'?#]{8,500})/gi;

function inAddresses(text: string): Stretch[] {
  const found: Stretch[] = [];
  for (const { index, 0: whole, 1: user = '' } of text.matchAll(USER)) {
    const from = index + whole.length - 1 - user.length;
    const colon = user.indexOf(':');
    const password = colon < 0 ? user : user.slice(colon + 1);
    const isOne = colon < 0 ? hasKnownToken(user) || looksRandom(user) : !isPlaceholder(password);
    if (isOne && password !== '') found.push([from + user.length - password.length, from + user.length]);
  }
  for (const pattern of [QUERY, WEBHOOK]) {
    for (const { index, 0: whole, 1: value = '' } of text.matchAll(pattern)) {
      if (!isPlaceholder(value)) found.push([index + whole.length - value.length, index + whole.length]);
    }
  }
  return found;
}

const ASSIGNMENT = /([A-Za-z][\w.-]{2,60})["']?[ \t]{0,4}[=:][ \t]{0,4}["']?([^\s"',;&]{6,300})/g;

/** `db.password=…` in the lines of a text, and `--password=…` among arguments. */
function inAssignments(text: string): Stretch[] {
  const found: Stretch[] = [];
  for (const { index, 0: whole, 1: name = '', 2: value = '' } of text.matchAll(ASSIGNMENT)) {
    if (!isCredentialUnder(name, value)) continue;
    const end = index + whole.length;
    found.push([end - value.length, end]);
  }
  return found;
}
