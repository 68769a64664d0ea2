/**
 * Functions whose results cannot be known: random ones, and those that encrypt with random parts.
 * They give an example of the right shape, which is marked as unknown. A few that look alike are certain.
 * Source: crypto.go and strings.go of Sprig 3.3.
 *
 * @module
 */
import { createCipheriv, createDecipheriv, createHmac, scryptSync } from 'node:crypto';
import { GoFault } from '../../execute/fault.js';
import type { GoFunction } from '../../execute/rendering.js';
import { BudgetFault } from '../../values/budget.js';
import { fromBytes, toBytes } from '../../values/go-text.js';
import { plain, read, traced } from '../../values/traced.js';
import { int, type ParamType, type Traced, type Value } from '../../values/value.js';
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

/** With a first block of zeros, where Go has a random one. */
function encrypt(password: string, text: string): string {
  const first = new Uint8Array(16);
  const cipher = createCipheriv('aes-256-cbc', aesKey(password), first);
  return base64(Buffer.concat([first, cipher.update(toBytes(text)), cipher.final()]));
}

function aesKey(password: string): Uint8Array {
  const key = new Uint8Array(32);
  key.set(toBytes(password).subarray(0, 32));
  return key;
}

/** AES-256 in CBC mode; the key is the password, cut or filled up with zeros. */
function decrypt(password: string, encoded: string): string {
  if (encoded === '') return '';
  const data = decodeBase64(encoded);
  if ('error' in data) throw new GoFault(data.error);
  if (data.length < 16)
    throw new GoFault(
      `runtime error: slice bounds out of range [:16] with capacity ${capacity(data.length)}`,
    );
  const body = data.subarray(16);
  if (body.length % 16 !== 0) throw new GoFault('crypto/cipher: input not full blocks');
  const decipher = createDecipheriv('aes-256-cbc', aesKey(password), data.subarray(0, 16)).setAutoPadding(
    false,
  );
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
  encryptAES: random(['string', 'string'], ([password, text]) => encrypt(password as string, text as string)),
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
};
