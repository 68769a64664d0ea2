/**
 * A git server over ssh for tests, which lets one deploy key read repositories; and the configuration with which the
 * user's ssh gets there.
 *
 * @module
 */
import { spawn, spawnSync } from 'node:child_process';
import { chmodSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import ssh2, { type Connection } from 'ssh2';
import { afterAll } from 'vitest';
import { writeFiles } from './program-on-disk.js';

/** Why the tests with ssh cannot run here; nothing where they can. */
export function whyNoSsh(): string | undefined {
  return spawnSync('ssh', ['-V']).error ? "the program 'ssh' is not installed" : undefined;
}

/** How the user's git gets to a server. */
export interface SshServer {
  /** What stands in `GIT_SSH_COMMAND`: with the deploy key, and with another key that the server does not know. */
  readonly command: string;
  readonly commandOfStranger: string;
  /** The commands that were run. */
  readonly ran: string[];
}

/**
 * Starts a server that stands for a host.
 *
 * @param host - the name by which addresses know it
 * @param repositories - directories by the path in the address
 * @param home - where the keys are written
 */
export async function sshServer(
  host: string,
  repositories: Readonly<Record<string, string>>,
  home: string,
): Promise<SshServer> {
  const ran: string[] = [];
  const [own, deploy, stranger] = [0, 1, 2].map(() => ssh2.utils.generateKeyPairSync('ed25519'));
  if (!own || !deploy || !stranger) throw new Error('no keys');
  const known = ssh2.utils.parseKey(deploy.public);
  if (known instanceof Error) throw known;
  const server = new ssh2.Server({ hostKeys: [own.private] }, (client: Connection) => {
    client.on('error', () => undefined);
    client.on('authentication', (context) => {
      const isKnown =
        context.method === 'publickey' &&
        context.username === 'git' &&
        context.key.data.equals(known.getPublicSSH()) &&
        (!context.signature ||
          known.verify(context.blob ?? Buffer.alloc(0), context.signature, context.hashAlgo) === true);
      if (isKnown) context.accept();
      else context.reject(['publickey']);
    });
    client.on('session', (accept) => {
      accept().on('exec', (acceptCommand, reject, { command }) => {
        ran.push(command);
        const [, path = ''] = /^git-upload-pack '(.*)'$/.exec(command) ?? [];
        const directory = repositories[path];
        if (directory === undefined) return reject();
        const stream = acceptCommand();
        const git = spawn('git', ['upload-pack', directory]);
        stream.pipe(git.stdin);
        git.stdout.pipe(stream, { end: false });
        git.on('close', (code) => {
          stream.exit(code ?? 1);
          stream.end();
        });
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  afterAll(() => void server.close());
  const { port } = server.address() as AddressInfo;
  writeFiles(home, {
    'deploy-key': deploy.private,
    'stranger-key': stranger.private,
    known_hosts: `[127.0.0.1]:${port} ${own.public}\n`,
  });
  const command = (key: string): string => {
    const path = join(home, key);
    chmodSync(path, 0o600);
    writeFiles(home, {
      [`${key}.config`]: `Host ${host}
  HostName 127.0.0.1
  Port ${port}
  IdentityFile ${path}
  IdentitiesOnly yes
  UserKnownHostsFile ${join(home, 'known_hosts')}
  StrictHostKeyChecking yes
  BatchMode yes
`,
    });
    return `ssh -F ${join(home, `${key}.config`)}`;
  };
  return { command: command('deploy-key'), commandOfStranger: command('stranger-key'), ran };
}
