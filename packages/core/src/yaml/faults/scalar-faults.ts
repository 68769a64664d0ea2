/**
 * Scalars that Go's parser or JSON refuses, though the text is well-formed YAML.
 * Source: scannerc.go (plain scalars in flow collections, escapes, anchors), resolve.go (tags) of go-yaml v3,
 * and `encoding/json`, through which kustomize prints.
 *
 * @module
 */
import type { ScalarStyle, ScalarTag } from '../nodes/node.js';
import { resolvePlain } from '../nodes/resolve-scalar.js';

/** A scalar as far as its faults are concerned. */
export interface JudgedScalar {
  readonly value: string;
  readonly style: ScalarStyle;
  readonly tag: ScalarTag;
  readonly tagged: boolean;
  readonly inFlow: boolean;
  /** The text as written; asked for only where an escape may be wrong. */
  readonly written?: string;
}

/** A sentence on what is wrong with a scalar, if anything is, with the code of the diagnostic. */
export function scalarFault(
  scalar: JudgedScalar,
): { readonly code: string; readonly message: string } | undefined {
  const { value, style, tag } = scalar;
  if (style === 'plain' && scalar.inFlow && (value.startsWith(':') || value.indexOf('?') > 0)) {
    const char = value.startsWith(':') ? "begin with ':'" : "hold a '?'";
    return { code: 'yaml/syntax', message: `A value within brackets cannot ${char} unless it is quoted.` };
  }
  const refused = scalar.written && REFUSED_ESCAPE.exec(scalar.written)?.[1];
  if (refused)
    return { code: 'yaml/syntax', message: `kustomize and Flux do not know the escape '${refused}'.` };
  if (scalar.tagged && !fitsTag(value, tag))
    return { code: 'yaml/bad-tag', message: `The tag ${tag} does not fit the value '${shortened(value)}'.` };
  if (tag === '!!float' && /^[-+]?\.(inf|nan)$/i.test(value))
    return { code: 'yaml/bad-tag', message: `JSON, and so Kubernetes, has no number '${value}'.` };
  return undefined;
}

/** Whether a text may hold an escape that Go refuses; a JSON patch is read as JSON, which has no other. */
export function mayHoldRefusedEscape(text: string): boolean {
  const may = text.includes('\\/') || text.includes('\\ud') || text.includes('\\uD');
  return may && !/^\s*\[/.test(text);
}

// Escapes of JSON that YAML 1.1 does not have: a slash, and halves of characters outside of the basic plane.
const REFUSED_ESCAPE = /(?<!\\)(?:\\\\)*(\\(?:\/|u[dD][89a-fA-F][0-9a-fA-F]{2}))/;

/** Whether Go takes a text for the name of an anchor. */
export function isAnchorName(name: string): boolean {
  return /^[\w-]+$/.test(name);
}

/** The text that the base64 of a `!!binary` stands for. */
export function decodeBinary(value: string): string {
  return Buffer.from(value, 'base64').toString('utf8');
}

function fitsTag(value: string, tag: ScalarTag): boolean {
  switch (tag) {
    case '!!int':
    case '!!bool':
    case '!!null':
    case '!!timestamp':
      return resolvePlain(value) === tag;
    case '!!float':
      return /^!!(float|int)$/.test(resolvePlain(value));
    case '!!binary':
      return isBase64(value);
    default:
      return true;
  }
}

function isBase64(value: string): boolean {
  const digits = value.replace(/[\r\n]/g, '');
  return digits.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(digits);
}

function shortened(value: string): string {
  return value.length > 40 ? `${value.slice(0, 40)}…` : value;
}
