/**
 * The spec of a Flux Kustomization. Source: kustomize-controller/docs/spec/v1/kustomizations.md.
 *
 * @module
 */
import { z } from 'zod';
import * as part from './parts.js';
import type { Optional } from './read-spec.js';

/** What a Flux Kustomization asks for. */
export interface KustomizationSpec {
  /** The directory in the artifact of the source; its root where none is named. */
  readonly path?: Optional<string>;
  readonly sourceRef?: Optional<part.ObjectReference>;
  /** How often it is applied, as a Go duration. */
  readonly interval?: Optional<string>;
  readonly retryInterval?: Optional<string>;
  readonly timeout?: Optional<string>;
  /** Whether objects that are no longer rendered are deleted. */
  readonly prune?: Optional<boolean>;
  readonly wait?: Optional<boolean>;
  readonly force?: Optional<boolean>;
  readonly suspend?: Optional<boolean>;
  readonly targetNamespace?: Optional<string>;
  readonly namePrefix?: Optional<string>;
  readonly nameSuffix?: Optional<string>;
  readonly serviceAccountName?: Optional<string>;
  readonly deletionPolicy?: Optional<string>;
  readonly kubeConfig?: Optional<part.KubeConfig>;
  readonly dependsOn?: Optional<readonly part.Dependency[]>;
  readonly healthChecks?: Optional<readonly part.ObjectReference[]>;
  readonly healthCheckExprs?: Optional<readonly part.HealthCheckExpression[]>;
  readonly components?: Optional<readonly string[]>;
  readonly ignoreMissingComponents?: Optional<boolean>;
  readonly commonMetadata?: Optional<part.CommonMetadata>;
  readonly decryption?: Optional<{
    readonly provider?: Optional<string>;
    readonly secretRef?: Optional<part.LocalReference>;
    readonly serviceAccountName?: Optional<string>;
  }>;
  readonly postBuild?: Optional<{
    readonly substitute?: Optional<Record<string, string>>;
    readonly substituteFrom?: Optional<
      readonly (part.ObjectReference & { readonly optional?: Optional<boolean> })[]
    >;
    readonly substituteStrategy?: Optional<string>;
  }>;
}

export const kustomizationSpec: z.ZodType<KustomizationSpec> = z.object({
  path: part.text,
  sourceRef: part.objectReference.optional(),
  interval: part.text,
  retryInterval: part.text,
  timeout: part.text,
  prune: part.flag,
  wait: part.flag,
  force: part.flag,
  suspend: part.flag,
  targetNamespace: part.text,
  namePrefix: part.text,
  nameSuffix: part.text,
  serviceAccountName: part.text,
  deletionPolicy: part.text,
  kubeConfig: part.kubeConfig.optional(),
  dependsOn: z.array(part.dependency).optional(),
  healthChecks: z.array(part.objectReference).optional(),
  healthCheckExprs: z.array(part.healthCheckExpression).optional(),
  components: part.texts,
  ignoreMissingComponents: part.flag,
  commonMetadata: part.commonMetadata.optional(),
  decryption: z
    .object({ provider: part.text, secretRef: part.localReference.optional(), serviceAccountName: part.text })
    .optional(),
  postBuild: z
    .object({
      substitute: part.textMap,
      substituteFrom: z
        .array(
          z.object({
            apiVersion: part.text,
            kind: part.text,
            name: part.text,
            namespace: part.text,
            optional: part.flag,
          }),
        )
        .optional(),
      substituteStrategy: part.text,
    })
    .optional(),
});
