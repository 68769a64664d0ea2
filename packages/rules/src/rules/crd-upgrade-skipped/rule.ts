import {
  defineRule,
  type HelmReleaseApp,
  helmReleasesOf,
  isSettled,
  mayBeSet,
  nameOf,
  type Rule,
  textAt,
} from '@fluxvet/core';

export const crdUpgradeSkipped: Rule = defineRule({
  id: 'crd-upgrade-skipped',
  title: 'A chart brings custom resource definitions that upgrades leave as they are',
  why: 'New versions of the chart run with the definitions of the first one, and fail on every field that came since.',
  category: 'upgrade',
  severity: 'note',
  confidence: 'likely',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    asymmetric:
      "HelmRelease '{app}' sets 'install.crds' to '{policy}', but not 'upgrade.crds', so that upgrades skip the definitions.",
    known:
      "HelmRelease '{app}' does not set 'upgrade.crds', so that upgrades skip the definitions of the chart '{chart}'.",
  },
  *check(model, { finding }) {
    for (const { app } of helmReleasesOf(model)) {
      const { object, spec } = app;
      const isSkipped = !isSettled(object) || mayBeSet(object.body, 'spec', 'upgrade', 'crds');
      if (spec.suspend || isSkipped) continue;
      const policy = spec.install?.crds;
      const name = nameOf(object);
      if (policy === 'Create' || policy === 'CreateReplace') {
        yield finding(
          'asymmetric',
          { in: object, path: ['spec', 'install', 'crds'] },
          { data: { app: name, policy } },
        );
        continue;
      }
      if (mayBeSet(object.body, 'spec', 'install', 'crds') || withoutDefinitions(app)) continue;
      const chart = chartOf(app);
      if (chart === undefined || !WITH_DEFINITIONS.has(chart)) continue;
      yield finding(
        'known',
        { in: object, path: ['spec', 'upgrade', 'crds'] },
        { data: { app: name, chart } },
      );
    }
  },
});

/** Widely used charts that keep their definitions in `crds/`, which only the first install applies. */
const WITH_DEFINITIONS: ReadonlySet<string> = new Set([
  'grafana-operator',
  'kube-prometheus-stack',
  'sealed-secrets',
  'strimzi-kafka-operator',
  'traefik',
]);

/** Whether the values turn the definitions off, because something else brings them. */
function withoutDefinitions({ values: { merged } }: HelmReleaseApp): boolean {
  return (
    textAt(merged, 'crds', 'enabled') === 'false' ||
    textAt(merged, 'crds', 'upgradeJob', 'enabled') === 'true'
  );
}

/** The name of the chart: as it is written, or the last part of the address of an OCIRepository. */
function chartOf({ spec, source }: HelmReleaseApp): string | undefined {
  const { chart } = spec.chart?.spec ?? {};
  if (chart !== undefined) return spec.chart?.spec?.sourceRef?.kind === 'HelmRepository' ? chart : undefined;
  if (source.kind !== 'found') return undefined;
  return textAt(source.target.object.body, 'spec', 'url')?.split('/').at(-1);
}
