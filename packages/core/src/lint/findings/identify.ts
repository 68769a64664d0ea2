/**
 * Which of the clusters that reach a place have its fault: where not all have it, the clusters are a part of its identity,
 * so that a baseline that knows it for one cluster does not hide it for another.
 *
 * @module
 */
import type { Cluster } from '../../flux/model.js';
import type { RepoPath } from '../../source/repo-path.js';
import { fingerprint } from './fingerprint.js';
import type { Raised, RaisedGroup } from './raised.js';

/** The same findings with the identity that they have in view of all clusters. */
export function identified(groups: readonly RaisedGroup[], clusters: readonly Cluster[]): RaisedGroup[] {
  const holding = new Map<string, Set<string>>();
  for (const { merged } of groups) {
    const key = placeOf(merged);
    const known = holding.get(key) ?? new Set();
    for (const name of merged.clusters) known.add(name);
    holding.set(key, known);
  }
  const reaching = new Map<RepoPath, readonly string[]>();
  const reach = (file: RepoPath): readonly string[] => {
    const known =
      reaching.get(file) ?? clusters.filter(({ inputs }) => inputs.has(file)).map(({ name }) => name);
    reaching.set(file, known);
    return known;
  };
  return groups.map((group): RaisedGroup => {
    const { merged, members } = group;
    if (merged.clusters.length === 0) return group;
    const held = holding.get(placeOf(merged));
    if (reach(merged.span.file).every((name) => held?.has(name))) return group;
    const within = (each: Raised): Raised => {
      const identity = { ...each.identity, clusters: merged.clusters };
      return { ...each, identity, fingerprint: fingerprint(each.rule, identity) };
    };
    return { merged: within(merged), members: members.map(within) };
  });
}

/** Equal for what is one fault, though its message can name another cluster each time. */
function placeOf({ rule, span: { file, start, end }, identity: { path, more } }: Raised): string {
  return [rule, file, start, end, path, ...more].join('\0');
}
