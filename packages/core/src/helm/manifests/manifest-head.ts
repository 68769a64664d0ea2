/**
 * What Helm reads of a document before it sorts: kind, name and annotations.
 * Source: SimpleHead in pkg/release/v1/util/manifest.go of Helm 4.2, and how encoding/json fills it.
 *
 * @module
 */
import type { RepoPath } from '../../source/repo-path.js';
import type { Node } from '../../yaml/nodes/node.js';
import { entryOf } from '../../yaml/nodes/node-path.js';
import { booleanValue, tagIn } from '../../yaml/nodes/resolve-scalar.js';
import { parseDocuments } from '../../yaml/read/parse-yaml.js';
import { ChartFault } from '../charts/chart.js';
import type { HelmVersion } from '../charts/helm-version.js';

export interface ManifestHead {
  readonly kind: string;
  readonly name: string;
  readonly annotations: ReadonlyMap<string, string>;
  readonly root: Node | undefined;
}

const METADATA =
  'struct { Name string "json:\\"name\\""; Annotations map[string]string "json:\\"annotations\\"" }';

/** Reads the head of a document that stands at an offset of a rendered text. Throws a `ChartFault`. */
export function readHead(content: string, at: number, path: string, helm: HelmVersion): ManifestHead {
  const failed = (reason: string): never => {
    throw new ChartFault('manifest', `YAML parse error on ${path}: ${reason}`);
  };
  const wrong = (node: Node, place: string, type: string): never =>
    failed(
      `error unmarshaling JSON: while decoding JSON: json: cannot unmarshal ${jsonType(node)} into Go ${place} of type ${type}`,
    );
  const place = (start: number, end: number): { file: RepoPath; start: number; end: number } => ({
    file: path as RepoPath,
    start: at + start,
    end: at + end,
  });
  const { documents, diagnostics } = parseDocuments(content, place);
  const fault = diagnostics.find(
    ({ code, severity }) => severity === 'error' && code !== 'yaml/duplicate-key',
  );
  if (fault) return failed(`error converting YAML to JSON: yaml: ${fault.message}`);
  const root = documents[0]?.root;
  const head = { kind: '', name: '', annotations: new Map<string, string>(), root };
  if (!root || jsonType(root) === 'null') return head;
  if (root.kind !== 'map') return wrong(root, 'value', `${helm === '3' ? 'releaseutil' : 'util'}.SimpleHead`);
  const text = (node: Node | undefined, field: string): string => {
    if (!node || jsonType(node) === 'null') return '';
    return node.kind === 'scalar' ? textOf(node) : wrong(node, `struct field ${field}`, 'string');
  };
  const child = (node: Node, key: string): Node | undefined => entryOf(node, key)?.value;
  text(child(root, 'apiVersion'), 'SimpleHead.apiVersion');
  const kind = text(child(root, 'kind'), 'SimpleHead.kind');
  const metadata = child(root, 'metadata');
  if (!metadata || jsonType(metadata) === 'null') return { ...head, kind };
  if (metadata.kind !== 'map') return wrong(metadata, 'struct field SimpleHead.metadata', METADATA);
  const name = text(child(metadata, 'name'), '.metadata.name');
  const found = child(metadata, 'annotations');
  if (!found || jsonType(found) === 'null') return { ...head, kind, name };
  if (found.kind !== 'map') return wrong(found, 'struct field .metadata.annotations', 'map[string]string');
  const annotations = new Map<string, string>();
  for (const { key, value } of found.entries)
    annotations.set(key.value, text(value, '.metadata.annotations'));
  return { kind, name, annotations, root };
}

function jsonType(node: Node): string {
  if (node.kind !== 'scalar') return node.kind === 'map' ? 'object' : 'array';
  switch (tagIn(node, 'go-yaml-v2')) {
    case '!!null':
      return 'null';
    case '!!bool':
      return 'bool';
    case '!!int':
    case '!!float':
      return 'number';
    default:
      return 'string';
  }
}

/** Numbers and truths are texts where a text is wanted. */
function textOf(node: Node & { kind: 'scalar' }): string {
  return tagIn(node, 'go-yaml-v2') === '!!bool' ? String(booleanValue(node.value)) : node.value;
}
