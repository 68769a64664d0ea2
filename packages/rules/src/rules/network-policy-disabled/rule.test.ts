import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { test } from 'vitest';
import { networkPolicyDisabled } from './rule.js';

// The rights of the controllers, by which a file is known as a whole installation.
const RIGHTS = `---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: { name: cluster-reconciler-flux-system }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: cluster-admin }
`;

test('reports a Flux that was installed without policies', () => {
  expectMarks(
    networkPolicyDisabled,
    repo`
${bootstrapped('clusters/prod')
  .replace(
    '  name: flux-system\n',
    "  name: flux-system\n  #     ^^^^^^^^^^^ network-policy-disabled: in the namespace 'flux-system'\n",
  )
  .replace(/# === .*gotk-sync.yaml/, (next) => `${RIGHTS}${next}`)}
`,
  );
});

test('stays silent where only an excerpt of the installation is kept', () => {
  expectSilence(
    networkPolicyDisabled,
    repo`
${bootstrapped('clusters/prod')}
`,
  );
});

test('reports a FluxInstance that switches them off', () => {
  expectMarks(
    networkPolicyDisabled,
    repo`
# === clusters/prod/flux-system/flux-instance.yaml
apiVersion: fluxcd.controlplane.io/v1
kind: FluxInstance
metadata: { name: flux, namespace: flux-system }
spec:
  distribution: { version: 2.x, registry: ghcr.io/fluxcd }
  sync: { kind: GitRepository, url: https://github.com/example/fleet, ref: refs/heads/main, path: clusters/prod }
  cluster: { networkPolicy: false }
  #                         ^^^^^ network-policy-disabled: FluxInstance 'flux' switches
`,
  );
});

test('stays silent where policies are there, or the operator makes them', () => {
  expectSilence(
    networkPolicyDisabled,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/policies.yaml
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: allow-egress, namespace: flux-system }
spec: { podSelector: {}, policyTypes: [Ingress, Egress] }
`,
  );
  expectSilence(
    networkPolicyDisabled,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/policies.yaml
apiVersion: cilium.io/v2
kind: CiliumNetworkPolicy
metadata: { name: flux, namespace: flux-system }
spec: { endpointSelector: {} }
`,
  );
  expectSilence(
    networkPolicyDisabled,
    repo`
# === clusters/prod/flux-system/flux-instance.yaml
apiVersion: fluxcd.controlplane.io/v1
kind: FluxInstance
metadata: { name: flux, namespace: flux-system }
spec:
  distribution: { version: 2.x, registry: ghcr.io/fluxcd }
  sync: { kind: GitRepository, url: https://github.com/example/fleet, ref: refs/heads/main, path: clusters/prod }
`,
  );
});

test('stays silent on unknown: a repository that is not at hand may bring policies', () => {
  expectSilence(
    networkPolicyDisabled,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/platform.yaml
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: platform, namespace: flux-system }
spec: { interval: 1m, url: https://github.com/example/platform, ref: { branch: main } }
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: platform, namespace: flux-system }
spec: { interval: 10m, path: ./policies, prune: true, sourceRef: { kind: GitRepository, name: platform } }
`,
  );
});
