/**
 * Hides the values of encrypted Secrets where objects are printed, the way `flux build kustomization` does.
 * Source: flux2/internal/build/build.go.
 *
 * @module
 */
import { isNull, type MapNode, type Node, type ScalarNode } from '../../yaml/nodes/node.js';
import { entriesAt, nodeAt, removeEntry, textAt, updateAt } from '../../yaml/nodes/node-path.js';

const MASK = '**SOPS**';
const MASKED_JSON = `{"mask":"${MASK}"}`;

/** The object; if it is a Secret that SOPS encrypted, with a mask for each value. */
export function maskSecret(body: MapNode): MapNode {
  if (textAt(body, 'kind') !== 'Secret') return body;
  const encrypted = textAt(body, 'sops', 'mac')?.startsWith('ENC[') ?? false;
  const mask = textAt(body, 'type') === 'kubernetes.io/dockerconfigjson' ? MASKED_JSON : MASK;
  const hide = (field: string, text: string): Node | undefined => {
    const map = nodeAt(body, field);
    if (map?.kind !== 'map' || isNull(map)) return undefined;
    const entries = entriesAt(body, field).map(({ key, value }) => ({
      key,
      value:
        value.kind === 'scalar' && (encrypted || isSopsDocument(value, field)) ? masked(value, text) : value,
    }));
    return { ...map, entries: entries.sort((a, b) => (a.key.value < b.key.value ? -1 : 1)) };
  };
  let result = encrypted ? removeEntry(body, 'sops') : body;
  const data = hide('data', base64(mask));
  if (data)
    result = asMap(
      updateAt(result, ['data'], () => data),
      result,
    );
  // A whole encrypted document among plain values is masked in base64 even here.
  const stringData = hide('stringData', encrypted ? mask : base64(MASK));
  return stringData
    ? asMap(
        updateAt(result, ['stringData'], () => stringData),
        result,
      )
    : result;
}

function masked(value: ScalarNode, text: string): ScalarNode {
  const { lines: _, ...rest } = value;
  return { ...rest, tag: '!!str', style: 'plain', value: text };
}

function isSopsDocument(value: ScalarNode, field: string): boolean {
  const text = field === 'data' ? Buffer.from(value.value, 'base64').toString('utf8') : value.value;
  return text.includes('sops') && text.includes('ENC[');
}

function base64(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64');
}

function asMap(node: Node, otherwise: MapNode): MapNode {
  return node.kind === 'map' ? node : otherwise;
}

/** The object with the labels by which kustomize-controller marks what it owns. */
export function withOwnerLabels(
  body: MapNode,
  owner: { readonly name: string; readonly namespace: string },
): MapNode {
  const { origin } = body;
  let result = body;
  for (const [key, value] of [
    ['name', owner.name],
    ['namespace', owner.namespace],
  ] as const) {
    const change = (): ScalarNode => ({ kind: 'scalar', tag: '!!str', style: 'plain', value, origin });
    result = asMap(
      updateAt(result, ['metadata', 'labels', `kustomize.toolkit.fluxcd.io/${key}`], change, origin),
      result,
    );
  }
  return result;
}
