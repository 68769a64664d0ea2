import { bootstrapped, parseRepo, testRule } from '@fluxvet/core/testing';
import { test } from 'vitest';
import { productionApps } from './production-apps.js';

const release = (version: string, label: string): string => `# === clusters/production/app.yaml
apiVersion: helm.toolkit.fluxcd.io/v2
kind: HelmRelease
metadata:
  name: shop
${label}
  namespace: flux-system
spec:
  interval: 10m
  chart:
    spec:
      chart: shop
      version: ${version}
      sourceRef: { kind: HelmRepository, name: charts }
`;
const production = bootstrapped('clusters/production');

test('production-apps', () => {
  testRule(productionApps, {
    reports: {
      'a range of versions': parseRepo(
        production +
          release("'>=1.0.0'\n#              ^^^^^^^^^ example", '  labels: { owner: shop }').replace(
            'example',
            'production-apps: takes any chart version',
          ),
      ),
      'nobody who owns it': parseRepo(
        production + release('1.2.3', '  #     ^^^^ production-apps: has the label'),
      ),
    },
    silent: {
      'pinned and owned': parseRepo(production + release('1.2.3', '  labels: { owner: shop }')),
      'another environment': parseRepo(
        bootstrapped('clusters/staging') + release("'*'", '  labels: {}').replace('production', 'staging'),
      ),
    },
  });
});
