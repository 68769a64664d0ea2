import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { test } from 'vitest';
import { unquotedNumericSubstitution } from './rule.js';

// In a template string a dollar sign before a brace would be one of TypeScript.
const $ = '$';

const apps = (postBuild: string): string => `# === clusters/prod/apps.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec:
  interval: 10m
  path: ./apps
  prune: true
  sourceRef: { kind: GitRepository, name: flux-system }
  postBuild: ${postBuild}`;

test('reports numbers and booleans where only text may stand', () => {
  expectMarks(
    unquotedNumericSubstitution,
    repo`
${bootstrapped('clusters/prod')}
${apps('{ substitute: { port: "8080", debug: "true" } }')}
# === apps/app.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: app, namespace: default }
data:
  port: "${$}{port}"
  #     ^^^^^^^^^ unquoted-numeric-substitution: 'data.port' of ConfigMap 'default/app' must be text, and becomes a whole number
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: app
  namespace: default
  labels:
    debug: "${$}{debug}"
    #      ^^^^^^^^^^ unquoted-numeric-substitution: becomes a boolean
spec:
  selector: { matchLabels: { app: app } }
  template:
    metadata: { labels: { app: app } }
    spec:
      containers:
        - name: app
          image: app
          env:
            - name: PORT
              value: ${$}{port}
              #      ^^^^^^^ unquoted-numeric-substitution: env[0].value
          ports:
            - containerPort: ${$}{port}
`,
  );
});

test('stays silent where the text stays one, and where numbers may stand', () => {
  expectSilence(
    unquotedNumericSubstitution,
    repo`
${bootstrapped('clusters/prod')}
${apps(`{ substitute: { port: "8080", name: app, quote: '"' } }`)}
# === apps/app.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: app, namespace: default }
data:
  name: ${$}{name}
  address: localhost:${$}{port}
  quoted: ${$}{quote}${$}{port}${$}{quote}
---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: app, namespace: default }
spec:
  interval: 10m
  chart: { spec: { chart: app, sourceRef: { kind: HelmRepository, name: apps } } }
  values: { port: '${$}{port}' }
`,
  );
});

test('stays silent on unknown: a variable from a Secret that is not in the files', () => {
  expectSilence(
    unquotedNumericSubstitution,
    repo`
${bootstrapped('clusters/prod')}
${apps('{ substituteFrom: [{ kind: Secret, name: cluster }] }')}
# === apps/app.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: app, namespace: default }
data: { port: '${$}{port}' }
`,
  );
});
