/**
 * The head of an object: which fields its metadata has, and in which form names, labels and annotations stand.
 * Source: ObjectMeta of apimachinery, and the validation of embedded resources in apiextensions-apiserver.
 *
 * @module
 */
import type { MapNode, Node } from '../yaml/nodes/node.js';
import { isNull } from '../yaml/nodes/node.js';
import { entriesAt, nodeAt, type Path, textAt } from '../yaml/nodes/node-path.js';
import { dnsLabelProblem, labelValueProblem, objectNameProblem, qualifiedNameProblem } from './names.js';
import type { ObjectId } from './object-id.js';
import type { SchemaProblem, StructuralSchema } from './structural-schema.js';

const TEXT: StructuralSchema = { type: 'string' };
const TEXTS: StructuralSchema = { type: 'object', additionalProperties: TEXT };
const OPEN: StructuralSchema = { 'x-kubernetes-preserve-unknown-fields': true };

/** The metadata of every object. */
export const OBJECT_META: StructuralSchema = {
  type: 'object',
  properties: {
    annotations: TEXTS,
    creationTimestamp: { type: 'string', nullable: true },
    deletionGracePeriodSeconds: { type: 'integer' },
    deletionTimestamp: { type: 'string', nullable: true },
    finalizers: { type: 'array', items: TEXT, 'x-kubernetes-list-type': 'set' },
    generateName: TEXT,
    generation: { type: 'integer' },
    labels: TEXTS,
    managedFields: { type: 'array', items: OPEN },
    name: TEXT,
    namespace: TEXT,
    ownerReferences: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          apiVersion: TEXT,
          blockOwnerDeletion: { type: 'boolean' },
          controller: { type: 'boolean' },
          kind: TEXT,
          name: TEXT,
          uid: TEXT,
        },
      },
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['uid'],
    },
    resourceVersion: TEXT,
    selfLink: TEXT,
    uid: TEXT,
  },
};

/** The bytes that keys and values of annotations may have together. */
const MOST_ANNOTATIONS = 256 * 1024;

/** Names, labels and annotations of an object in a form that the API server refuses. */
export function metadataProblems(body: MapNode, id: Pick<ObjectId, 'group' | 'kind'>): SchemaProblem[] {
  const metadata = nodeAt(body, 'metadata');
  const name = textAt(metadata, 'name');
  const problems = labelProblems(metadata, ['metadata']);
  const demand = name === undefined || name === '' ? undefined : objectNameProblem(id, name);
  if (name !== undefined && demand !== undefined) {
    problems.unshift({ kind: 'bad-form', path: ['metadata', 'name'], value: name, demand });
  }
  problems.push(...namespaceProblems(metadata, ['metadata']));
  return problems;
}

function namespaceProblems(metadata: Node | undefined, path: Path): SchemaProblem[] {
  const namespace = textAt(metadata, 'namespace');
  const demand = namespace ? dnsLabelProblem(namespace) : undefined;
  if (!namespace || demand === undefined) return [];
  return [{ kind: 'bad-form', path: [...path, 'namespace'], value: namespace, demand }];
}

/** Labels and annotations of any metadata: that of an object, or of the Pods of a workload. */
export function labelProblems(metadata: Node | undefined, path: Path): SchemaProblem[] {
  const problems: SchemaProblem[] = [];
  const tell = (field: string, key: string, value: string, demand: string | undefined): void => {
    if (demand !== undefined) problems.push({ kind: 'bad-form', path: [...path, field, key], value, demand });
  };
  for (const { key, value } of entriesAt(metadata, 'labels')) {
    const text = textOf(value);
    tell('labels', key.value, key.value, qualifiedNameProblem(key.value));
    if (text !== undefined) tell('labels', key.value, text, labelValueProblem(text));
  }
  let size = 0;
  for (const { key, value } of entriesAt(metadata, 'annotations')) {
    tell('annotations', key.value, key.value, qualifiedNameProblem(key.value.toLowerCase()));
    size += Buffer.byteLength(key.value) + Buffer.byteLength(textOf(value) ?? '');
  }
  if (size > MOST_ANNOTATIONS) {
    problems.push({
      kind: 'out-of-range',
      path: [...path, 'annotations'],
      message: `have ${size} bytes; more than ${MOST_ANNOTATIONS} are refused`,
    });
  }
  return problems;
}

function textOf(node: Node): string | undefined {
  return node.kind === 'scalar' && node.unknown === undefined && !isNull(node) ? node.value : undefined;
}

/** What an object inside another one lacks of its head. */
export function embeddedProblems(node: MapNode, path: Path): SchemaProblem[] {
  const problems: SchemaProblem[] = [];
  for (const field of ['apiVersion', 'kind']) {
    const value = nodeAt(node, field);
    if (!value) problems.push({ kind: 'missing-field', path: [...path], field });
    else if (value.kind === 'scalar' && value.unknown === undefined && value.value === '') {
      problems.push({ kind: 'out-of-range', path: [...path, field], message: 'must not be empty' });
    }
  }
  const kind = textAt(node, 'kind');
  if (kind && (!/^[A-Za-z]([-A-Za-z0-9]*[A-Za-z0-9])?$/.test(kind) || kind.length > 63)) {
    problems.push({ kind: 'bad-form', path: [...path, 'kind'], value: kind, demand: 'is no name of a kind' });
  }
  const apiVersion = textAt(node, 'apiVersion');
  if (apiVersion && apiVersion.split('/').length > 2) {
    problems.push({
      kind: 'bad-form',
      path: [...path, 'apiVersion'],
      value: apiVersion,
      demand: 'is no group and version',
    });
  }
  const metadata = nodeAt(node, 'metadata');
  if (!metadata) return problems;
  const at = [...path, 'metadata'];
  return [...problems, ...labelProblems(metadata, at), ...namespaceProblems(metadata, at)];
}
