/**
 * Values under the schemas of a chart and its subcharts.
 * Source: pkg/chart/common/util/jsonschema.go of Helm 4.2.
 *
 * @module
 */
import { typeName } from '../../template/values/kinds.js';
import { plain } from '../../template/values/traced.js';
import type { GoMap, Value } from '../../template/values/value.js';
import type { Chart, ChartFile } from '../charts/chart.js';
import { type SchemaError, showErrors } from './schema-error.js';
import { addResource, type Json, SchemaFault, type SchemaSource } from './schema-source.js';
import { ungrouped, validateSchema } from './validate-schema.js';

/** What a chart's schema says of its values. */
export interface ValuesFault {
  readonly chart: Chart;
  readonly schema: ChartFile | undefined;
  /** In the order of the values; empty where the schema itself is at fault. */
  readonly errors: readonly SchemaError[];
  /** Helm's words. */
  readonly text: string;
}

const URL = 'file:///values.schema.json';

/** A schema elsewhere: what stands at an address, where that is known. */
export type LoadSchema = (url: string) => string | undefined;

/** All faults of the values, chart by chart. */
export function validateValues(chart: Chart, values: GoMap, load: LoadSchema): readonly ValuesFault[] {
  const faults: ValuesFault[] = [];
  if (chart.schema) {
    const fault = validateOne(chart, chart.schema, values, load);
    if (fault) faults.push(fault);
  }
  for (const subchart of chart.dependencies) {
    const { name } = subchart.metadata;
    const own = plain(values.entries.get(name) ?? null);
    if (own === null) continue;
    if (typeof own === 'object' && own.kind === 'map') faults.push(...validateValues(subchart, own, load));
    else {
      const text = `${name}:\ninvalid type for values: expected object (map), got ${typeName(own)}\n`;
      faults.push({ chart: subchart, schema: subchart.schema, errors: [], text });
    }
  }
  return faults;
}

/** Helm's heading over the faults. */
export function valuesFaultText(faults: readonly ValuesFault[]): string {
  const heading = "values don't meet the specifications of the schema(s) in the following chart(s):\n";
  return heading + faults.map(({ text }) => text).join('');
}

function validateOne(
  chart: Chart,
  schema: ChartFile,
  values: GoMap,
  load: LoadSchema,
): ValuesFault | undefined {
  const fault = (text: string, errors: readonly SchemaError[] = []): ValuesFault => ({
    chart,
    schema,
    errors,
    text: `${chart.metadata.name}:\n${text}`,
  });
  try {
    const root = parsedSchema(schema);
    const source: SchemaSource = {
      resources: new Map(),
      anchors: new Map(),
      load: (url) => {
        const text = load(url);
        return text === undefined ? undefined : parseJson(text);
      },
    };
    const resource = addResource(source, URL, root);
    const { errors } = validateSchema(source, { schema: root, resource }, asJson(values));
    return errors.length === 0 ? undefined : fault(`${showErrors(ungrouped(errors)).join('\n')}\n`, errors);
  } catch (error) {
    if (error instanceof SchemaFault) return fault(error.message);
    throw error;
  }
}

const remembered = new WeakMap<ChartFile, Json>();

function parsedSchema(file: ChartFile): Json {
  let parsed = remembered.get(file);
  if (parsed === undefined) {
    parsed = parseJson(file.text);
    remembered.set(file, parsed);
  }
  return parsed;
}

function parseJson(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch (error) {
    if (text.trim() === '') throw new SchemaFault('EOF');
    throw new SchemaFault(
      /end of JSON|Unexpected end/.test(String(error)) ? 'unexpected EOF' : 'invalid JSON',
    );
  }
}

/** Values as JSON has them. */
function asJson(value: Value): Json {
  const bare = plain(value);
  if (bare === null || typeof bare !== 'object') return bare;
  switch (bare.kind) {
    case 'int':
      return Number(bare.value);
    case 'list':
      return bare.items.map(asJson);
    case 'map': {
      const json: Record<string, Json> = Object.create(null);
      for (const [key, item] of bare.entries) json[key] = asJson(item);
      return json;
    }
    default:
      return null;
  }
}
