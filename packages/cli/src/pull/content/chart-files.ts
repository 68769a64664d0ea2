/**
 * The files of a chart's archive, without the directory that all of them stand in.
 *
 * @module
 */
import { parseYaml, type RepoPath, sourceFile, textAt } from '@fluxvet/core';
import { PullFailure } from '../ask/failure.js';
import type { Limits } from '../ask/limits.js';
import { unpack } from './unpack.js';

export async function chartFiles(
  archive: Uint8Array,
  chart: string,
  limits: Limits,
): Promise<Map<string, Uint8Array>> {
  const unpacked = await unpack(archive, limits);
  const files = new Map([...unpacked].map(([path, bytes]) => [path.slice(path.indexOf('/') + 1), bytes]));
  const about = files.get('Chart.yaml');
  const read = about && parseYaml(sourceFile('Chart.yaml' as RepoPath, about)).documents[0]?.root;
  const name = read && textAt(read, 'name');
  if (name === undefined) throw new PullFailure('the archive is no chart: it has no Chart.yaml with a name');
  if (name !== chart) throw new PullFailure(`the archive is the chart '${name}' and not '${chart}'`);
  return files;
}
