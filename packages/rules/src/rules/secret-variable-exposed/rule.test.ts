import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { test } from 'vitest';
import { secretVariableExposed } from './rule.js';

const cluster = (secret: string, deployment: string): string => `
${bootstrapped('clusters/prod')}
# === clusters/prod/apps.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec:
  interval: 10m
  path: ./apps
  prune: true
  sourceRef: { kind: GitRepository, name: flux-system }
  postBuild: { substituteFrom: [{ kind: Secret, name: hidden }] }
---
apiVersion: v1
kind: Secret
metadata: { name: hidden, namespace: flux-system }
stringData: { ${secret} }
sops: { mac: "ENC[x]" }
# === apps/web.yaml
${deployment}
`;
const LOCKED = 'S3_SECRET_KEY: "ENC[a]", DOMAIN: "ENC[b]"';
const workload = (...env: readonly string[]): string => `apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: default }
spec:
  template:
    spec:
      containers:
        - name: web
          env:
${env.join('\n')}
`;

test('reports a credential in the environment of a workload, by the name of the variable or of the field', () => {
  expectMarks(
    secretVariableExposed,
    repo`${cluster(
      LOCKED,
      workload(
        '            - name: KEY_OF_STORE',
        '              value: ${S3_SECRET_KEY}',
        "              #      ^^^^^^^^^^^^^^^^ secret-variable-exposed: The variable 'S3_SECRET_KEY' comes out of Secret 'flux-system/hidden'",
      ),
    )}`,
  );
});

test('reports a credential in an annotation', () => {
  expectMarks(
    secretVariableExposed,
    repo`${cluster(
      LOCKED,
      `apiVersion: v1
kind: Service
metadata:
  name: web
  annotations:
    example.org/token: \${S3_SECRET_KEY}
    #                  ^^^^^^^^^^^^^^^^ secret-variable-exposed: in an annotation of Service`,
    )}`,
  );
});

test('stays silent on the name of a host, and where a Secret gets the value', () => {
  expectSilence(
    secretVariableExposed,
    repo`${cluster(LOCKED, workload('            - name: HOST', '              value: ${DOMAIN}'))}`,
  );
  expectSilence(
    secretVariableExposed,
    repo`${cluster(
      LOCKED,
      'apiVersion: v1\nkind: Secret\nmetadata: { name: web }\nstringData: { key: "${S3_SECRET_KEY}" }',
    )}`,
  );
});

test('stays silent on unknown: nothing says where the variable comes from', () => {
  expectSilence(
    secretVariableExposed,
    repo`${cluster('OTHER: "ENC[a]"', workload('            - name: TOKEN', '              value: ${API_TOKEN}'))}`,
  );
});
