/**
 * A chart as Helm holds it. Dependencies are switched on and off, renamed and copied in place while a release is made,
 * so that each release has its own.
 *
 * @module
 */
import type { RepoPath } from '../../source/repo-path.js';
import type { GoMap } from '../../template/values/value.js';

/** A file of a chart. */
export interface ChartFile {
  /** The path within its chart, with slashes. */
  readonly name: string;
  /** The content in Go's terms (`values/go-text.ts`), without a byte order mark. */
  readonly text: string;
  /** Where the file stands; spans into it name this path. */
  readonly path: RepoPath;
}

/** What Chart.yaml says. */
export interface Metadata {
  name: string;
  home: string;
  sources: string[];
  version: string;
  description: string;
  keywords: string[];
  maintainers: (Maintainer | undefined)[];
  icon: string;
  apiVersion: string;
  condition: string;
  tags: string;
  appVersion: string;
  deprecated: boolean;
  annotations: Map<string, string>;
  kubeVersion: string;
  /** `undefined` where there is no list at all: then nothing below is processed either. */
  dependencies: (Dependency | undefined)[] | undefined;
  type: string;
}

export interface Maintainer {
  readonly name: string;
  readonly email: string;
  readonly url: string;
}

/** An entry of the dependencies. */
export interface Dependency {
  name: string;
  version: string;
  repository: string;
  condition: string;
  tags: string[];
  enabled: boolean;
  importValues: ImportValue[];
  alias: string;
}

/** What is imported: a name under `exports`, or a pair of paths. */
export type ImportValue = string | { readonly child: string; readonly parent: string };

export interface Chart {
  metadata: Metadata;
  readonly templates: readonly ChartFile[];
  readonly files: readonly ChartFile[];
  readonly schema: ChartFile | undefined;
  /** The default values, later with what is imported. */
  values: GoMap;
  parent: Chart | undefined;
  dependencies: Chart[];
}

/** Puts charts under another one. */
export function setDependencies(chart: Chart, dependencies: readonly Chart[]): void {
  chart.dependencies = [...dependencies];
  for (const each of dependencies) each.parent = chart;
}

/** `root/charts/sub`: what the names of templates begin with. */
export function fullPath(chart: Chart): string {
  return chart.parent ? `${fullPath(chart.parent)}/charts/${chart.metadata.name}` : chart.metadata.name;
}

/** Where in making a release something went wrong, in the order of the stages. */
export type Stage = 'load' | 'dependencies' | 'values' | 'kubeVersion' | 'render' | 'manifest';

/** What keeps a release from being made; caught at the door. */
export class ChartFault extends Error {
  readonly stage: Stage;

  constructor(stage: Stage, message: string) {
    super(message);
    this.stage = stage;
  }
}
