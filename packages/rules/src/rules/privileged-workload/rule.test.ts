import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { test } from 'vitest';
import { privilegedWorkload } from './rule.js';

test('reports what a workload shares with its node, and what its containers may do', () => {
  expectMarks(
    privilegedWorkload,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/agent.yaml
apiVersion: batch/v1
kind: CronJob
metadata: { name: agent, namespace: shop }
spec:
  schedule: "@daily"
  jobTemplate:
    spec:
      template:
        spec:
          restartPolicy: Never
          hostPID: true
          #        ^^^^ privileged-workload: CronJob 'shop/agent' shares with its node: hostPID
          containers:
            - name: agent
              image: agent:1
              securityContext:
                privileged: true
                #           ^^^^ privileged-workload: runs its container 'agent' as privileged
                readOnlyRootFilesystem: false
                #                       ^^^^^ privileged-workload: write to its root file system
`,
  );
});

test('stays silent on what is not asked for, and on other kinds', () => {
  expectSilence(
    privilegedWorkload,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/agent.yaml
apiVersion: v1
kind: Pod
metadata: { name: agent, namespace: shop }
spec:
  hostNetwork: false
  containers: [{ name: agent, image: "agent:1", securityContext: { privileged: false } }]
---
apiVersion: example.org/v1
kind: Agent
metadata: { name: agent, namespace: shop }
spec: { hostNetwork: true }
`,
  );
});

test('stays silent on unknown: a variable that only the cluster knows', () => {
  expectSilence(
    privilegedWorkload,
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
# === apps/agent.yaml
apiVersion: v1
kind: Pod
metadata: { name: agent, namespace: shop }
spec: { hostNetwork: "${'$'}{SHARED}", containers: [{ name: agent, image: "agent:1" }] }
`,
  );
});
