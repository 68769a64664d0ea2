import { describe, expect, it } from 'vitest';
import { plain } from '../template/values/traced.js';
import { renderFiles } from '../testing/render-template.js';
import { manifestText } from './manifests/sort-manifests.js';
import { sortRelease } from './render-release.js';

interface Case {
  readonly title: string;
  readonly files: Readonly<Record<string, string>>;
  readonly values: string;
  readonly want: object;
}

// Recorded from Helm.
const CASES: readonly Case[] = [
  {
    title: "lays values of the user over those of the chart, and those over the subchart's",
    files: {
      'Chart.yaml': 'apiVersion: v2\nname: root\nversion: 0.1.0\n',
      'values.yaml': 'a: 1\nm: {x: 1, y: 2}\nl: [1, 2]\nsub: {p: parent}\nglobal: {g: 1}\n',
      'templates/v.txt': 'a: {{ .Values | toJson | quote }}\n',
      'charts/sub/Chart.yaml': 'apiVersion: v2\nname: sub\nversion: 0.1.0\n',
      'charts/sub/values.yaml': 'p: own\nq: own\n',
      'charts/sub/templates/v.txt': 'a: {{ .Values | toJson | quote }}\n',
    },
    values: 'm: {y: null, z: 3}\nl: [9]\n',
    want: {
      manifest:
        '---\n# Source: root/charts/sub/templates/v.txt\na: "{\\"global\\":{\\"g\\":1},\\"p\\":\\"parent\\",\\"q\\":\\"own\\"}"\n\n---\n# Source: root/templates/v.txt\na: "{\\"a\\":1,\\"global\\":{\\"g\\":1},\\"l\\":[9],\\"m\\":{\\"x\\":1,\\"z\\":3},\\"sub\\":{\\"global\\":{\\"g\\":1},\\"p\\":\\"parent\\",\\"q\\":\\"own\\"}}"\n\n',
    },
  },
  {
    title: 'switches subcharts by conditions and tags, under their aliases',
    files: {
      'Chart.yaml':
        'apiVersion: v2\nname: root\nversion: 0.1.0\ndependencies: [{name: sub, version: "*", alias: one, condition: one.on}, {name: sub, version: ">=0.1.0", alias: two, tags: [t]}, {name: sub, version: "9", alias: three}]\n',
      'values.yaml': 'one: {on: false}\n',
      'templates/v.txt': 'a: {{ keys .Subcharts | sortAlpha | join "," }}\n',
      'charts/sub/Chart.yaml': 'apiVersion: v2\nname: sub\nversion: 0.1.0\n',
      'charts/sub/templates/v.txt': 'a: {{ .Chart.Name }}\n',
    },
    values: 'tags: {t: true}\n',
    want: {
      manifest:
        '---\n# Source: root/charts/one/templates/v.txt\na: one\n\n---\n# Source: root/charts/two/templates/v.txt\na: two\n\n---\n# Source: root/templates/v.txt\na: one,two\n\n',
    },
  },
  {
    title: 'imports values of subcharts',
    files: {
      'Chart.yaml':
        'apiVersion: v2\nname: root\nversion: 0.1.0\ndependencies: [{name: sub, version: 0.1.0, import-values: [data, {child: deep.er, parent: got}]}]\n',
      'values.yaml': 'b: mine\n',
      'templates/v.txt': 'a: {{ .Values | toJson | quote }}\n',
      'charts/sub/Chart.yaml': 'apiVersion: v2\nname: sub\nversion: 0.1.0\n',
      'charts/sub/values.yaml': 'exports: {data: {a: 1, b: 2}}\ndeep: {er: {c: 3}}\n',
    },
    values: '{}',
    want: {
      manifest:
        '---\n# Source: root/templates/v.txt\na: "{\\"a\\":1,\\"b\\":\\"mine\\",\\"got\\":{\\"c\\":3},\\"sub\\":{\\"deep\\":{\\"er\\":{\\"c\\":3}},\\"exports\\":{\\"data\\":{\\"a\\":1,\\"b\\":2}},\\"global\\":{}}}"\n\n',
    },
  },
  {
    title: 'lets the definition of the higher chart win',
    files: {
      'Chart.yaml': 'apiVersion: v2\nname: root\nversion: 0.1.0\n',
      'templates/_a.tpl': '{{ define "x" }}root{{ end }}',
      'templates/v.txt': 'a: {{ include "x" . }}\n',
      'charts/sub/Chart.yaml': 'apiVersion: v2\nname: sub\nversion: 0.1.0\n',
      'charts/sub/templates/_a.tpl': '{{ define "x" }}sub{{ end }}',
      'charts/sub/templates/v.txt': 'a: {{ include "x" . }}\n',
    },
    values: '{}',
    want: {
      manifest:
        '---\n# Source: root/charts/sub/templates/v.txt\na: root\n\n---\n# Source: root/templates/v.txt\na: root\n\n',
    },
  },
  {
    title: 'shows changes of values to files that come later',
    files: {
      'Chart.yaml': 'apiVersion: v2\nname: root\nversion: 0.1.0\n',
      'templates/a.txt': 'a: {{ .Values.n }}\n',
      'templates/z.txt': '{{ $_ := set .Values "n" 2 }}a: {{ .Values.n }}\n',
    },
    values: 'n: 1\n',
    want: {
      manifest: '---\n# Source: root/templates/a.txt\na: 2\n\n---\n# Source: root/templates/z.txt\na: 2\n\n',
    },
  },
  {
    title: 'hands files to templates',
    files: {
      'Chart.yaml': 'apiVersion: v2\nname: root\nversion: 0.1.0\n',
      'cfg/a.txt': 'one\ntwo\n',
      'cfg/b.bin': 'x',
      'templates/v.txt':
        'a: {{ .Files.Get "cfg/a.txt" | quote }}\nb: {{ .Files.Lines "cfg/a.txt" | join "," }}\n{{ (.Files.Glob "cfg/*").AsConfig }}\n{{ (.Files.Glob "**.bin").AsSecrets }}\n',
    },
    values: '{}',
    want: {
      manifest:
        '---\n# Source: root/templates/v.txt\na: "one\\ntwo\\n"\nb: one,two\na.txt: |\n  one\n  two\nb.bin: x\nb.bin: eA==\n\n',
    },
  },
  {
    title: 'refuses a chart for another Kubernetes',
    files: {
      'Chart.yaml': 'apiVersion: v2\nname: root\nversion: 0.1.0\nkubeVersion: ">=99"\n',
      'templates/v.txt': 'a: 1\n',
    },
    values: '{}',
    want: {
      error: 'chart requires kubeVersion: >=99 which is incompatible with Kubernetes v1.31.4',
    },
  },
  {
    title: 'refuses a subchart whose values are no table',
    files: {
      'Chart.yaml': 'apiVersion: v2\nname: root\nversion: 0.1.0\n',
      'charts/sub/Chart.yaml': 'apiVersion: v2\nname: sub\nversion: 0.1.0\n',
      'templates/v.txt': 'a: 1\n',
    },
    values: 'sub: text\n',
    want: {
      error: 'type mismatch on sub: %!t(string=text)',
    },
  },
  {
    title: 'refuses a chart without a version',
    files: {
      'Chart.yaml': 'apiVersion: v2\nname: root\n',
    },
    values: '{}',
    want: {
      error: 'validation: chart.metadata.version is required',
    },
  },
  {
    title: 'parts and orders documents, and takes hooks and notes out',
    files: {
      'Chart.yaml': 'apiVersion: v2\nname: root\nversion: 0.1.0\n',
      'crds/c.yaml': 'kind: CustomResourceDefinition\n',
      'templates/NOTES.txt': 'hello\n',
      'templates/a.yaml':
        'kind: Service\nmetadata: {name: s}\n---\n# nothing\n---\nkind: ConfigMap\nmetadata: {name: c}\n',
      'templates/b.yaml':
        'kind: Unheard\nmetadata: {name: u}\n---\nkind: Job\nmetadata:\n  name: j\n  annotations: {helm.sh/hook: "pre-install, post-upgrade", helm.sh/hook-weight: "-3", helm.sh/hook-delete-policy: hook-succeeded}\n---\nkind: Job\nmetadata:\n  name: gone\n  annotations: {helm.sh/hook: crd-install}\n',
    },
    values: '{}',
    want: {
      manifest:
        '---\n# Source: root/templates/a.yaml\nkind: ConfigMap\nmetadata: {name: c}\n\n---\n# Source: root/templates/a.yaml\nkind: Service\nmetadata: {name: s}\n\n---\n# Source: root/templates/a.yaml\n# nothing\n\n---\n# Source: root/templates/b.yaml\nkind: Unheard\nmetadata: {name: u}\n\n',
      hooks: [
        {
          path: 'root/templates/b.yaml',
          events: ['pre-install', 'post-upgrade'],
          weight: -3,
          deletePolicies: ['hook-succeeded'],
        },
      ],
      crds: ['root/crds/c.yaml'],
      notes: 'hello\n',
    },
  },
  {
    title: 'refuses documents that are no objects',
    files: {
      'Chart.yaml': 'apiVersion: v2\nname: root\nversion: 0.1.0\n',
      'templates/a.yaml': '- a\n',
    },
    values: '{}',
    want: {
      error:
        'YAML parse error on root/templates/a.yaml: error unmarshaling JSON: while decoding JSON: json: cannot unmarshal array into Go value of type util.SimpleHead',
    },
  },
];

function install({ files, values }: Case): object {
  const rendered = renderFiles(files, values);
  if ('error' in rendered) return { error: rendered.error };
  const sorted = sortRelease(rendered);
  if ('error' in sorted) return { error: sorted.error };
  const hooks = sorted.hooks.map(({ path, events, weight, deletePolicies }) => ({
    path,
    events,
    weight,
    deletePolicies,
  }));
  const crds = rendered.crds.map(({ name }) => name);
  const notes = [...rendered.notes.values()].map(plain).join('');
  return {
    manifest: manifestText(sorted.manifests),
    ...(hooks.length > 0 && { hooks }),
    ...(crds.length > 0 && { crds }),
    ...(notes !== '' && { notes }),
  };
}

describe('renderRelease', () => {
  it.each(CASES)('$title', (each) => {
    expect(install(each)).toEqual(each.want);
  });
});
