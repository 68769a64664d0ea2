import {
  defineRule,
  kustomizationsOf,
  nameOf,
  nodeAt,
  placeOfSpan,
  type Rule,
  type Span,
} from '@fluxvet/core';

export const managedByLabelRefused: Rule = defineRule({
  id: 'managed-by-label-refused',
  title: 'The API server refuses a label that buildMetadata writes',
  why: 'Inside Flux kustomize has no version and calls itself kustomize-(devel), which is no value of a label: no object of the app is applied.',
  category: 'correctness',
  severity: 'error',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    refused:
      "'managedByLabel' fails in Flux: its kustomize labels every object of '{app}' with 'app.kubernetes.io/managed-by: kustomize-(devel)', whose value the API server refuses. Take it out of 'buildMetadata'.",
  },
  *check(model, { finding }) {
    const told = new Map<
      string,
      { readonly span: Span; readonly app: string; readonly clusters: string[] }
    >();
    for (const { cluster, app } of kustomizationsOf(model)) {
      const span = app.objects.map(({ body }) => madeBy(body)).find((each) => each !== undefined);
      if (!span) continue;
      const key = `${span.file}:${span.start}`;
      const known = told.get(key);
      if (known) known.clusters.push(cluster.name);
      else told.set(key, { span, app: nameOf(app.object), clusters: [cluster.name] });
    }
    for (const { span, app, clusters } of told.values()) {
      const at = placeOfSpan(model, span);
      if (at) yield finding('refused', at, { data: { app }, clusters: [...new Set(clusters)] });
    }
  },
});

/** The entry of `buildMetadata` that labelled an object. */
function madeBy(body: Parameters<typeof nodeAt>[0]): Span | undefined {
  const step = nodeAt(body, 'metadata', 'labels', 'app.kubernetes.io/managed-by')?.origin.step;
  return step?.what === 'buildMetadata' ? step.by : undefined;
}
