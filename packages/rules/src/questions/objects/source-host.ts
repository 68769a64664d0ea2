/**
 * The host that a source is fetched from.
 *
 * @module
 */

/** The host of an address, in lower case and without user and port; nothing for what is no address. */
export function hostOf(url: string): string | undefined {
  const [, host] = /^[a-z][a-z0-9+.-]*:\/\/(?:[^@/]*@)?([^/:?#]+)/i.exec(url) ?? [];
  return host?.toLowerCase();
}

/** Whether a host can be reached only from inside the cluster or the machine: its name has no dot, or is a Service's. */
export function isLocalHost(host: string): boolean {
  return (
    !host.includes('.') ||
    host.startsWith('127.') ||
    /\.(svc|svc\.cluster\.local|localhost)$/.test(host) ||
    host.endsWith('.cluster.local')
  );
}
