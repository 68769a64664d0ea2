import { expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { test } from 'vitest';
import { unreachedSourceNotFound } from './rule.js';

const release = (name: string, source: string): string => `# === ${name}/release.yaml
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: ${name}, namespace: ${name} }
spec: { interval: 1h, chart: { spec: { chart: ${name}, sourceRef: { kind: HelmRepository, name: ${source} } } } }
`;
const repository = (directory: string, name: string): string => `# === ${directory}/repository.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: HelmRepository
metadata: { name: ${name}, namespace: ${directory} }
spec: { interval: 1h, url: https://charts.example.com/${name} }
`;
const listed = (directory: string, ...files: string[]): string =>
  `# === ${directory}/kustomization.yaml\nresources: [${files.join(', ')}]\n`;

test('reports a source that nothing brings beside one that nothing uses', () => {
  expectMarks(
    unreachedSourceNotFound,
    repo`
${listed('cache', 'release.yaml', 'repository.yaml')}
${repository('cache', 'example-charts')}
# === cache/release.yaml
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: cache, namespace: cache }
spec: { interval: 1h, chart: { spec: { chart: cache, sourceRef: { kind: HelmRepository, name: cache } } } }
#                                                                                             ^^^^^ unreached-source-not-found: nothing uses 'example-charts'
`,
  );
});

test('stays silent where another directory of the repository brings it', () => {
  expectSilence(
    unreachedSourceNotFound,
    repo`
${listed('cache', 'release.yaml')}${release('cache', 'charts')}${listed('sources', 'repository.yaml')}${repository('sources', 'charts')}
`,
  );
});

test('stays silent on unknown sources: those that others bring, and names with variables', () => {
  expectSilence(
    unreachedSourceNotFound,
    repo`
${listed('cache', 'release.yaml')}${release('cache', 'elsewhere')}${listed('web', 'release.yaml')}${release('web', '${SOURCE}')}
`,
  );
});
