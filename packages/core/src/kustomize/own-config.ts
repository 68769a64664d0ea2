/**
 * What a kustomization adds to the tables of transformers, and the schema that it brings.
 *
 * @module
 */
import type { RepoPath } from '../source/repo-path.js';
import type { Node } from '../yaml/node.js';
import { parseYaml } from '../yaml/parse-yaml.js';
import { attempt, type BuildContext } from './context.js';
import { Fault } from './fault.js';
import { DEFAULT_CONFIG, type TransformerConfig } from './field-specs.data.js';
import type { Job } from './job.js';
import type { KustomizationFile } from './kustomization-file.js';
import { loadFile } from './load.js';
import type { TextField } from './read-fields.js';
import { type SchemaSlot, schemaFromOpenApi, withBuiltIn } from './schema.js';
import { mergeConfigs, readConfiguration, readCrdConfiguration } from './transformer-config.js';

/** The defaults, and what the kustomization's own files add. */
export function ownConfig(job: Job): TransformerConfig {
  const { context, directory, file } = job;
  const roots = (
    entries: readonly TextField[],
    read: (node: Node) => TransformerConfig,
  ): TransformerConfig[] =>
    entries.flatMap(({ value, node }) => {
      const asked = node.origin.span;
      const config = attempt(context, asked, () => {
        const parsed = parseYaml(loadFile(context, directory, value, asked));
        context.notes.diagnostics.push(...parsed.diagnostics);
        const root = parsed.documents[0]?.root;
        return root && read(root);
      });
      return config ?? [];
    });
  const added = [...roots(file.configurations, readConfiguration), ...roots(file.crds, readCrdConfiguration)];
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
  whose: 'root' | 'base' = 'base',
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
    const root = parseYaml(loadFile(context, directory, path, span)).documents[0]?.root;
    if (!root) return;
    const own = schemaFromOpenApi(root);
    // When a base brings it, kustomize has already looked at kinds with its own document, and keeps that too.
    Object.assign(slot, { schema: whose === 'root' ? own : withBuiltIn(own), isSet: true });
  });
}

const CARRIED_VERSION = 'v1.21.2';
