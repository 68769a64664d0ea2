/**
 * A chart with the values of a release → what Helm would install.
 *
 * @module
 */
import type { Budget, GoFunction, Opening } from '../template/execute/rendering.js';
import { functionLibrary } from '../template/functions/library.js';
import { plain } from '../template/values/traced.js';
import { type GoMap, map as goMap, type Value } from '../template/values/value.js';
import { type Chart, ChartFault, type ChartFile, fullPath, type Stage } from './charts/chart.js';
import { archiveFiles } from './charts/chart-files.js';
import type { HelmVersion } from './charts/helm-version.js';
import { loadChart, type UnpackArchive } from './charts/load-chart.js';
import { type Capabilities, capabilitiesObject } from './engine/capabilities.js';
import { renderTemplates } from './engine/render-templates.js';
import { type Release, renderables } from './engine/root-object.js';
import { type SortedManifests, sortManifests } from './manifests/sort-manifests.js';
import {
  type LoadSchema,
  type ValuesFault,
  validateValues,
  valuesFaultText,
} from './schema/validate-values.js';
import { coalesceValues } from './values/coalesce.js';
import { isCompatible, processDependencies } from './values/dependencies.js';

/** What a release is made of. */
export interface ReleaseInput {
  readonly files: readonly ChartFile[];
  /** What the user gives, over the chart's own values. */
  readonly values: GoMap;
  readonly release: Release;
  readonly capabilities: Capabilities;
  readonly helm?: HelmVersion;
  readonly unpack?: UnpackArchive;
  /** Looks objects up in the cluster; without it, none is found. */
  readonly lookup?: GoFunction;
  readonly skipSchemaValidation?: boolean;
  readonly budget?: Partial<Budget>;
  /** Schemas that others name by address: what stands there, where that is known. */
  readonly loadSchema?: LoadSchema;
}

/** What Helm would install. */
export interface RenderedRelease {
  /** Full name of each template → its text with origin. */
  readonly texts: ReadonlyMap<string, Value>;
  /** The texts of `NOTES.txt`, which are not installed. */
  readonly notes: ReadonlyMap<string, Value>;
  readonly crds: readonly { readonly name: string; readonly file: ChartFile }[];
  readonly values: GoMap;
  readonly openings: readonly Opening[];
}

/** Why there is nothing to install: the stage and Helm's own words. */
export interface ReleaseFailure {
  readonly stage: Stage;
  readonly error: string;
  readonly fault: ChartFault;
}

/** Renders the templates of a release; never throws for what is wrong with the chart or the values. */
export function renderRelease(input: ReleaseInput): RenderedRelease | ReleaseFailure {
  return caught(() => render(input));
}

/** Splits and sorts what was rendered. */
export function sortRelease(
  rendered: RenderedRelease,
  helm: HelmVersion = NEWEST,
): SortedManifests | ReleaseFailure {
  return caught(() => {
    const texts = new Map([...rendered.texts].map(([name, text]) => [name, plain(text) as string]));
    return sortManifests(texts, helm);
  });
}

/** Values that a schema refuses. */
export class SchemaViolation extends ChartFault {
  readonly faults: readonly ValuesFault[];

  constructor(faults: readonly ValuesFault[]) {
    super('values', valuesFaultText(faults));
    this.faults = faults;
  }
}

const NEWEST: HelmVersion = '4.2.4';

function caught<T>(step: () => T): T | ReleaseFailure {
  try {
    return step();
  } catch (fault) {
    if (fault instanceof ChartFault) return { stage: fault.stage, error: fault.message, fault };
    throw fault;
  }
}

const NO_LOOKUP: GoFunction = {
  params: ['string', 'string', 'string', 'string'],
  call: () => goMap(),
};
const NO_DNS: GoFunction = { params: ['string'], call: () => '' };

function render(input: ReleaseInput): RenderedRelease {
  const { helm = NEWEST, capabilities, release } = input;
  const chart = loadChart(input.files, input.unpack ?? archiveFiles);
  processDependencies(chart, input.values, helm);
  const values = coalesceValues(chart, input.values, { merge: false, helm, stage: 'values' });
  if (!input.skipSchemaValidation) {
    const faults = validateValues(chart, values, input.loadSchema ?? ((): undefined => undefined));
    if (faults.length > 0) throw new SchemaViolation(faults);
  }
  checkKubeVersion(chart, capabilities.kubeVersion);
  const functions = new Map(functionLibrary({ lookup: input.lookup ?? NO_LOOKUP, getHostByName: NO_DNS }));
  if (helm === '3') for (const name of ['mustToYaml', 'mustToToml']) functions.delete(name);
  const all = renderables(chart, {
    values,
    release,
    capabilities: capabilitiesObject(capabilities, helm),
    helm,
  });
  const { texts, openings } = renderTemplates(all, {
    functions,
    helm,
    ...(input.budget && { budget: input.budget }),
  });
  const isNotes = (name: string): boolean => name.endsWith('NOTES.txt');
  return {
    texts: new Map([...texts].filter(([name]) => !isNotes(name))),
    notes: new Map([...texts].filter(([name]) => isNotes(name))),
    crds: crdsOf(chart),
    values,
    openings,
  };
}

function checkKubeVersion(chart: Chart, version: string): void {
  const { kubeVersion } = chart.metadata;
  if (kubeVersion === '' || isCompatible(kubeVersion, version)) return;
  throw new ChartFault(
    'kubeVersion',
    `chart requires kubeVersion: ${kubeVersion} which is incompatible with Kubernetes ${version}`,
  );
}

function crdsOf(chart: Chart): { name: string; file: ChartFile }[] {
  const own = chart.files.filter(({ name }) => name.startsWith('crds/') && /\.(ya?ml|json)$/i.test(name));
  const path = fullPath(chart);
  return [
    ...own.map((file) => ({ name: `${path}/${file.name}`, file })),
    ...chart.dependencies.flatMap(crdsOf),
  ];
}
