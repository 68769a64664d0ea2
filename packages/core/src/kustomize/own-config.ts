/**
 * What a kustomization adds to the tables of transformers, and the schema that it brings.
 *
 * @module
 */
import type { RepoPath } from '../source/repo-path.js';
import { isNull, type Node } from '../yaml/node.js';
import { parseYaml } from '../yaml/parse-yaml.js';
import { attempt, type BuildContext } from './context.js';
import { Fault } from './fault.js';
import { DEFAULT_CONFIG, type TransformerConfig } from './field-specs.data.js';
import type { Job } from './job.js';
import type { KustomizationFile } from './kustomization-file.js';
import { loadFile } from './load.js';
import { demandOpenApi, demandTypes } from './openapi-shape.js';
import type { TextField } from './read-fields.js';
import { besideBuiltIn, type SchemaSlot, schemaFromOpenApi } from './schema.js';
import { mergeConfigs, readConfiguration, readCrdConfiguration } from './transformer-config.js';

/** The defaults, and what the kustomization's own files add. */
export function ownConfig(job: Job): TransformerConfig {
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
  const added = [
    ...roots(file.configurations, readConfiguration),
    ...roots(file.crds, (root, text) => readCrdConfiguration(isNull(root) ? root : demandTypes(root, text))),
  ];
  let config = DEFAULT_CONFIG;
  for (const more of added) {
    config = attempt(context, file.node.origin.span, () => mergeConfigs(config, more)) ?? config;
  }
  return config;
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
