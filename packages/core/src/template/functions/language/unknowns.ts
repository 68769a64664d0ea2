/**
 * Functions whose results cannot be known: random ones, and those that encrypt with random parts.
 * They give an example of the right shape, which is marked as unknown. A few that look alike are certain.
 * Source: crypto.go and strings.go of Sprig 3.3.
 *
 * @module
 */
import { createDecipheriv, createHmac, createPrivateKey, scryptSync, X509Certificate } from 'node:crypto';
import { BudgetFault, GoFault } from '../../execute/fault.js';
import type { GoFunction } from '../../execute/rendering.js';
import { fromBytes, toBytes } from '../../values/go-text.js';
import { plain, read, traced } from '../../values/traced.js';
import { type GoStruct, int, type ParamType, type Traced, type Value } from '../../values/value.js';
import { type Functions, fn } from '../call/define.js';
import { base64, decodeBase64 } from '../texts/encoding.js';
import { deriveFromTemplate } from './password-templates.js';

/** A function with a random result, of which an example is given. */
function random(
  params: readonly ParamType[],
  example: (args: readonly Value[]) => Traced['value'],
): GoFunction {
  return {
    params,
    call: (args, { by }) => {
      const values = args.map((arg) => read(arg ?? null));
      return traced(example(values), { how: 'unknown', by, why: 'random' });
    },
  };
}

const LONGEST = 16_000_000;

function characters(alphabet: string): GoFunction {
  return random(['int'], ([count]) => {
    const length = numberOf(count);
    if (length < 0) return '';
    if (length > LONGEST) throw new BudgetFault(`the text is longer than ${LONGEST} characters`);
    return alphabet.repeat(Math.ceil(length / alphabet.length)).slice(0, length);
  });
}

function numberOf(value: Value | undefined): number {
  const bare = plain(value ?? null);
  return typeof bare === 'object' && bare?.kind === 'int' ? Number(bare.value) : 0;
}

const EXAMPLE_HASH = '$2a$10$abcdefghijklmnopqrstuuabcdefghijklmnopqrstuvwxyz01234';

const CERTIFICATE = 'sprig.certificate';

function certificate(cert: Value, key: Value): GoStruct {
  return {
    kind: 'struct',
    type: CERTIFICATE,
    isPointer: false,
    fields: new Map([
      ['Cert', cert],
      ['Key', key],
    ]),
  };
}

function pem(type: string): string {
  return `-----BEGIN ${type}-----\n${'A'.repeat(64)}\n-----END ${type}-----\n`;
}

function certificateMaker(params: readonly ParamType[]): GoFunction {
  return {
    params,
    call: (args, { by }) => {
      for (const arg of args) read(arg ?? null);
      const unknown = (text: string): Value => traced(text, { how: 'unknown', by, why: 'random' });
      return certificate(unknown(pem('CERTIFICATE')), unknown(pem('RSA PRIVATE KEY')));
    },
  };
}

const LISTS = ['[]interface {}', '[]interface {}'] as const;

function privateKey(type: string): string | undefined {
  if (['', 'rsa'].includes(type)) return pem('RSA PRIVATE KEY');
  if (type === 'dsa') return pem('DSA PRIVATE KEY');
  if (type === 'ecdsa') return pem('EC PRIVATE KEY');
  return type === 'ed25519' ? pem('PRIVATE KEY') : undefined;
}

/** AES-256 in CBC mode; the key is the password, cut or filled up with zeros. */
function decrypt(password: string, encoded: string): string {
  if (encoded === '') return '';
  const key = new Uint8Array(32);
  key.set(toBytes(password).subarray(0, 32));
  const data = decodeBase64(encoded);
  if ('error' in data) throw new GoFault(data.error);
  if (data.length < 16)
    throw new GoFault(
      `runtime error: slice bounds out of range [:16] with capacity ${capacity(data.length)}`,
    );
  const body = data.subarray(16);
  if (body.length % 16 !== 0) throw new GoFault('crypto/cipher: input not full blocks');
  const decipher = createDecipheriv('aes-256-cbc', key, data.subarray(0, 16)).setAutoPadding(false);
  const clear = Buffer.concat([decipher.update(body), decipher.final()]);
  const padding = clear.at(-1) ?? 0;
  if (body.length === 0) throw new GoFault('runtime error: index out of range [-1]');
  const length = clear.length - padding;
  if (length < 0) throw new GoFault(`runtime error: slice bounds out of range [:${length}]`);
  return fromBytes(clear.subarray(0, length));
}

/** What Go's decoder makes room for: three bytes for each four characters. */
function capacity(length: number): number {
  return Math.ceil(length / 3) * 3;
}

