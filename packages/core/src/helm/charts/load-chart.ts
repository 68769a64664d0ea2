/**
 * The files of a chart → the chart with all that stands in its `charts/`.
 * Source: pkg/chart/v2/loader of Helm 4.2.
 *
 * @module
 */
import { map } from '../../template/values/value.js';
import { type Chart, ChartFault, type ChartFile, setDependencies } from './chart.js';
import { emptyMetadata, readMetadata, validateMetadata } from './read-metadata.js';
import { readValuesFile } from './read-values.js';

/** Unpacks an archive that stands in `charts/`: its files, or why it cannot be read. */
export type UnpackArchive = (file: ChartFile) => readonly ChartFile[] | { readonly error: string };

/** Loads a chart. Throws a `ChartFault`. */
export function loadChart(files: readonly ChartFile[], unpack: UnpackArchive): Chart {
  const metadata = emptyMetadata();
  const chartFile = files.find(({ name }) => name === 'Chart.yaml');
  if (chartFile) {
    readMetadata(chartFile, metadata);
    if (metadata.apiVersion === '') metadata.apiVersion = 'v1';
  }
  const templates: ChartFile[] = [];
  const others: ChartFile[] = [];
  const subcharts = new Map<string, ChartFile[]>();
  let values = map();
  let schema: ChartFile | undefined;
  let hasMetadata = chartFile !== undefined;
  for (const file of files) {
    switch (file.name) {
      case 'Chart.yaml':
      case 'Chart.lock':
        break;
      case 'values.yaml': {
        const read = readValuesFile(file);
        if ('error' in read) throw new ChartFault('load', `cannot load values.yaml: ${read.error}`);
        values = read.values;
        break;
      }
      case 'values.schema.json':
        schema = file;
        break;
      case 'requirements.yaml':
        readMetadata(file, metadata);
        hasMetadata = true;
        if (metadata.apiVersion === 'v1') others.push(file);
        break;
      case 'requirements.lock':
        hasMetadata = true;
        if (metadata.apiVersion === 'v1') others.push(file);
        break;
      default:
        if (file.name.startsWith('templates/')) templates.push(file);
        else if (!file.name.startsWith('charts/') || file.name.endsWith('.prov')) others.push(file);
        else addTo(subcharts, file);
    }
  }
  if (!hasMetadata) throw new ChartFault('load', 'Chart.yaml file is missing');
  validateMetadata(metadata);
  const chart: Chart = {
    metadata,
    templates,
    files: others,
    schema,
    values,
    parent: undefined,
    dependencies: [],
  };
  setDependencies(chart, loadSubcharts(chart, subcharts, unpack));
  return chart;
}

function addTo(subcharts: Map<string, ChartFile[]>, file: ChartFile): void {
  const within = file.name.slice('charts/'.length);
  const name = within.split('/', 1)[0] ?? '';
  const known = subcharts.get(name);
  const moved = { ...file, name: within };
  if (known) known.push(moved);
  else subcharts.set(name, [moved]);
}

function loadSubcharts(
  parent: Chart,
  subcharts: ReadonlyMap<string, readonly ChartFile[]>,
  unpack: UnpackArchive,
): Chart[] {
  const loaded: Chart[] = [];
  for (const [name, files] of subcharts) {
    if (/^[_.]/.test(name)) continue;
    try {
      loaded.push(
        name.endsWith('.tgz') ? loadArchive(parent, name, files, unpack) : loadChart(inside(files), unpack),
      );
    } catch (fault) {
      if (!(fault instanceof ChartFault) || fault instanceof TarFault) throw fault;
      throw new ChartFault(
        'load',
        `error unpacking subchart ${name} in ${parent.metadata.name}: ${fault.message}`,
      );
    }
  }
  return loaded;
}

class TarFault extends ChartFault {}

function loadArchive(parent: Chart, name: string, files: readonly ChartFile[], unpack: UnpackArchive): Chart {
  const [file] = files;
  if (!file || file.name !== name) {
    const place = `error unpacking subchart tar in ${parent.metadata.name}`;
    throw new TarFault('load', `${place}: expected ${name}, got ${file?.name ?? ''}`);
  }
  const unpacked = unpack(file);
  if ('error' in unpacked) throw new ChartFault('load', unpacked.error);
  return loadChart(unpacked, unpack);
}

function inside(files: readonly ChartFile[]): ChartFile[] {
  return files
    .filter(({ name }) => name.includes('/'))
    .map((file) => ({ ...file, name: file.name.slice(file.name.indexOf('/') + 1) }));
}
