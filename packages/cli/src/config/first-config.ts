/**
 * The text of a first configuration.
 *
 * @module
 */
import type { FluxModel } from '@fluxvet/core';

/** A configuration that changes nothing yet, and shows what could be said about this repository. */
export function firstConfig(model: FluxModel): string {
  const clusters = model.clusters
    .map(({ name, root }) => `#   ${name}: ${root === '' ? './' : root}\n`)
    .join('');
  const elsewhere = externalUrls(model);
  const sources =
    elsewhere.length === 0
      ? ''
      : `
# These repositories are fetched by sources of this one.
# 'fluxvet pull' brings them, or a checkout of one is followed in its place.
# sources:
${elsewhere.map((url) => `#   - url: ${url}\n#     path: ../${nameIn(url)}\n`).join('')}`;
  return `# yaml-language-server: $schema=node_modules/fluxvet/schema/config.json
# How fluxvet checks this repository.
# Clusters that it finds by itself:
${clusters || '#   none\n'}
# recommended: what is wrong. strict: and what could be better. all: every rule.
extends: [recommended]

# The least severity that makes a run fail: error, warning or note.
failOn: error

# The severity of single rules: error, warning, note or off.
# rules:
#   interval-too-short: off

# Other severities for a part of the repository.
# overrides:
#   - files: ['clusters/staging/**']
#     rules: { suspended-object: off }
#     reason: staging is paused at night

# Suppressions in files need a reason.
suppressions:
  requireReason: true

# Objects that exist in the clusters although no file has them.
# externals:
#   - kind: Secret
#     namespace: flux-system
${sources}`;
}

const MOST = 10;

function externalUrls({ clusters }: FluxModel): string[] {
  const urls = clusters.flatMap(({ apps }) =>
    apps.flatMap((app) => {
      if (app.kind !== 'Kustomization' || app.source.kind !== 'found') return [];
      const { object, content } = app.source.target;
      if (content.kind !== 'unknown' || object.id.kind !== 'GitRepository') return [];
      return urlOf(object);
    }),
  );
  return [...new Set(urls)].sort().slice(0, MOST);
}

function urlOf({ body }: FluxModel['clusters'][number]['objects'][number]): string[] {
  const spec = body.entries.find(({ key }) => key.value === 'spec')?.value;
  const url = spec?.kind === 'map' ? spec.entries.find(({ key }) => key.value === 'url')?.value : undefined;
  // What is no plain address is not worth a comment, and must not end one.
  return url?.kind === 'scalar' && /^[\w@:/.~+-]+$/.test(url.value) ? [url.value] : [];
}

function nameIn(url: string): string {
  return (url.split('/').at(-1) ?? '').replace(/\.git$/, '') || 'repository';
}
