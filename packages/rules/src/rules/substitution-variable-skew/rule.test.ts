import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { expect, test } from 'vitest';
import { substitutionVariableSkew } from './rule.js';

const LENIENT = ['staging', 'production']
  .map((environment) => bootstrapped(`clusters/${environment}`, { version: 'v2.8.8' }))
  .join('');

const APP = `# === apps/podinfo.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: podinfo, namespace: apps }
data: { domain: "$${'{domain}'}", region: "$${'{region}'}" }
`;

function entry(environment: string, postBuild: string): string {
  return `# === clusters/${environment}/apps.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec:
  interval: 10m
  path: ./apps
  prune: true
  sourceRef: { kind: GitRepository, name: flux-system }
${postBuild}`;
}

test('reports a variable that only staging sets, with the place where it does', () => {
  const report = expectMarks(
    substitutionVariableSkew,
    repo`
${LENIENT}${APP}
${entry('staging', '  postBuild: { substitute: { domain: staging.example.com, region: eu } }')}
${entry('production', '  postBuild: { substitute: { domain: example.com } }')}
# @3-11 substitution-variable-skew: uses the variable 'region', which is set in staging but not in production
`,
  );
  expect(report.findings[0]?.clusters).toEqual(['production']);
  expect(report.findings[0]?.related[0]?.location.file).toBe('clusters/staging/apps.yaml');
});

test('reports a variable that one environment does not replace at all', () => {
  expectMarks(
    substitutionVariableSkew,
    repo`
${['staging', 'production'].map((environment) => bootstrapped(`clusters/${environment}`)).join('')}
${APP.replace(/, region: [^ ]+/, '')}
# === clusters/production/apps.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec:
  interval: 10m
  path: ./apps
  prune: true
  sourceRef: { kind: GitRepository, name: flux-system }
  postBuild: { substitute: { domain: example.com } }
# === clusters/staging/apps.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec:
# @1-4 substitution-variable-skew: it replaces no variables
  interval: 10m
  path: ./apps
  prune: true
  sourceRef: { kind: GitRepository, name: flux-system }
`,
  );
});

test('stays silent where both set it, or its use has a default', () => {
  expectSilence(
    substitutionVariableSkew,
    repo`
${LENIENT}${APP}
${entry('staging', '  postBuild: { substitute: { domain: staging.example.com, region: eu } }')}
${entry('production', '  postBuild: { substitute: { domain: example.com, region: us } }')}
`,
  );
  expectSilence(
    substitutionVariableSkew,
    repo`
${LENIENT}${APP.replace('{region}', '{region:=eu}')}
${entry('staging', '  postBuild: { substitute: { domain: staging.example.com, region: eu } }')}
${entry('production', '  postBuild: { substitute: { domain: example.com } }')}
`,
  );
});

test('stays silent where the build fails for it: that is told by itself', () => {
  expectSilence(
    substitutionVariableSkew,
    repo`
${LENIENT.replaceAll('v2.8.8', 'v2.9.4')}${APP}
${entry('staging', '  postBuild: { substitute: { domain: staging.example.com, region: eu } }')}
${entry('production', '  postBuild: { substitute: { domain: example.com } }')}
`,
  );
});

test('stays silent on unknown: a secret that is not in the files may set it', () => {
  expectSilence(
    substitutionVariableSkew,
    repo`
${LENIENT}${APP}
${entry('staging', '  postBuild: { substitute: { domain: staging.example.com, region: eu } }')}
${entry('production', '  postBuild: { substitute: { domain: example.com }, substituteFrom: [{ kind: Secret, name: cluster }] }')}
`,
  );
});
