/**
 * Which files are decrypted on their way to a cluster.
 *
 * @module
 */
import { type FluxModel, kustomizationsOf, nameOf, type RepoPath } from '@fluxvet/core';

/** The file of each Secret whose app decrypts, with the name of the app. */
export function decryptingApps(model: FluxModel): ReadonlyMap<RepoPath, string> {
  const apps = new Map<RepoPath, string>();
  for (const { app } of kustomizationsOf(model)) {
    if (app.spec.decryption?.provider !== 'sops') continue;
    for (const { id, body } of app.objects) {
      if (id.kind === 'Secret' && id.group === '') apps.set(body.origin.span.file, nameOf(app.object));
    }
  }
  return apps;
}
