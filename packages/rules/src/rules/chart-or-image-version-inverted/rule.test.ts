import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { expect, test } from 'vitest';
import { chartOrImageVersionInverted } from './rule.js';

const FLEET = ['staging', 'production']
  .map(
    (environment) => `${bootstrapped(`clusters/${environment}`)}
# === clusters/${environment}/apps.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec: { interval: 10m, path: ./apps/${environment}, prune: true, sourceRef: { kind: GitRepository, name: flux-system } }
`,
  )
  .join('');

function release(environment: string, version: string, values = ''): string {
  return `# === apps/${environment}/podinfo.yaml
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: podinfo, namespace: apps }
spec:
  interval: 10m
  chart:
    spec:
      chart: podinfo
      version: ${version}
      sourceRef: { kind: HelmRepository, name: podinfo }
${values}`;
}

test('reports a chart that is newer in production', () => {
  const report = expectMarks(
    chartOrImageVersionInverted,
    repo`
${FLEET}${release('staging', '6.5.1')}
# === apps/production/podinfo.yaml
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: podinfo, namespace: apps }
spec:
  interval: 10m
  chart:
    spec:
      chart: podinfo
      version: 6.10.0
      #        ^^^^^^ chart-or-image-version-inverted: has chart 'podinfo' 6.10.0 in production, but only 6.5.1 in staging
      sourceRef: { kind: HelmRepository, name: podinfo }
`,
  );
  expect(report.findings[0]?.clusters).toEqual(['production']);
});

test('reports an image that is newer in production, in a pod, in values and in a source', () => {
  const podinfo = (tag: string): string => `apiVersion: apps/v1
kind: Deployment
metadata: { name: podinfo, namespace: apps }
spec: { template: { spec: { containers: [{ name: podinfo, image: "ghcr.io:443/podinfo:${tag}" }] } } }`;
  expectMarks(
    chartOrImageVersionInverted,
    repo`
${FLEET}
# === apps/staging/podinfo.yaml
${podinfo('v1.2.3-alpine')}
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata: { name: manifests, namespace: apps }
spec: { interval: 1m, url: oci://ghcr.io/example/manifests, ref: { tag: 1.0.0 } }
${release('staging', '"6.x"', '  values: { image: { repository: redis, tag: 7.2.1 } }').replace('podinfo.yaml', 'release.yaml')}
# === apps/production/podinfo.yaml
${podinfo('v1.3.0-alpine')}
# @66-100 chart-or-image-version-inverted: image 'ghcr.io:443/podinfo' v1.3.0-alpine
---
apiVersion: source.toolkit.fluxcd.io/v1
kind: OCIRepository
metadata: { name: manifests, namespace: apps }
spec: { interval: 1m, url: oci://ghcr.io/example/manifests, ref: { tag: 1.0.1 } }
#                                                                       ^^^^^ chart-or-image-version-inverted: 'ghcr.io/example/manifests' 1.0.1
${release('production', '"6.x"', '  values: { image: { repository: redis, tag: 7.2.2 } }').replace('podinfo.yaml', 'release.yaml')}
# @46-50 chart-or-image-version-inverted: image 'redis' 7.2.2
`,
  );
});

test('stays silent where staging is ahead or equal, and where versions are no numbers of one form', () => {
  for (const [staging, production] of [
    ['6.5.1', '6.5.0'],
    ['6.5.1', '6.5.1'],
    ['">=1.0.0-alpha"', '">=1.0.0"'],
    ['6.5.1', '6.6.0-rc.1'],
    ['main-1', 'main-2'],
  ] as const) {
    expectSilence(
      chartOrImageVersionInverted,
      repo`${FLEET}${release('staging', staging)}
${release('production', production)}
`,
    );
  }
});

test('stays silent on unknown: a version from a variable that is not in the files', () => {
  expectSilence(
    chartOrImageVersionInverted,
    repo`
${FLEET.replaceAll('prune: true, source', 'postBuild: { substituteFrom: [{ kind: Secret, name: versions }] }, prune: true, source')}
${release('staging', '6.5.1')}
${release('production', `"${'$'}{podinfo_version:=6.6.0}"`)}
`,
  );
});

test('leaves the controllers of Flux to the comparison of its releases', () => {
  const staging = bootstrapped('clusters/staging', { version: 'v2.8.0' });
  const production = bootstrapped('clusters/production').replaceAll(/(-controller:v)\d/g, '$19');
  expectSilence(
    chartOrImageVersionInverted,
    repo`${staging}${production}
`,
  );
});
