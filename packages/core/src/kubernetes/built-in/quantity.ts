/**
 * Quantities: `500m`, `0.5`, `2Gi`, `1e3`.
 * Source: apimachinery's pkg/api/resource.
 *
 * @module
 */
import { own } from '../../source/text/own.js';

const SUFFIXES: Readonly<Record<string, number>> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

/** The number that a quantity stands for, or nothing where the text is none. */
export function quantityValue(text: string): number | undefined {
  const [, number = '', suffix = ''] = /^([+-]?(?:\d+\.?\d*|\.\d+))(.*)$/.exec(text) ?? [];
  if (number === '') return undefined;
  const exponent = /^[eE]([+-]?\d+)$/.exec(suffix);
  if (exponent) return Number(number) * 10 ** Number(exponent[1]);
  const factor = own(SUFFIXES, suffix);
  return factor === undefined ? undefined : Number(number) * factor;
}
