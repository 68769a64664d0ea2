import {
  closest,
  defineRule,
  filesBelow,
  helmReleasesOf,
  itemsAt,
  joinPath,
  nameOf,
  type Path,
  type RepoPath,
  type Rule,
  type Source,
  textAt,
  toRepoPath,
} from '@fluxvet/core';

export const chartNotFound: Rule = defineRule({
  id: 'chart-not-found',
  title: 'A chart or a values file is not in the source that it is read from',
  why: 'The source controller cannot package the chart, and the release stays as it is.',
  category: 'correctness',
  severity: 'error',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    chart: "HelmRelease '{app}' installs the chart '{chart}', but {source} has no Chart.yaml there{hint}.",
    values: "HelmRelease '{app}' reads the values file '{file}', which {source} does not have{hint}.",
  },
  *check(model, { finding }) {
    for (const { app } of helmReleasesOf(model)) {
      const { object, source } = app;
      if (source.kind !== 'found' || source.target.content.kind !== 'tree') continue;
      const { id } = source.target.object;
      if (id.kind !== 'GitRepository' && id.kind !== 'Bucket') continue;
      const { whole } = source.target.content;
      const at: Path = ['spec', 'chart', 'spec'];
      const chart = textAt(object.body, ...at, 'chart');
      const root = chart === undefined ? undefined : within(chart);
      const data = { app: nameOf(object), source: `${id.kind} '${nameOf(source.target.object)}'` };
      if (chart === undefined || root === undefined || /\.tgz$/.test(chart)) continue;
      if (!whole.read(joinPath(root, 'Chart.yaml'))) {
        const near = closest(root, chartsOf(source.target));
        const hint = near === undefined ? '' : `; there is '${near}'`;
        yield finding('chart', { in: object, path: [...at, 'chart'] }, { data: { ...data, chart, hint } });
        continue;
      }
      const mayLack = textAt(object.body, ...at, 'ignoreMissingValuesFiles') === 'true';
      for (const [index, item] of itemsAt(object.body, ...at, 'valuesFiles').entries()) {
        const file = textAt(item);
        const path = file === undefined ? undefined : within(file);
        if (file === undefined || path === undefined || whole.read(path)) continue;
        const beside = joinPath(root, path);
        const hint = whole.read(beside)
          ? `: it is read from the root of the source, and there is '${beside}'`
          : '';
        yield finding(
          'values',
          { in: object, path: [...at, 'valuesFiles', index] },
          { data: { ...data, file, hint }, ...(mayLack && { atMost: 'note' as const }) },
        );
      }
    }
  },
});

function within(text: string): RepoPath | undefined {
  return toRepoPath(text.replace(/^\.?\/+/, '').replace(/\/+$/, ''));
}

const remembered = new WeakMap<Source['content'], readonly string[]>();

/** The directories of a source that hold a chart. */
function chartsOf({ content }: Source): readonly string[] {
  let charts = remembered.get(content);
  if (!charts) {
    const tree = content.kind === 'tree' ? content.whole : undefined;
    const files = tree ? [...filesBelow(tree, '' as RepoPath)] : [];
    charts = files.flatMap((file) => /^(.+)\/Chart\.yaml$/.exec(file)?.[1] ?? []);
    remembered.set(content, charts);
  }
  return charts;
}
