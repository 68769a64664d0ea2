/**
 * Numbers as Go writes them.
 * Source: strconv/ftoa.go.
 *
 * @module
 */

/** The formats of strconv.FormatFloat. */
export type FloatFormat = 'e' | 'E' | 'f' | 'F' | 'g' | 'G' | 'x' | 'X' | 'b';

/** A number with so many digits, or with the fewest that tell it (-1). */
export function formatFloat(value: number, format: FloatFormat, precision: number): string {
  if (Number.isNaN(value)) return 'NaN';
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf';
  const sign = value < 0 || Object.is(value, -0) ? '-' : '';
  return sign + formatPositive(Math.abs(value), format, precision);
}

/** The digits of a number, and where the point stands: `0.DIGITS × 10^point`. */
interface Decimal {
  readonly digits: string;
  readonly point: number;
}

function formatPositive(value: number, format: FloatFormat, precision: number): string {
  switch (format) {
    case 'x':
    case 'X':
      return format === 'X' ? hexadecimal(value, precision).toUpperCase() : hexadecimal(value, precision);
    case 'b': {
      const [mantissa, exponent] = parts(value);
      return `${mantissa}p${exponent < 0 ? '-' : '+'}${Math.abs(exponent)}`;
    }
    case 'e':
    case 'E':
      return exponential(precision < 0 ? shortest(value) : rounded(value, precision + 1), precision, format);
    case 'f':
    case 'F':
      return precision < 0
        ? fixed(shortest(value), precision)
        : fixed(roundedAt(value, precision), precision);
    default:
      return general(value, format, precision);
  }
}

function general(value: number, format: 'g' | 'G', precision: number): string {
  const digits = precision < 0 ? shortest(value) : rounded(value, Math.max(precision, 1));
  const significant = digits.digits.replace(/0+$/, '').length || 1;
  let limit = precision < 0 ? 6 : Math.max(precision, 1);
  if (precision >= 0 && limit > significant && significant >= digits.point) limit = significant;
  const exponent = digits.point - 1;
  const trimmed = { digits: digits.digits.slice(0, significant), point: digits.point };
  if (value !== 0 && (exponent < -4 || exponent >= limit)) {
    return exponential(trimmed, significant - 1, format === 'G' ? 'E' : 'e');
  }
  return fixed(trimmed, Math.max(significant - digits.point, 0));
}

function exponential({ digits, point }: Decimal, precision: number, letter: string): string {
  const places = precision < 0 ? Math.max(digits.length - 1, 0) : precision;
  const fraction = digits.slice(1, 1 + places).padEnd(places, '0');
  const exponent = /^0*$/.test(digits) ? 0 : point - 1;
  const sign = exponent < 0 ? '-' : '+';
  const power = String(Math.abs(exponent)).padStart(2, '0');
  return `${digits.charAt(0) || '0'}${places > 0 ? `.${fraction}` : ''}${letter}${sign}${power}`;
}

function fixed({ digits, point }: Decimal, precision: number): string {
  const whole = point > 0 ? digits.slice(0, point).padEnd(point, '0') : '0';
  const places = precision < 0 ? Math.max(digits.length - point, 0) : precision;
  if (places === 0) return whole;
  const padded = point < 0 ? '0'.repeat(-point) + digits : digits.slice(Math.max(point, 0));
  return `${whole}.${padded.slice(0, places).padEnd(places, '0')}`;
}

function shortest(value: number): Decimal {
  if (value === 0) return { digits: '0', point: 1 };
  const [mantissa = '', exponent = '0'] = value.toExponential().split('e');
  return { digits: mantissa.replace('.', ''), point: Number(exponent) + 1 };
}

/** Rounded to so many digits, halves to even, of the exact binary value. */
function rounded(value: number, count: number): Decimal {
  if (value === 0) return { digits: '0'.repeat(count), point: 1 };
  const point = shortest(value).point;
  return roundedAt(value, count - point);
}

/** Rounded to so many places after the point. */
function roundedAt(value: number, places: number): Decimal {
  if (value === 0) return { digits: '0', point: 1 };
  const [mantissa, exponent] = parts(value);
  let above = mantissa;
  let below = 1n;
  if (exponent >= 0) above <<= BigInt(exponent);
  else below <<= BigInt(-exponent);
  if (places >= 0) above *= 10n ** BigInt(places);
  else below *= 10n ** BigInt(-places);
  let whole = above / below;
  const twice = (above % below) * 2n;
  if (twice > below || (twice === below && whole % 2n === 1n)) whole++;
  const digits = whole.toString();
  return whole === 0n ? { digits: '0', point: 1 - places } : { digits, point: digits.length - places };
}

/** The number as whole mantissa and power of two. */
function parts(value: number): [mantissa: bigint, exponent: number] {
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  const bits = view.getBigUint64(0);
  const exponent = Number((bits >> 52n) & 0x7ffn);
  const fraction = bits & 0xfffffffffffffn;
  return exponent === 0 ? [fraction, -1074] : [fraction | 0x10000000000000n, exponent - 1075];
}

function hexadecimal(value: number, precision: number): string {
  if (value === 0) return `0x0${precision > 0 ? `.${'0'.repeat(precision)}` : ''}p+00`;
  let [mantissa, exponent] = parts(value);
  while (mantissa < 1n << 52n) {
    mantissa <<= 1n;
    exponent--;
  }
  if (precision >= 0 && precision < 13) {
    const drop = BigInt(4 * (13 - precision));
    const rest = mantissa & ((1n << drop) - 1n);
    const half = 1n << (drop - 1n);
    mantissa >>= drop;
    if (rest > half || (rest === half && mantissa % 2n === 1n)) mantissa++;
    mantissa <<= drop;
    if (mantissa >= 1n << 53n) {
      mantissa >>= 1n;
      exponent++;
    }
  }
  let fraction = (mantissa & ((1n << 52n) - 1n)).toString(16).padStart(13, '0');
  fraction =
    precision < 0 ? fraction.replace(/0+$/, '') : fraction.padEnd(precision, '0').slice(0, precision);
  const power = exponent + 52;
  const sign = power < 0 ? '-' : '+';
  return `0x1${fraction === '' ? '' : `.${fraction}`}p${sign}${String(Math.abs(power)).padStart(2, '0')}`;
}
