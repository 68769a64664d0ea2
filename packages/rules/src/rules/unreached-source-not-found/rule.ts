import {
  closest,
  defineRule,
  type FluxModel,
  HELM_GROUP,
  isKind,
  type KubernetesObject,
  nodeAt,
  type Rule,
  SOURCE_GROUP,
  textAt,
} from '@fluxvet/core';

export const unreachedSourceNotFound: Rule = defineRule({
  id: 'unreached-source-not-found',
  title: 'A release that no cluster here reaches takes its chart from a source that no file has',
  why: 'Whoever applies the directory waits for the chart without end.',
  category: 'correctness',
  severity: 'warning',
  confidence: 'likely',
  stability: 'stable',
  since: '0.2.0',
  messages: {
    unused:
      "HelmRelease '{from}' takes its chart from {kind} '{source}', which no file has, and nothing uses '{other}' beside it.",
    similar:
      "HelmRelease '{from}' takes its chart from {kind} '{source}', which no file has; there is '{other}'.",
    missing:
      "HelmRelease '{from}' takes its chart from {kind} '{source}', which no file has, unlike those of the others.",
  },
  *check(model, { finding }) {
    const { builds } = model.detached;
    const known = new Set(allObjects(model).map(({ id }) => keyOf(id.kind, id.name)));
    const asked = builds.flatMap(({ objects }) => objects.flatMap((from) => wantedBy(from) ?? []));
    const found = asked.filter(({ kind, name }) => known.has(keyOf(kind, name)));
    // Where most sources stand elsewhere, one more does not stand out.
    const isCustom = found.length >= MOST_FOUND && found.length * 5 >= asked.length * 4;
    for (const { objects } of builds) {
      const wants = objects.flatMap((from) => wantedBy(from) ?? []);
      for (const { from, kind, name, field } of wants) {
        if (known.has(keyOf(kind, name))) continue;
        const at = { in: from, path: [...field, 'name'] };
        const data = { from: from.id.name, kind, source: name };
        const sources = objects.filter((each) => isKind(each, SOURCE_GROUP, kind)).map(({ id }) => id.name);
        const unused = sources.find(
          (each) => !wants.some((want) => want.kind === kind && want.name === each),
        );
        const similar = closest(name, sources);
        if (similar !== undefined) yield finding('similar', at, { data: { ...data, other: similar } });
        else if (unused !== undefined) yield finding('unused', at, { data: { ...data, other: unused } });
        else if (isCustom) yield finding('missing', at, { data });
      }
    }
  },
});

const MOST_FOUND = 3;

interface Wanted {
  readonly from: KubernetesObject;
  readonly kind: string;
  readonly name: string;
  readonly field: readonly string[];
}

function wantedBy(from: KubernetesObject): Wanted | undefined {
  if (!isKind(from, HELM_GROUP, 'HelmRelease')) return undefined;
  for (const field of [
    ['spec', 'chart', 'spec', 'sourceRef'],
    ['spec', 'chartRef'],
  ]) {
    const reference = nodeAt(from.body, ...field);
    const [kind, name] = [textAt(reference, 'kind'), textAt(reference, 'name')];
    // What holds a variable is named by whoever applies it.
    if (kind !== undefined && name !== undefined && !name.includes('$')) return { from, kind, name, field };
  }
  return undefined;
}

function allObjects(model: FluxModel): readonly KubernetesObject[] {
  const { builds, objects } = model.detached;
  return [
    ...objects,
    ...builds.flatMap((each) => each.objects),
    ...model.clusters.flatMap((each) => each.objects),
  ];
}

function keyOf(kind: string, name: string): string {
  return `${kind}/${name}`;
}
