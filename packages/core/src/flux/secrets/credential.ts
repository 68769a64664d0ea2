/**
 * What gives away that a value is a credential, and what gives away that it only stands for one.
 * Every pattern runs in linear time: the values come from the repository.
 *
 * @module
 */

/** Texts that stand where a value is still to come, or comes from somewhere else. */
const PLACEHOLDERS: readonly RegExp[] = [
  /^\s*$/,
  /\$\{|\$\(|\{\{|<[^<>\s]+>|^ENC\[|^(ref\+|vault:|op:\/\/|secret:|env:|file:|\$|@|%)/,
  /change[-_ ]?me|replace[-_ ]?(?:me|this|with)|place[-_ ]?holder|your[-_ ]|example|dummy|redacted|to[-_ ]?do\b|not[-_ ]?used|unused/i,
  /^(x+|\*+|\.+|-+|0+|none|null|nil|true|false|yes|no|n\/a|tbd|todo|fake|test|secret|password|string|value)$/i,
];

/** Whether a value only stands for one. */
export function isPlaceholder(value: string): boolean {
  const short = value.slice(0, 200);
  return PLACEHOLDERS.some((pattern) => pattern.test(short));
}

/** Credentials that tell by their form what they are. */
const TOKENS =
  /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY|AGE-SECRET-KEY-1|\bgh[pousr]_[A-Za-z0-9]{36}|\bgithub_pat_[A-Za-z0-9_]{40}|\bglpat-[\w-]{20}|\bxox[abprs]-[A-Za-z0-9-]{10}|\b(?:AKIA|ASIA)[A-Z0-9]{16}\b|\bsk_live_[A-Za-z0-9]{16}|\bAIza[\w-]{35}|\bnpm_[A-Za-z0-9]{36}|\bhvs\.[\w-]{20}|\bdckr_pat_[\w-]{20}|(?<![\w-])eyJ[\w-]{10,}\.eyJ[\w-]{10,}\./;

/** Whether a value holds a credential whose form is known. */
export function hasKnownToken(value: string): boolean {
  return TOKENS.test(value.slice(0, 20_000));
}

const SECRET_WORDS: ReadonlySet<string> = new Set([
  ...[
    'password',
    'passwd',
    'passphrase',
    'pwd',
    'token',
    'secret',
    'credential',
    'credentials',
    'htpasswd',
    'hmac',
  ],
  ...[
    'secretkey',
    'apikey',
    'privatekey',
    'accesskey',
    'agekey',
    'clientsecret',
    'dockerconfigjson',
    'kubeconfig',
  ],
]);
const KEY_BEFORE: ReadonlySet<string> = new Set([
  ...['access', 'api', 'auth', 'encryption', 'private', 'secret', 'signing', 'tls'],
]);

/** Whether a name says that its value is a credential: by its last words, as in `adminPassword` and `tls.key`. */
export function isCredentialName(name: string): boolean {
  const words = wordsOf(name);
  const last = words.at(-1) ?? '';
  // The key of a Secret in which Flux looks for a private key of ssh.
  if (SECRET_WORDS.has(last) || name === 'identity') return true;
  return last === 'key' && KEY_BEFORE.has(words.at(-2) ?? '');
}

/** Identifiers, such as those of a tenant or a subscription, let nobody in. */
const IDENTIFIER = /[_-](?:ID|id)$|[a-z]Id$/;

/** Names of values that everybody may read. */
const PUBLIC =
  /^(known_hosts|ca|cafile|ca\.pem|type|url|uri|host|hostname|port|name|namespace|project|region|endpoint|bucket|user|username|email|account|database|dbname|enableoci|insecure|server|issuer|clientid|client-id|client_id)$|\.(pub|crt|cert|cer)$|(^|[-_.])(ca|cert|certificate|public[-_]?key)([-_.]|$)/i;

/** Whether a name says that its value is no secret. */
export function isPublicName(name: string): boolean {
  return (PUBLIC.test(name) || IDENTIFIER.test(name)) && !isCredentialName(name);
}

function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '');
}

/** Whether a value could have been drawn by chance: letters and digits without a word to read. */
export function looksRandom(value: string): boolean {
  if (!/^[\w+/=.~!@#$%^&*-]{12,512}$/.test(value) || !/\d/.test(value) || !/[A-Za-z]/.test(value))
    return false;
  // A UUID names something, and is seldom all that it takes.
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value)) return false;
  return entropy(value) >= 3.3 && !/^[a-z]+([-_.][a-z0-9]+)+$/.test(value) && !isNameOfWords(value);
}

/**
 * Whether a value says where something stands: an absolute path of words in lower case, or the name of a file. What is
 * drawn by chance has capital letters between its slashes.
 */
export function isPlace(value: string): boolean {
  return (
    /^(?:~|\.{1,2})?(?:\/[a-z0-9][a-z0-9._-]*){2,}\/?$/.test(value) ||
    /^(?:~|\.{1,2})?\/?[\w.-]+(?:\/[\w.-]+)*\.(?:pub|pem|crt|cer|key|json|ya?ml|txt|conf|env)$/.test(value)
  );
}

/** Whether a value is a name made of words with a number in some, such as `k8s-runner-secret`. */
function isNameOfWords(value: string): boolean {
  const words = value.split(/[-_.]/);
  return words.length > 1 && words.every((word) => /^(?:[a-z]+\d{0,3}[a-z]{0,3}|\d{1,3})$/.test(word));
}

/** Shannon's entropy, in bits for each character. */
function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const char of text) counts.set(char, (counts.get(char) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}

/** The user of an address that carries a password too, and the host; nothing where the password only stands for one. */
export function credentialInUrl(value: string): { readonly host: string } | undefined {
  const [, user = '', password = '', host = ''] =
    /\b[a-z][a-z0-9+.-]{1,30}:\/\/([^\s:/@?#]{0,100}):([^\s/@?#]{1,300})@([^\s:/?#"'@]{1,253})/i.exec(
      value.slice(0, 2000),
    ) ?? [];
  if (host === '' || isPlaceholder(password) || /^(pass|passw|pwd|user|username|token)$/i.test(password))
    return undefined;
  return /[{}<>$]/.test(user) ? undefined : { host };
}
