import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { test } from 'vitest';
import { repeatedListKey } from './rule.js';

test('reports variables and ports that stand twice in a container', () => {
  expectMarks(
    repeatedListKey,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/dns.yaml
apiVersion: apps/v1
kind: Deployment
metadata: { name: dns, namespace: net }
spec:
  selector: { matchLabels: { app: dns } }
  template:
    metadata: { labels: { app: dns } }
    spec:
      containers:
        - name: dns
          image: dns:1
          env:
            - { name: ZONE, value: a }
            - { name: ZONE, value: b }
            # ^^^^^^^^^^^^^^^^^^^^^^^^ repeated-list-key: the entry with name 'ZONE' stands twice in spec.template.spec.containers[0].env
          ports:
            - { containerPort: 5353 }
            - { containerPort: 5353, protocol: TCP }
            # ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ repeated-list-key: the entry with containerPort '5353' and protocol 'TCP' stands twice
`,
  );
});

test('stays silent on entries that differ in a part of their key', () => {
  expectSilence(
    repeatedListKey,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/dns.yaml
apiVersion: v1
kind: Service
metadata: { name: dns, namespace: net }
spec:
  ports:
    - { name: udp, port: 53, protocol: UDP }
    - { name: tcp, port: 53 }
`,
  );
});

test('stays silent on unknown: a variable that may make another name', () => {
  expectSilence(
    repeatedListKey,
    repo`
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
  postBuild: { substituteFrom: [{ kind: Secret, name: settings }] }
# === apps/dns.yaml
apiVersion: v1
kind: Service
metadata: { name: dns, namespace: net }
spec:
  ports:
    - { name: a, port: 53 }
    - { name: b, port: "${'$'}{port}" }
`,
  );
});
