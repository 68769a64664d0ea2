/**
 * What a kustomization adds to the tables of transformers, and the schema that it brings.
 *
 * @module
 */
import type { RepoPath } from '../../source/repo-path.js';
import { isNull, type Node } from '../../yaml/nodes/node.js';
import { parseYaml } from '../../yaml/read/parse-yaml.js';
import { attempt, type BuildContext } from '../load/context.js';
import type { KustomizationFile } from '../load/kustomization-file.js';
import { loadFile } from '../load/load.js';
import type { TextField } from '../load/read-fields.js';
import { Fault } from '../objects/fault.js';
import type { TransformerConfig } from '../schema/field-specs.data.js';
import { besideBuiltIn, type SchemaSlot, schemaFromOpenApi } from '../schema/schema.js';
import {
  mergeConfigs,
  NO_CONFIG,
  readConfiguration,
  readCrdConfiguration,
  SORTED_DEFAULT_CONFIG,
} from '../transform/transformer-config.js';
import type { Job } from './job.js';
import { demandOpenApi, demandTypes } from './openapi-shape.js';

/** What a kustomization adds, one after the other: the defaults with its own files, and its types. */
export function ownConfigs(job: Job): readonly TransformerConfig[] {
  const { context, directory, file } = job;
  const roots = (
    entries: readonly TextField[],
    read: (node: Node, text: string) => TransformerConfig,
  ): TransformerConfig[] =>
    entries.flatMap(({ value, node }) => {
      const asked = node.origin.span;
      const config = attempt(context, asked, () => {
        const loaded = loadFile(context, directory, value, asked);
        const parsed = parseYaml(loaded);
        context.notes.diagnostics.push(...parsed.diagnostics);
        const root = parsed.documents[0]?.root;
        return root && read(root, loaded.text);
      });
      return config ?? [];
    });
  const merged = (configs: readonly TransformerConfig[]): TransformerConfig =>
    attempt(context, file.node.origin.span, () => configs.reduce(mergeConfigs, NO_CONFIG)) ?? NO_CONFIG;
  const own = merged(roots(file.configurations, readConfiguration));
  const types = roots(file.crds, (root, text) => {
    return readCrdConfiguration(isNull(root) ? root : demandTypes(root, text));
  });
  return [merged([SORTED_DEFAULT_CONFIG, own]), merged(types)];
}

/** Takes the schema that a kustomization brings under `openapi:`, unless there is one already. */
export function takeSchema(
  slot: SchemaSlot,
  context: BuildContext,
  directory: RepoPath,
  file: KustomizationFile,
): void {
  if (!file.openapi || slot.isSet) return;
  const { path, version } = file.openapi.value;
  const { span } = file.openapi.node.origin;
  attempt(context, span, () => {
    if (path && version) throw new Fault('bad-openapi', 'openapi has either path or version, not both.');
    if (version && version !== CARRIED_VERSION) {
      throw new Fault('bad-openapi', `kustomize carries no OpenAPI document of version ${version}.`);
    }
    if (version) slot.isSet = true;
    if (!path) return;
    const loaded = loadFile(context, directory, path, span);
    const root = parseYaml(loaded).documents[0]?.root;
    if (!root) return;
    const own = schemaFromOpenApi(isNull(root) ? root : demandOpenApi(root, loaded.text));
    Object.assign(slot, { schema: besideBuiltIn(own, slot.builtIn), isSet: true });
  });
}

const CARRIED_VERSION = 'v1.21.2';