function customCertificate(encodedCert: string, encodedKey: string): Value {
  const cert = decodeBase64(encodedCert);
  if ('error' in cert) throw new GoFault('unable to decode base64 certificate');
  const key = decodeBase64(encodedKey);
  if ('error' in key) throw new GoFault('unable to decode base64 private key');
  const text = fromBytes(cert);
  if (!/-----BEGIN [A-Z0-9 ]+-----[\s\S]*-----END/.test(text))
    throw new GoFault('unable to decode certificate');
  try {
    new X509Certificate(text);
  } catch {
    throw new GoFault('error parsing certificate: decodedCert.Bytes: x509: malformed certificate');
  }
  const keyText = fromBytes(key);
  if (!/-----BEGIN [A-Z0-9 ]+-----[\s\S]*-----END/.test(keyText))
    throw new GoFault('error parsing private key: no PEM data in input');
  try {
    createPrivateKey(keyText);
  } catch {
    throw new GoFault('error parsing private key: no PEM data in input');
  }
  return certificate(text, keyText);
}

function derive(counter: number, type: string, password: string, user: string, site: string): string {
  const seed = 'com.lyndir.masterpassword';
  const sized = (text: string): Buffer => {
    const bytes = toBytes(text);
    const size = Buffer.alloc(4);
    size.writeUInt32BE(bytes.length);
    return Buffer.concat([size, bytes]);
  };
  const salt = Buffer.concat([Buffer.from(seed), sized(user)]);
  const key = scryptSync(toBytes(password), salt, 64, { N: 32768, r: 8, p: 2, maxmem: 128 * 1024 * 1024 });
  const count = Buffer.alloc(4);
  count.writeUInt32BE(counter >>> 0);
  const message = Buffer.concat([Buffer.from(seed), sized(site), count]);
  return deriveFromTemplate(type, createHmac('sha256', key).update(message).digest());
}

export const UNKNOWNS: Functions = {
  randAlphaNum: characters('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'),
  randAlpha: characters('abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'),
  randNumeric: characters('1234567890'),
  randAscii: characters('abcdefghijklmnopqrstuvwxyz0123456789'),
  randInt: random(['int', 'int'], ([min, max]) => {
    const [low, high] = [numberOf(min), numberOf(max)];
    if (high <= low) throw new GoFault('invalid argument to Intn');
    return int(low);
  }),
  randBytes: random(['int'], ([count]) => {
    const length = numberOf(count);
    if (length < 0) throw new GoFault('runtime error: makeslice: len out of range');
    if (length > LONGEST) throw new BudgetFault(`the text is longer than ${LONGEST} characters`);
    return base64(new Uint8Array(length).fill(97));
  }),
  shuffle: random(['string'], ([text]) => text as string),
  uuidv4: random([], () => '00000000-0000-4000-8000-000000000000'),
  bcrypt: random(['string'], () => EXAMPLE_HASH),
  htpasswd: {
    params: ['string', 'string'],
    call: ([user = null, password = null], { by }) => {
      const name = read(user) as string;
      read(password);
      if (name.includes(':')) return `invalid username: ${name}`;
      return traced(`${name}:${EXAMPLE_HASH}`, { how: 'unknown', by, why: 'random' });
    },
  },
  encryptAES: random(['string', 'string'], ([, text]) => {
    const blocks = Math.floor(toBytes(text as string).length / 16) + 2;
    return base64(new Uint8Array(blocks * 16).fill(97));
  }),
  decryptAES: fn(['string', 'string'], decrypt),
  derivePassword: {
    params: ['uint32', 'string', 'string', 'string', 'string'],
    call: ([counter, ...texts]) => {
      const [type = '', password = '', user = '', site = ''] = texts.map(
        (text) => read(text ?? null) as string,
      );
      return derive(numberOf(counter), type, password, user, site);
    },
  },
  buildCustomCert: fn(['string', 'string'], customCertificate),
  genPrivateKey: {
    params: ['string'],
    call: ([type = null], { by }) => {
      const name = read(type) as string;
      const key = privateKey(name);
      return key === undefined ? `Unknown type ${name}` : traced(key, { how: 'unknown', by, why: 'random' });
    },
  },
  genCA: certificateMaker(['string', 'int']),
  genCAWithKey: certificateMaker(['string', 'int', 'string']),
  genSelfSignedCert: certificateMaker(['string', ...LISTS, 'int']),
  genSelfSignedCertWithKey: certificateMaker(['string', ...LISTS, 'int', 'string']),
  genSignedCert: certificateMaker(['string', ...LISTS, 'int', CERTIFICATE]),
  genSignedCertWithKey: certificateMaker(['string', ...LISTS, 'int', CERTIFICATE, 'string']),
};
