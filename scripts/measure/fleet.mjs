// A generated fleet: clusters on shared bases, with overlays, patches and substitutions.

/** Path → text of a repository with so many clusters, each with so many apps. */
export function fleetFiles(clusters, apps) {
  const files = {};
  for (let app = 0; app < apps; app++) {
    files[`apps/base/app-${app}/kustomization.yaml`] =
      'resources: [deployment.yaml, service.yaml, settings.yaml]\n';
    files[`apps/base/app-${app}/deployment.yaml`] = deployment(`app-${app}`);
    files[`apps/base/app-${app}/service.yaml`] =
      `apiVersion: v1\nkind: Service\nmetadata: { name: app-${app} }\nspec:\n  selector: { app: app-${app} }\n  ports: [{ port: 80, targetPort: 8080 }]\n`;
    files[`apps/base/app-${app}/settings.yaml`] =
      `apiVersion: v1\nkind: ConfigMap\nmetadata: { name: app-${app} }\ndata:\n  cluster: \${cluster}\n  region: \${region:=eu-west-1}\n`;
  }
  for (const environment of ['production', 'staging']) {
    for (let app = 0; app < apps; app++) {
      files[`apps/${environment}/app-${app}/kustomization.yaml`] =
        `namespace: app-${app}\nresources: [../../base/app-${app}]\npatches:\n- target: { kind: Deployment }\n  patch: |-\n    - op: replace\n      path: /spec/replicas\n      value: ${environment === 'production' ? 3 : 1}\n`;
    }
  }
  for (let cluster = 0; cluster < clusters; cluster++) Object.assign(files, clusterFiles(cluster, apps));
  return files;
}

function clusterFiles(number, apps) {
  const environment = number % 2 === 0 ? 'production' : 'staging';
  const name = `${environment}-${String(number >> 1).padStart(3, '0')}`;
  const directory = `clusters/${name}`;
  const kustomizations = Array.from({ length: apps }, (_, app) =>
    kustomization(`app-${app}`, `./apps/${environment}/app-${app}`, name),
  );
  return {
    [`${directory}/flux-system/gotk-sync.yaml`]: `apiVersion: source.toolkit.fluxcd.io/v1\nkind: GitRepository\nmetadata: { name: flux-system, namespace: flux-system }\nspec:\n  interval: 1m0s\n  ref: { branch: main }\n  secretRef: { name: flux-system }\n  url: ssh://git@example.com/fleet.git\n---\napiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: { name: flux-system, namespace: flux-system }\nspec:\n  interval: 10m0s\n  path: ./${directory}\n  prune: true\n  sourceRef: { kind: GitRepository, name: flux-system }\n`,
    [`${directory}/flux-system/gotk-components.yaml`]: `# Flux Version: v2.9.4\n# Components: source-controller,kustomize-controller\napiVersion: v1\nkind: Namespace\nmetadata: { name: flux-system }\n`,
    [`${directory}/flux-system/kustomization.yaml`]: 'resources: [gotk-components.yaml, gotk-sync.yaml]\n',
    [`${directory}/apps.yaml`]: kustomizations.join('---\n'),
  };
}

function kustomization(name, path, cluster) {
  return `apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: { name: ${name}, namespace: flux-system }\nspec:\n  interval: 10m\n  path: ${path}\n  prune: true\n  sourceRef: { kind: GitRepository, name: flux-system }\n  postBuild:\n    substitute: { cluster: ${cluster} }\n`;
}

function deployment(name) {
  return `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: ${name} }\nspec:\n  replicas: 1\n  selector: { matchLabels: { app: ${name} } }\n  template:\n    metadata: { labels: { app: ${name} } }\n    spec:\n      containers:\n      - name: main\n        image: example.com/${name}:1.0.0\n        ports: [{ containerPort: 8080 }]\n`;
}
