/**
 * Sprig's functions of versions.
 * Source: semver.go of Sprig 3.3; the methods are those of Masterminds/semver.
 *
 * @module
 */
import { GoFault } from '../../execute/fault.js';
import { parseConstraint, satisfies } from '../../semver/constraint.js';
import { compareVersions, parseVersion, showVersion, type Version } from '../../semver/version.js';
import { read } from '../../values/traced.js';
import { type GoStruct, int, type Method, type Value } from '../../values/value.js';
import { type Functions, fn } from '../call/define.js';

function checked(text: string): Version {
  const version = parseVersion(text);
  if ('error' in version) throw new GoFault(version.error);
  return version;
}

const versions = new WeakMap<GoStruct, Version>();
const TYPE = 'semver.Version';

function getter(value: Value): Method {
  return { params: [], call: () => value };
}

function comparing(version: Version, decide: (order: number) => Value): Method {
  return {
    params: [`*${TYPE}`],
    call: ([other]) => {
      const struct =
        other !== null && typeof other === 'object' && other.kind === 'struct' ? other : undefined;
      const counterpart = struct && versions.get(struct);
      if (!counterpart) throw new GoFault('runtime error: invalid memory address or nil pointer dereference');
      return decide(compareVersions(version, counterpart));
    },
  };
}

function uint64(value: bigint): Value {
  return { kind: 'int', type: 'uint64', value };
}

/** A version as the struct that templates get. */
function versionStruct(version: Version): GoStruct {
  const text = showVersion(version);
  const next = (changed: Partial<Version>): Method => {
    const bumped = { ...version, pre: '', metadata: '', ...changed };
    return {
      params: [],
      call: () => ({ ...versionStruct({ ...bumped, original: showVersion(bumped) }), isPointer: false }),
    };
  };
  const setter = (change: (text: string) => Partial<Version>): Method => ({
    params: ['string'],
    call: ([given = null]) => {
      const changed = { ...version, ...change(read(given) as string) };
      const parsed = checked(showVersion(changed));
      return { ...versionStruct({ ...parsed, original: showVersion(parsed) }), isPointer: false };
    },
  });
  const fields: [string, Value][] = [
    ['major', uint64(version.major)],
    ['minor', uint64(version.minor)],
    ['patch', uint64(version.patch)],
    ['pre', version.pre],
    ['metadata', version.metadata],
    ['original', version.original],
  ];
  const struct: GoStruct = {
    kind: 'struct',
    type: TYPE,
    isPointer: true,
    fields: new Map(fields),
    text,
    methods: new Map<string, Method>([
      ['Major', getter(uint64(version.major))],
      ['Minor', getter(uint64(version.minor))],
      ['Patch', getter(uint64(version.patch))],
      ['Prerelease', getter(version.pre)],
      ['Metadata', getter(version.metadata)],
      ['Original', getter(version.original)],
      ['String', getter(text)],
      ['Compare', comparing(version, (order) => int(Math.sign(order)))],
      ['LessThan', comparing(version, (order) => order < 0)],
      ['LessThanEqual', comparing(version, (order) => order <= 0)],
      ['GreaterThan', comparing(version, (order) => order > 0)],
      ['GreaterThanEqual', comparing(version, (order) => order >= 0)],
      ['Equal', comparing(version, (order) => order === 0)],
      ['SetPrerelease', setter((pre) => ({ pre }))],
      ['SetMetadata', setter((metadata) => ({ metadata }))],
      ['IncMajor', next({ major: version.major + 1n, minor: 0n, patch: 0n })],
      ['IncMinor', next({ minor: version.minor + 1n, patch: 0n })],
      ['IncPatch', next(version.pre === '' ? { patch: version.patch + 1n } : {})],
    ]),
  };
  versions.set(struct, version);
  return struct;
}

export const VERSIONS: Functions = {
  semver: fn(['string'], (text) => versionStruct(checked(text))),
  semverCompare: fn(['string', 'string'], (range, text) => {
    const constraint = parseConstraint(range);
    if ('error' in constraint) throw new GoFault(constraint.error);
    return satisfies(constraint, checked(text));
  }),
};
