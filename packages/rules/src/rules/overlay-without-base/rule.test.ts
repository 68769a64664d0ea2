import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { expect, test } from 'vitest';
import { overlayWithoutBase } from './rule.js';

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

function podinfo(level: string, more = ''): string {
  return `apiVersion: apps/v1
kind: Deployment
metadata: { name: podinfo, namespace: apps, labels: { app: podinfo } }
spec:
  replicas: 2
  selector: { matchLabels: { app: podinfo } }
  template:
    metadata: { labels: { app: podinfo } }
    spec:
      containers:
      - name: podinfo
        image: ghcr.io/stefanprodan/podinfo:6.5.1
        args: [--port=9898, --level=${level}${more}]
        ports: [{ name: http, containerPort: 9898, protocol: TCP }]
`;
}

test('reports an object that two environments write out in full', () => {
  const [head = '', ...rest] = podinfo('debug').split(/(?<=labels: \{ app: podinfo \} \}\n)/);
  const report = expectMarks(
    overlayWithoutBase,
    repo`
${FLEET}
# === apps/production/podinfo.yaml
${podinfo('info')}
# === apps/staging/podinfo.yaml
${head}# @19-25 overlay-without-base: 'apps' has almost the same 'Deployment apps/podinfo' in full for production and for staging
${rest.join('')}
`,
  );
  expect(report.findings[0]).toMatchObject({ severity: 'note', clusters: ['staging'] });
});

test('stays silent where both take a base and patch it', () => {
  const patch =
    'patches: [{ patch: "- { op: replace, path: /spec/replicas, value: 3 }", target: { kind: Deployment } }]';
  expectSilence(
    overlayWithoutBase,
    repo`
${FLEET}
# === apps/base/podinfo.yaml
${podinfo('info')}
# === apps/base/kustomization.yaml
resources: [podinfo.yaml]
# === apps/production/kustomization.yaml
resources: [../base]
${patch}
# === apps/staging/kustomization.yaml
resources: [../base]
`,
  );
});

test('stays silent on objects that differ or are small', () => {
  expectSilence(
    overlayWithoutBase,
    repo`
${FLEET}
# === apps/production/podinfo.yaml
${podinfo('info')}
---
apiVersion: v1
kind: Namespace
metadata: { name: apps }
# === apps/staging/podinfo.yaml
${podinfo('debug', ', --a, --b, --c, --d, --e, --f')}
---
apiVersion: v1
kind: Namespace
metadata: { name: apps }
`,
  );
});

test('stays silent on unknown: files that are no overlays of one family', () => {
  expectSilence(
    overlayWithoutBase,
    repo`
${FLEET.replaceAll('./apps/', './')}
# === production/apps/podinfo.yaml
${podinfo('info')}
# === elsewhere/podinfo.yaml
${podinfo('debug')}
`,
  );
});
