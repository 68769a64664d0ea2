// Compares YAML streams by what they mean to a reader of YAML 1.1 and to one of YAML 1.2, so that style is free, but a quote
// that is lost around `yes` or `0644` is not.
import { parseAllDocuments } from 'yaml';

/** @throws an error with the first difference */
export function demandSameStream(wanted, got) {
  if (wanted === got) return;
  for (const version of ['1.2', '1.1']) {
    const [ours, theirs] = [meaningOf(got, version), meaningOf(wanted, version)];
    const at = theirs.findIndex((each, index) => each !== ours[index]);
    if (at >= 0 || ours.length !== theirs.length) {
      const place = at < 0 ? theirs.length : at;
      throw new Error(`document ${place + 1} differs\n  wanted ${theirs[place]}\n  got    ${ours[place]}`);
    }
  }
}

/** The documents of a stream as plain values. */
export function plainDocuments(text) {
  return parseAllDocuments(text)
    .map((each) => each.toJS())
    .filter((each) => each !== null && each !== undefined);
}

function meaningOf(text, version) {
  const options = { version, intAsBigInt: true, uniqueKeys: false, merge: false, logLevel: 'silent' };
  return parseAllDocuments(text, options).flatMap((document) => {
    if (document.errors.length > 0) throw new Error(`cannot be read: ${document.errors[0].message}`);
    if (document.contents === null) return [];
    return [JSON.stringify(tagged(document.toJS({ mapAsMap: true, maxAliasCount: -1 })))];
  });
}

/** A value with its type beside it, and with its keys in order: equal texts mean equal values. */
function tagged(value) {
  if (value instanceof Map) {
    const entries = [...value].map(([key, each]) => [JSON.stringify(tagged(key)), tagged(each)]);
    return { map: entries.sort(([a], [b]) => (a < b ? -1 : 1)) };
  }
  if (value instanceof Set) return { set: [...value].map(tagged) };
  if (Array.isArray(value)) return value.map(tagged);
  if (typeof value === 'bigint') return { int: String(value) };
  if (typeof value === 'number') return { float: String(value) };
  if (value instanceof Date) return { date: value.toISOString() };
  if (value instanceof Uint8Array) return { binary: Buffer.from(value).toString('base64') };
  return value;
}
