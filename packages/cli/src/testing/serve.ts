/**
 * Servers on loopback for tests, closed after the tests of a file.
 *
 * @module
 */
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll } from 'vitest';

/** A server that runs. */
export interface Served {
  readonly url: string;
  /** `127.0.0.1:port`, as `pull.allow` names it. */
  readonly host: string;
}

/** Starts a server; what it leaves open is cut off at the end. */
export async function serve(listener: RequestListener): Promise<Served> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, host: `127.0.0.1:${port}` };
}
