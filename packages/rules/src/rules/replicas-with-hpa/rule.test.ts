import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { test } from 'vitest';
import { replicasWithHpa } from './rule.js';

const HPA = `
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: web, namespace: shop }
spec:
  scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web }
  minReplicas: 2
  maxReplicas: 10`;

test('reports replicas that an autoscaler controls', () => {
  expectMarks(
    replicasWithHpa,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/web.yaml
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  replicas: 3
  #         ^ replicas-with-hpa: Deployment 'shop/web' sets its replicas, which HorizontalPodAutoscaler 'shop/web' controls
  template: { spec: { containers: [{ name: web, image: web }] } }
# === clusters/prod/hpa.yaml
${HPA}
`,
  );
});

test('reports replicas that KEDA controls', () => {
  expectMarks(
    replicasWithHpa,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/web.yaml
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec: { replicas: 3 }
#                 ^ replicas-with-hpa: ScaledObject 'shop/web'
---
apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: { name: web, namespace: shop }
spec: { scaleTargetRef: { name: web }, triggers: [] }
`,
  );
});

test('stays silent where nothing fights: no replicas, another workload, a fixed number, paused, ignored', () => {
  expectSilence(
    replicasWithHpa,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/web.yaml
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec: { template: {} }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: blog }
spec: { replicas: 3 }
---
apiVersion: apps/v1
kind: Deployment
metadata: { name: one, namespace: shop }
spec: { replicas: 1 }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: one, namespace: shop }
spec: { scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: one }, minReplicas: 1, maxReplicas: 1 }
---
apiVersion: apps/v1
kind: Deployment
metadata:
  name: once
  namespace: shop
  annotations: { kustomize.toolkit.fluxcd.io/ssa: IfNotPresent }
spec: { replicas: 1 }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: once, namespace: shop }
spec: { scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: once }, maxReplicas: 5 }
# === clusters/prod/hpa.yaml
${HPA}
`,
  );
});

test('stays silent where the Flux Kustomization ignores the replicas', () => {
  expectSilence(
    replicasWithHpa,
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
  ignore:
    - paths: [/spec/replicas]
      target: { kind: Deployment }
# === apps/web.yaml
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec: { replicas: 3 }
# === apps/hpa.yaml
${HPA}
`,
  );
});

test('stays silent on unknown: the number is a variable that only the cluster knows', () => {
  expectSilence(
    replicasWithHpa,
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
# === apps/web.yaml
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec:
  replicas: $${'{REPLICAS}'}
# === apps/hpa.yaml
${HPA}
`,
  );
});
