import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { test } from 'vitest';
import { disruptionBudgetBlocksEviction } from './rule.js';

const budget = (bound: string): string => `
# === clusters/prod/budget.yaml
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: shop, namespace: shop }
spec:
  selector: { matchLabels: { app: shop } }
  ${bound}
`;
const workload = (replicas: string): string => `
# === clusters/prod/shop.yaml
apiVersion: apps/v1
kind: Deployment
metadata: { name: shop, namespace: shop }
spec:
  ${replicas}
  selector: { matchLabels: { app: shop } }
  template: { metadata: { labels: { app: shop, tier: web } }, spec: { containers: [{ name: shop, image: "shop:1" }] } }
`;

test('reports a budget that wants all Pods to stay', () => {
  expectMarks(
    disruptionBudgetBlocksEviction,
    repo`
${bootstrapped('clusters/prod')}
${workload('replicas: 2')}
${budget(`minAvailable: 60%
  #             ^^^ disruption-budget-blocks-eviction: wants 60% of the 2 Pods of Deployment 'shop/shop' to stay`)}
`,
  );
});

test('reports a budget that allows none to be away', () => {
  expectMarks(
    disruptionBudgetBlocksEviction,
    repo`
${bootstrapped('clusters/prod')}
${budget(`maxUnavailable: 0%
  #               ^^ disruption-budget-blocks-eviction: allows no Pod to be away`)}
`,
  );
});

test('stays silent where one may go', () => {
  expectSilence(
    disruptionBudgetBlocksEviction,
    repo`
${bootstrapped('clusters/prod')}
${workload('replicas: 3')}
${budget('minAvailable: 2')}
`,
  );
});

test('stays silent on unknown: the number of Pods is not written, or made by an autoscaler', () => {
  expectSilence(
    disruptionBudgetBlocksEviction,
    repo`
${bootstrapped('clusters/prod')}
${workload('replicas: 1')}
${budget('minAvailable: 1')}
# === clusters/prod/scaler.yaml
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: shop, namespace: shop }
spec: { scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: shop }, maxReplicas: 3 }
`,
  );
});
