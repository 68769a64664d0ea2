/**
 * Manifests of sources, and of what takes from them, for tests.
 *
 * @module
 */

/** A source and a Flux Kustomization that applies its root. */
export function appFrom(kind: 'GitRepository' | 'OCIRepository', name: string, spec: string): string {
  return `apiVersion: source.toolkit.fluxcd.io/v1
kind: ${kind}
metadata: { name: ${name}, namespace: flux-system }
spec: ${spec}
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: ${name}, namespace: flux-system }
spec: { interval: 10m, prune: true, path: ./, sourceRef: { kind: ${kind}, name: ${name} } }
---
`;
}

/** A Helm repository and a release of one of its charts. */
export function releaseFrom(name: string, spec: string, chart: string, version: string): string {
  return `apiVersion: source.toolkit.fluxcd.io/v1
kind: HelmRepository
metadata: { name: ${name}, namespace: flux-system }
spec: ${spec}
---
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata: { name: ${name}, namespace: flux-system }
spec: { interval: 10m, chart: { spec: { chart: ${chart}, version: "${version}", sourceRef: { kind: HelmRepository, name: ${name} } } } }
---
`;
}

/** A ConfigMap. */
export function configMap(name: string): string {
  return `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: ${name}, namespace: default }\n`;
}
