/**
 * The schema by which an object is judged: that of its own cluster, or one that is known here.
 *
 * @module
 */
import { builtInSchema } from '../../kubernetes/built-in-schema.js';
import { NEWEST_KUBERNETES } from '../../kubernetes/built-in-schemas.data.js';
import { OBJECT_META } from '../../kubernetes/metadata.js';
import type { KubernetesObject } from '../../kubernetes/object.js';
import { readSchema } from '../../kubernetes/read-schema.js';
import { headProblems, schemaProblems } from '../../kubernetes/schema-problems.js';
import type { SchemaProblem, StructuralSchema } from '../../kubernetes/structural-schema.js';
import { sharedWork } from '../../source/shared-time.js';
import type { MapNode, Node } from '../../yaml/nodes/node.js';
import { toPlain } from '../../yaml/nodes/to-plain.js';
import { certainMinor } from '../installation/certain-minor.js';
import { NEWEST_MINOR, OPERATOR_GROUP } from '../kinds/kinds.data.js';
import { isFluxGroup } from '../kinds/kinds.js';
import { NEWEST_SCHEMAS } from '../kinds/newest-schemas.data.js';
import { OLDER_SCHEMAS } from '../kinds/older-schemas.data.js';
import { OPERATOR_SCHEMAS } from '../kinds/operator-schemas.data.js';
import type { Cluster } from '../model.js';

/** A schema, and whose it is. */
export interface FoundSchema {
  readonly schema: StructuralSchema;
  readonly from:
    | 'cluster'
    /** The newest Flux that is known here: the cluster's own files do not bring one. */
    | 'newest'
    /** The last Flux that serves every version that Flux has removed: it has all fields that earlier ones had. */
    | 'older'
    /** The newest Kubernetes that is known here: files do not say which one a cluster runs. */
    | 'kubernetes'
    /** Metadata is the same for all kinds. */
    | 'metadata';
  /** The release, as messages name it; absent where it is the cluster's own, or the same in all that served the version. */
  readonly release?: string;
}

/** The schema of an object's kind and version; nothing for kinds that are not known. */
export function schemaOf(object: KubernetesObject, cluster: Cluster | undefined): FoundSchema | undefined {
  const { group, kind } = object.id;
  const resource = cluster?.flux.kinds.get(`${group}/${kind}`);
  const served = resource?.versions.find((version) => version.name === object.version && version.served);
  const own = served?.schema?.kind === 'map' ? compiled(served.schema) : undefined;
  if (own) return { schema: own, from: 'cluster' };
  if (!isFluxGroup(group)) {
    const schema = resource ? undefined : builtInSchema(object.id, object.version);
    return schema && { schema, from: 'kubernetes', release: `Kubernetes ${NEWEST_KUBERNETES}` };
  }
  const key = `${group}/${object.version}/${kind}`;
  // A definition that is there without the version serves another one.
  if (group === OPERATOR_GROUP) return resource ? undefined : ofOperator(key);
  if (!resource && runsOlder(cluster)) return known('older', key, OLDER_MINOR);
  return known('newest', key, NEWEST_MINOR) ?? known('older', key);
}

/** The release of the Flux Operator whose kinds are known here. */
const OPERATOR_RELEASE = 'the Flux Operator 0.58';

function ofOperator(key: string): FoundSchema | undefined {
  const schema = table('operator').get(key);
  return schema && { schema, from: 'newest', release: OPERATOR_RELEASE };
}

const OLDER_MINOR = 6;

/** Whether a cluster certainly runs a Flux that knows no more fields than the older table. */
function runsOlder(cluster: Cluster | undefined): boolean {
  const minor = cluster && certainMinor(cluster.flux);
  return minor !== undefined && (minor === 'old' || minor <= OLDER_MINOR);
}

type Schemas = ReadonlyMap<string, StructuralSchema>;

const TABLES = { newest: NEWEST_SCHEMAS, older: OLDER_SCHEMAS, operator: OPERATOR_SCHEMAS } as const;
const parsed = new Map<keyof typeof TABLES, Schemas>();

function table(name: keyof typeof TABLES): Schemas {
  let known = parsed.get(name);
  if (!known) {
    known = new Map(Object.entries(JSON.parse(TABLES[name])));
    parsed.set(name, known);
  }
  return known;
}

function known(from: 'newest' | 'older', key: string, minor?: number): FoundSchema | undefined {
  const schema = table(from).get(key);
  return schema && { schema, from, ...(minor !== undefined && { release: `Flux 2.${minor}` }) };
}

const schemas = new WeakMap<Node, StructuralSchema>();

function compiled(node: Node): StructuralSchema {
  let schema = schemas.get(node);
  if (!schema) {
    schema = readSchema(toPlain(node));
    schemas.set(node, schema);
  }
  return schema;
}

const judged = new WeakMap<StructuralSchema, WeakMap<Node, readonly SchemaProblem[]>>();

/** What the API server of its cluster would refuse of an object; judged once for all rules that ask. */
export function problemsOf(object: KubernetesObject, cluster: Cluster | undefined): readonly SchemaProblem[] {
  const found = schemaOf(object, cluster);
  if (!found) return [];
  let byContent = judged.get(found.schema);
  if (!byContent) {
    byContent = new WeakMap();
    judged.set(found.schema, byContent);
  }
  const content = contentOf(object.body, found.schema);
  let problems = byContent.get(content);
  if (!problems) {
    const isReal = found.from === 'kubernetes' ? isReadAsSet : () => true;
    problems = sharedWork(() => schemaProblems(object.body, found.schema).filter(isReal));
    byContent.set(content, problems);
  }
  return problems;
}

/** Built-in kinds are read into types of Go: a null is absent there, and so is an empty text of a set. */
function isReadAsSet(problem: SchemaProblem): boolean {
  if (problem.kind === 'wrong-type') return problem.found !== 'null';
  return !(problem.kind === 'not-in-enum' && problem.value === '');
}

/** The metadata of an object, which every API server judges in the same way. */
export const METADATA: FoundSchema = { schema: OBJECT_META, from: 'metadata' };

const judgedHeads = new WeakMap<Node, readonly SchemaProblem[]>();

/** What every API server would refuse of the metadata of an object; judged once for all rules that ask. */
export function metadataProblemsOf({ id, body }: KubernetesObject): readonly SchemaProblem[] {
  let problems = judgedHeads.get(body);
  if (!problems) {
    problems = sharedWork(() => headProblems(body, id));
    judgedHeads.set(body, problems);
  }
  return problems;
}

/** What is judged of an object: clusters share the `spec` of a base even where each adds labels of its own. */
function contentOf(body: MapNode, schema: StructuralSchema): Node {
  // Rules at the root may ask for the name.
  if (schema['x-kubernetes-validations']) return body;
  const [first, ...others] = body.entries.filter(({ key }) => !NOT_JUDGED.has(key.value));
  return first && others.length === 0 ? first.value : body;
}

const NOT_JUDGED = new Set(['apiVersion', 'kind', 'metadata', 'status']);
