import { bootstrapped, expectSilence, repo } from '@fluxvet/core/testing';
import { test } from 'vitest';
import { clusterAppsEntryMissing } from '../../rules/cluster-apps-entry-missing/rule.js';
import { unreferencedDirectory } from '../../rules/unreferenced-directory/rule.js';

const TERRAFORM = `# === infra/flux.tf
resource "github_repository_file" "addons" {
  content = <<-YAML
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: addons, namespace: flux-system }
spec:
  path: ./apps/shop/${'$'}{var.environment}/web
  YAML
}`;

const CONFIG = `apiVersion: v1
kind: ConfigMap
metadata: { name: web, namespace: default }`;

test('a directory that Terraform lets Flux apply is referenced', () => {
  expectSilence(
    unreferencedDirectory,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/web.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: web, namespace: flux-system }
spec: { interval: 10m, path: ./apps/web, prune: true, sourceRef: { kind: GitRepository, name: flux-system } }
# === apps/web/web.yaml
${CONFIG}
# === apps/shop/prod/web/web.yaml
${CONFIG}
${TERRAFORM}
`,
  );
});

test('a cluster for which Terraform may write the entries lacks none', () => {
  expectSilence(
    clusterAppsEntryMissing,
    repo`
${bootstrapped('clusters/prod')}
# === apps/shop/prod/web/web.yaml
${CONFIG}
${TERRAFORM}
`,
  );
});
