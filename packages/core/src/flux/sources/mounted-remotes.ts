/**
 * What kustomizations name by an address, among the repositories that are mounted.
 *
 * @module
 */
import { parseRemoteAddress, type Remotes } from '../../kustomize/load/remote-address.js';
import type { Mounted } from './mounts.js';
import { normalizeUrl } from './normalize-url.js';

const remembered = new WeakMap<readonly Mounted[], Remotes>();

/** Looks addresses up among mounts; one value for each list of mounts, so that what is built with it can be kept. */
export function mountedRemotes(mounted: readonly Mounted[]): Remotes | undefined {
  if (mounted.length === 0) return undefined;
  const known = remembered.get(mounted) ?? lookUpIn(mounted);
  remembered.set(mounted, known);
  return known;
}

function lookUpIn(mounted: readonly Mounted[]): Remotes {
  return {
    file(address) {
      const found = mounted.find(
        ({ url, ref, chart, tree }) =>
          url === address && ref === undefined && chart === undefined && tree.paths.length === 1,
      );
      const [path] = found?.tree.paths ?? [];
      return path === undefined ? undefined : found?.tree.read(path);
    },
    base(address) {
      const parsed = parseRemoteAddress(address);
      if (parsed?.kind !== 'repository') return undefined;
      const { directory, ref = 'HEAD' } = parsed;
      const normal = normalizeUrl(parsed.url);
      const fits = mounted.filter(
        (each) => each.address === normal && each.chart === undefined && isRef(each.ref, ref),
      );
      const found = fits.find((each) => each.ref === ref) ?? fits.find((each) => each.ref) ?? fits[0];
      return found && { tree: found.tree, directory };
    },
  };
}

/** A kustomization does not say of what kind its ref is. */
function isRef(mounted: Mounted['ref'], ref: string): boolean {
  if (mounted === undefined || typeof mounted === 'string') return mounted === undefined || mounted === ref;
  return [mounted.branch, mounted.tag, mounted.commit].includes(ref);
}
