import {
  type Cluster,
  defineRule,
  type FluxModel,
  labelsOf,
  type Rule,
  type SourceFile,
  type Span,
} from '@fluxvet/core';
import { showList } from '../../questions/texts/show-list.js';

export const generatedHeaderMismatch: Rule = defineRule({
  id: 'generated-header-mismatch',
  title: 'The header of gotk-components.yaml does not fit its content',
  why: 'The file was edited, or two releases were mixed: what runs is not what the header says.',
  category: 'reliability',
  severity: 'warning',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    version: 'The header says Flux {header}, but objects of the file are labelled {labels}.',
    components: 'The header lists {missing}, which the file does not install.',
    unlisted: 'The file installs {surplus}, which the header does not list.',
  },
  *check(model, { finding }) {
    for (const cluster of model.clusters) {
      const file = componentsFile(cluster, model);
      const header = file && readHeader(file);
      if (!file || !header) continue;
      const own = cluster.objects.filter(({ body }) => body.origin.span.file === file.path);
      // Where the root leaves flux-system out, the objects stand there as they are written.
      const versions = new Set(
        own.flatMap(({ body }) => labelsOf(body).get('app.kubernetes.io/version') ?? []),
      );
      versions.delete(header.version.text);
      const more = { clusters: [cluster.name] };
      if (versions.size > 0) {
        const data = { header: header.version.text, labels: showList([...versions].sort()) };
        yield finding(
          'version',
          { in: file, span: header.version.span },
          { data, identity: ['version'], ...more },
        );
      }
      const installed = own.filter(({ id }) => id.kind === 'Deployment').map(({ id }) => id.name);
      if (installed.length === 0) continue;
      const missing = header.components.names.filter((name) => !installed.includes(name));
      const surplus = installed.filter((name) => !header.components.names.includes(name));
      const at = { in: file, span: header.components.span };
      if (missing.length > 0) {
        yield finding('components', at, {
          data: { missing: showList(missing) },
          identity: ['components'],
          ...more,
        });
      }
      if (surplus.length > 0) {
        yield finding('unlisted', at, {
          data: { surplus: showList(surplus) },
          identity: ['unlisted'],
          ...more,
        });
      }
    }
  },
});

function componentsFile(cluster: Cluster, model: FluxModel): SourceFile | undefined {
  const path = cluster.flux.files.components;
  return path === undefined ? undefined : model.tree.read(path);
}

interface Header {
  readonly version: { readonly text: string; readonly span: Span };
  readonly components: { readonly names: readonly string[]; readonly span: Span };
}

function readHeader(file: SourceFile): Header | undefined {
  const version = lineOf(file, /^# Flux Version: (\S+)/m);
  const components = lineOf(file, /^# Components: (\S+)/m);
  if (!version || !components) return undefined;
  return { version, components: { names: components.text.split(','), span: components.span } };
}

function lineOf(file: SourceFile, pattern: RegExp): { text: string; span: Span } | undefined {
  const match = pattern.exec(file.text);
  const text = match?.[1];
  if (!match || text === undefined) return undefined;
  return { text, span: { file: file.path, start: match.index, end: match.index + match[0].length } };
}
