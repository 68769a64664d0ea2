/**
 * The minor release of Flux that a cluster certainly runs.
 *
 * @module
 */

import type { FluxMinor } from '../kinds/kinds.data.js';
import { releaseRange } from '../kinds/release-range.js';
import type { FluxInstallation } from './installation.js';

/** The minor release, where the files name it; a range that takes newer ones as they come names none. */
export function certainMinor({ by, version }: FluxInstallation): FluxMinor | undefined {
  if (!version || by !== 'flux-operator') return version?.minor;
  return releaseRange(version.text)?.only ? version.minor : undefined;
}
