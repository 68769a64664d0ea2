/**
 * What a source follows: a branch, a tag, a range of versions, a commit or a digest.
 * Source: source-controller/docs/spec/v1/gitrepositories.md and ocirepositories.md, the order of precedence of `.spec.ref`.
 *
 * @module
 */
import type { KubernetesObject } from '../../kubernetes/object.js';
import { nodeAt, textAt } from '../../yaml/nodes/node-path.js';

/** A ref as sources write it; where several fields are set, the one that Flux prefers counts. */
export interface SourceRef {
  readonly branch?: string | undefined;
  readonly tag?: string | undefined;
  readonly semver?: string | undefined;
  /** A whole name such as `refs/pull/12/head`. */
  readonly name?: string | undefined;
  readonly commit?: string | undefined;
  /** Of an artifact in a registry. */
  readonly digest?: string | undefined;
  /** Which tags of a registry a range is compared with, as a regular expression. */
  readonly semverFilter?: string | undefined;
}

/** The fields of a ref, the one that wins first. */
const PRECEDENCE = ['digest', 'commit', 'name', 'semver', 'tag', 'branch'] as const;

/** The one field of a ref that counts; without a ref Git sources follow the branch `master`, registries the tag `latest`. */
export function followedRef(object: KubernetesObject): SourceRef {
  const ref = nodeAt(object.body, 'spec', 'ref');
  const given = Object.fromEntries(
    [...PRECEDENCE, 'semverFilter'].map((field) => [field, textAt(ref, field)]),
  );
  const fallback = object.id.kind === 'OCIRepository' ? { tag: 'latest' } : { branch: 'master' };
  return winning(given) ?? fallback;
}

/** A ref in one text, equal for refs that follow the same: `branch 'main'`. */
export function showRef(ref: SourceRef): string {
  const { semverFilter, ...followed } = winning(ref) ?? {};
  const [field, value] = Object.entries(followed)[0] ?? [];
  if (field === undefined) return 'nothing';
  const filter = semverFilter === undefined ? '' : ` of the tags like '${semverFilter}'`;
  return `${field} '${value}'${filter}`;
}

/** Whether a ref that somebody wrote down, as a whole or by the bare name, is the one that a source follows. */
export function isSameRef(written: SourceRef | string, followed: SourceRef): boolean {
  if (typeof written !== 'string') return showRef(written) === showRef(followed);
  const { semverFilter: _, ...field } = winning(followed) ?? {};
  return Object.values(field).includes(written.replace(/^refs\/(heads|tags)\//, ''));
}

function winning(ref: SourceRef): SourceRef | undefined {
  for (const field of PRECEDENCE) {
    const value = ref[field];
    if (value === undefined || value === '') continue;
    const [, kind, name] = (field === 'name' && /^refs\/(heads|tags)\/(.+)$/.exec(value)) || [];
    if (name !== undefined) return kind === 'heads' ? { branch: name } : { tag: name };
    const { semverFilter } = ref;
    return { [field]: value, ...(field === 'semver' && semverFilter && { semverFilter }) };
  }
  return undefined;
}
