/**
 * Which commit a ref means: the branch, the tag, the newest version of a range, a name or the commit itself.
 * Source: source-controller/docs/spec/v1/gitrepositories.md, and fluxcd/pkg/git/gogit for ranges.
 *
 * @module
 */
import { type SourceRef, showRef } from '@fluxvet/core';
import { PullFailure } from '../ask/failure.js';
import { highest, parseRange } from '../content/versions.js';

/** A commit that was chosen. */
export interface Chosen {
  readonly commit: string;
  /** As Flux writes it: `main@sha1:…`. */
  readonly revision: string;
  /** The whole name of the ref. */
  readonly name?: string;
}

/** The refs of a repository that fit patterns, with the commits that they are at. */
export type ListRefs = (patterns: readonly string[]) => Promise<ReadonlyMap<string, string>>;

/** Chooses the commit of a ref; a bare text is a branch, a tag or a commit, and nothing is what the server shows first. */
export async function chooseRef(ref: SourceRef | string | undefined, list: ListRefs): Promise<Chosen> {
  if (ref === undefined || ref === 'HEAD') return named(['HEAD'], 'HEAD', list);
  if (typeof ref === 'string') {
    if (/^[0-9a-f]{40}$/.test(ref)) return atCommit(ref);
    return named([`refs/heads/${ref}`, `refs/tags/${ref}`, ref], ref, list);
  }
  const { commit, name, semver, tag, branch } = ref;
  if (commit !== undefined) {
    if (!/^[0-9a-f]{40}$/.test(commit)) throw new PullFailure(`'${commit}' is no commit`);
    return atCommit(commit);
  }
  if (name !== undefined) return named([name], name, list);
  if (semver !== undefined) return newest(semver, list);
  if (tag !== undefined) return named([`refs/tags/${tag}`], tag, list);
  if (branch !== undefined) return named([`refs/heads/${branch}`], branch, list);
  throw new PullFailure(`a repository is not followed at ${showRef(ref)}`);
}

function atCommit(commit: string): Chosen {
  return { commit, revision: `sha1:${commit}` };
}

async function named(names: readonly string[], shown: string, list: ListRefs): Promise<Chosen> {
  // git takes a star for any text, and a name with it is none.
  if (/[*?[\\^~: ]/.test(shown) || shown.startsWith('-'))
    throw new PullFailure(`'${shown}' is no name of a ref`);
  const refs = await list(names.flatMap((each) => [each, `${each}^{}`]));
  for (const name of names) {
    const commit = refs.get(`${name}^{}`) ?? refs.get(name);
    if (commit !== undefined) return { commit, name, revision: `${shown}@sha1:${commit}` };
  }
  throw new PullFailure(`it has no '${shown}'`);
}

async function newest(semver: string, list: ListRefs): Promise<Chosen> {
  const range = parseRange(semver);
  if (!range) throw new PullFailure(`'${semver}' is no range of versions`);
  const refs = await list(['refs/tags/*']);
  const tags = [...refs.keys()].filter((name) => !name.endsWith('^{}')).sort();
  const name = highest(range, tags, (each) => each.slice('refs/tags/'.length));
  if (name === undefined) throw new PullFailure(`it has no tag with a version of '${semver}'`);
  const commit = refs.get(`${name}^{}`) ?? refs.get(name) ?? '';
  return { commit, name, revision: `${name.slice('refs/tags/'.length)}@sha1:${commit}` };
}
