import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { expect, test } from 'vitest';
import { componentsSkew } from './rule.js';

const THREE = ['source-controller', 'kustomize-controller', 'helm-controller'];
const FOUR = [...THREE, 'notification-controller'];

function marked(name: string, components: readonly string[]): string {
  const line = `# Components: ${components.join(',')}`;
  const mark = `# @1-${line.length} components-skew: does not run 'notification-controller'`;
  return bootstrapped(`clusters/${name}`, { components }).replace(line, `${line}\n${mark}`);
}

test('reports a controller that only staging runs', () => {
  const report = expectMarks(
    componentsSkew,
    repo`${bootstrapped('clusters/staging', { components: FOUR })}${marked('production', THREE)}`,
  );
  expect(report.findings[0]).toMatchObject({ severity: 'warning', clusters: ['production'] });
});

test('reports a controller that only production runs as a note', () => {
  const report = expectMarks(
    componentsSkew,
    repo`${marked('staging', THREE)}${bootstrapped('clusters/production', { components: FOUR })}`,
  );
  expect(report.findings[0]).toMatchObject({ severity: 'note', clusters: ['staging'] });
});

test('stays silent where both run the same, or only one automates images', () => {
  expectSilence(
    componentsSkew,
    repo`${bootstrapped('clusters/staging')}${bootstrapped('clusters/production')}`,
  );
  expectSilence(
    componentsSkew,
    repo`
${bootstrapped('clusters/staging', { components: [...FOUR, 'image-reflector-controller', 'image-automation-controller'] })}
${bootstrapped('clusters/production', { components: FOUR })}
`,
  );
});

test('stays silent on unknown: a cluster whose controllers are not in the files', () => {
  expectSilence(
    componentsSkew,
    repo`
${bootstrapped('clusters/staging')}
# === clusters/production/apps.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec: { interval: 10m, path: ./apps, prune: true, sourceRef: { kind: GitRepository, name: flux-system } }
`,
  );
});
