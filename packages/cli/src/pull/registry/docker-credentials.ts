/**
 * The credentials for registries that the user has given docker: in its configuration, or by its helpers.
 * Source: docs.docker.com/reference/cli/docker/login, "Credential stores" and "Credential helper protocol".
 *
 * @module
 */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Env } from '../../lock/cache.js';

/** How somebody is known to a registry. */
export type Credentials =
  | { readonly kind: 'password'; readonly user: string; readonly password: string }
  | { readonly kind: 'token'; readonly token: string };

interface DockerConfig {
  readonly auths?: Readonly<Record<string, DockerAuth>>;
  readonly credHelpers?: Readonly<Record<string, string>>;
  readonly credsStore?: string;
}

interface DockerAuth {
  readonly auth?: string;
  readonly username?: string;
  readonly password?: string;
  readonly identitytoken?: string;
}

/** The credentials for a host; nothing where the user has none. */
export async function credentialsFor(host: string, env: Env): Promise<Credentials | undefined> {
  const config = readConfig(env);
  const names = host === 'registry-1.docker.io' ? ['https://index.docker.io/v1/', 'docker.io', host] : [host];
  for (const name of names) {
    const helper = config.credHelpers?.[name] ?? config.credsStore;
    const helped = typeof helper === 'string' ? await askHelper(helper, name, env) : undefined;
    const found = helped ?? written(config.auths, name);
    if (found) return found;
  }
  return undefined;
}

function readConfig(env: Env): DockerConfig {
  const path = join(env['DOCKER_CONFIG'] ?? join(env['HOME'] ?? homedir(), '.docker'), 'config.json');
  if (!existsSync(path)) return {};
  try {
    const read: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return typeof read === 'object' && read !== null ? read : {};
  } catch {
    return {};
  }
}

function written(auths: DockerConfig['auths'], host: string): Credentials | undefined {
  const at = Object.keys(auths ?? {}).find(
    (key) => key === host || key.replace(/^https?:\/\/|\/.*$/g, '') === host,
  );
  const auth = at === undefined ? undefined : auths?.[at];
  if (!auth) return undefined;
  if (auth.identitytoken) return { kind: 'token', token: auth.identitytoken };
  const [, user = auth.username, password = auth.password] =
    /^([^:]*):([\s\S]*)$/.exec(Buffer.from(auth.auth ?? '', 'base64').toString('utf8')) ?? [];
  return user && password ? { kind: 'password', user, password } : undefined;
}

const PATIENCE = 30_000;

/** A helper is a program of the user; its name comes from the user's own configuration. */
function askHelper(name: string, host: string, env: Env): Promise<Credentials | undefined> {
  if (!/^[\w.-]+$/.test(name)) return Promise.resolve(undefined);
  return new Promise((done) => {
    const child = spawn(`docker-credential-${name}`, ['get'], {
      env: { ...env },
      stdio: ['pipe', 'pipe', 'ignore'],
      timeout: PATIENCE,
    });
    let text = '';
    child.stdout.on('data', (chunk: Buffer) => {
      text += chunk.toString('utf8');
    });
    child.on('error', () => done(undefined));
    child.stdin.on('error', () => done(undefined));
    child.on('close', (code) => done(code === 0 ? answered(text) : undefined));
    child.stdin.end(host);
  });
}

function answered(text: string): Credentials | undefined {
  try {
    const { Username: user, Secret: password } = JSON.parse(text) as Record<string, unknown>;
    if (typeof user !== 'string' || typeof password !== 'string') return undefined;
    return user === '<token>' ? { kind: 'token', token: password } : { kind: 'password', user, password };
  } catch {
    return undefined;
  }
}
