/**
 * Keys and certificates: random ones, of which examples are given, and those that the caller brings.
 * Source: crypto.go of Sprig 3.3.
 *
 * @module
 */
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { GoFault } from '../../execute/fault.js';
import type { GoFunction } from '../../execute/rendering.js';
import { printValue } from '../../format/print-value.js';
import { fromBytes } from '../../values/go-text.js';
import { isList } from '../../values/kinds.js';
import { plain, read, traced } from '../../values/traced.js';
import type { GoStruct, ParamType, Value } from '../../values/value.js';
import { type Functions, fn } from '../call/define.js';
import { decodeBase64 } from '../texts/encoding.js';

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
      checkNames(args.filter((_arg, at) => params[at]?.startsWith('[]')));
      checkKey(params, args);
      const unknown = (text: string): Value => traced(text, { how: 'unknown', by, why: 'random' });
      return certificate(unknown(pem('CERTIFICATE')), unknown(pem('RSA PRIVATE KEY')));
    },
  };
}

/** The addresses come first, then the names. */
function checkNames([addresses, names]: readonly (Value | undefined)[]): void {
  for (const item of itemsOf(addresses)) {
    const text = read(item);
    if (typeof text !== 'string') throw new GoFault(`error parsing ip: ${printValue(item)} is not a string`);
    if (isIP(text) === 0) throw new GoFault(`error parsing ip: ${text}`);
  }
  for (const item of itemsOf(names)) {
    if (typeof read(item) === 'string') continue;
    throw new GoFault(`error processing alternate dns name: ${printValue(item)} is not a string`);
  }
}

function itemsOf(value: Value | undefined): readonly Value[] {
  const bare = value === undefined ? null : plain(value);
  return isList(bare) ? bare.items : [];
}

/** A key that the caller brings stands last. */
function checkKey(params: readonly ParamType[], args: readonly (Value | undefined)[]): void {
  if (params.length < 3 || params.at(-1) !== 'string') return;
  const key = read(args.at(-1) ?? null);
  if (typeof key !== 'string' || !PEM.test(key))
    throw new GoFault('parsing private key: no PEM data in input');
}

const PEM = /-----BEGIN [A-Z0-9 ]+-----[\s\S]*-----END/;

const LISTS = ['[]interface {}', '[]interface {}'] as const;

function privateKey(type: string): string | undefined {
  if (['', 'rsa'].includes(type)) return pem('RSA PRIVATE KEY');
  if (type === 'dsa') return pem('DSA PRIVATE KEY');
  if (type === 'ecdsa') return pem('EC PRIVATE KEY');
  return type === 'ed25519' ? pem('PRIVATE KEY') : undefined;
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

export const CERTIFICATES: Functions = {
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
