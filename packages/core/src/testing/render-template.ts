/**
 * A template as Helm renders it alone in a chart: for tests of the language and its functions.
 *
 * @module
 */
import type { ChartFile } from '../helm/charts/chart.js';
import { readUserValues } from '../helm/charts/read-values.js';
import { type RenderedRelease, renderRelease } from '../helm/render-release.js';
import type { RepoPath } from '../source/repo-path.js';
import { plain } from '../template/values/traced.js';
import { map } from '../template/values/value.js';

const CHART = 'apiVersion: v2\nname: t\nversion: 0.1.0\n';

/** What the files of a chart render to with values, or Helm's error. */
export function renderFiles(
  files: Readonly<Record<string, string>>,
  values: string,
): RenderedRelease | { readonly error: string } {
  const all = Object.entries(files).map(
    ([name, text]): ChartFile => ({ name, text, path: `chart/${name}` as RepoPath }),
  );
  const read = readUserValues(values, (start, end) => ({ file: 'values.yaml' as RepoPath, start, end }));
  return renderRelease({
    files: files['Chart.yaml']
      ? all
      : [{ name: 'Chart.yaml', text: CHART, path: 'chart/Chart.yaml' as RepoPath }, ...all],
    values: 'error' in read ? map() : read.values,
    release: { name: 'release-name', namespace: 'ns', revision: 1, isUpgrade: false },
    capabilities: { kubeVersion: 'v1.31.4', major: '1', minor: '31', apiVersions: ['v1', 'apps/v1'] },
  });
}

/** The text of one template with values, or Helm's error. */
export function renderTemplate(template: string, values: string): string {
  const rendered = renderFiles({ 'templates/text': template }, values);
  if ('error' in rendered) return rendered.error;
  const [text] = rendered.texts.values();
  return plain(text ?? null) as string;
}
