/**
 * The files of a compressed archive, in memory: no link, no path that leads out, no more bytes than allowed.
 *
 * @module
 */
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { type TarHeader, unpackTar } from 'modern-tar';
import { PullFailure } from '../ask/failure.js';
import { type Limits, showSize } from '../ask/limits.js';

const unzip = promisify(gunzip);

/**
 * Unpacks an archive.
 *
 * @throws PullFailure where it cannot be read, or holds what it must not
 */
export async function unpack(
  archive: Uint8Array,
  { unpacked, files: most }: Pick<Limits, 'unpacked' | 'files'>,
): Promise<Map<string, Uint8Array>> {
  const bytes = await decompressed(archive, unpacked);
  const refused: string[] = [];
  const filter = (header: TarHeader): boolean => {
    const why = whyRefused(header);
    if (why !== undefined) refused.push(why);
    return why === undefined && header.type !== 'directory';
  };
  const entries = await unpackTar(bytes, { strict: true, filter }).catch((error: unknown) => {
    const why = error instanceof Error ? error.message : String(error);
    throw new PullFailure(`the archive cannot be read: ${why}`);
  });
  const [first] = refused;
  if (first !== undefined) throw new PullFailure(`the archive holds ${first}`);
  if (entries.length > most) throw new PullFailure(`the archive holds more than ${most} files`);
  return new Map(entries.map(({ header, data }) => [normalized(header.name), data ?? new Uint8Array()]));
}

async function decompressed(archive: Uint8Array, most: number): Promise<Uint8Array> {
  if (archive[0] !== 0x1f || archive[1] !== 0x8b) throw new PullFailure('it is no compressed archive');
  try {
    return await unzip(archive, { maxOutputLength: most });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ERR_BUFFER_TOO_LARGE')
      throw new PullFailure(`the archive holds more than ${showSize(most)}`);
    throw new PullFailure(`the archive cannot be decompressed: ${message}`);
  }
}

function whyRefused({ name, type = 'file', linkname }: TarHeader): string | undefined {
  if (type === 'symlink' || type === 'link') return `a link, '${name}' to '${linkname ?? ''}'`;
  if (type !== 'file' && type !== 'directory') return `'${name}', which is no file`;
  // A drive or a backslash is a way out on some systems only, and in no honest archive.
  const leadsOut = name.startsWith('/') || /^[a-z]:|[\\\0]/i.test(name) || name.split('/').includes('..');
  if (leadsOut) return `a path that leads out of it, '${name}'`;
  return undefined;
}

function normalized(name: string): string {
  return name
    .split('/')
    .filter((part) => part !== '' && part !== '.')
    .join('/');
}
