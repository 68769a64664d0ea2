/**
 * The spec of a HelmRelease. Source: helm-controller/docs/spec/v2/helmreleases.md.
 *
 * @module
 */
import { z } from 'zod';
import * as part from './parts.js';
import type { Optional } from './read-spec.js';

/** What happens when an install or upgrade fails. */
export interface HelmAction {
  readonly crds?: Optional<string>;
  readonly createNamespace?: Optional<boolean>;
  readonly remediation?: Optional<{ readonly retries?: Optional<number> }>;
  readonly strategy?: Optional<{
    readonly name?: Optional<string>;
    readonly retryInterval?: Optional<string>;
  }>;
}

/** Where values come from besides `spec.values`. */
export interface ValuesReference {
  readonly kind?: Optional<string>;
  readonly name?: Optional<string>;
  /** The key of the data; `values.yaml` where none is named. */
  readonly valuesKey?: Optional<string>;
  /** The path, in the syntax of `helm --set`, at which the value is set. */
  readonly targetPath?: Optional<string>;
  readonly optional?: Optional<boolean>;
  readonly literal?: Optional<boolean>;
}

/** What a HelmRelease asks for. */
export interface HelmReleaseSpec {
  readonly interval?: Optional<string>;
  readonly timeout?: Optional<string>;
  readonly suspend?: Optional<boolean>;
  readonly releaseName?: Optional<string>;
  readonly targetNamespace?: Optional<string>;
  readonly storageNamespace?: Optional<string>;
  readonly serviceAccountName?: Optional<string>;
  readonly kubeConfig?: Optional<part.KubeConfig>;
  readonly chart?: Optional<{
    readonly spec?: Optional<{
      readonly chart?: Optional<string>;
      readonly version?: Optional<string>;
      readonly sourceRef?: Optional<part.ObjectReference>;
      readonly reconcileStrategy?: Optional<string>;
      readonly valuesFiles?: Optional<readonly string[]>;
    }>;
  }>;
  readonly chartRef?: Optional<part.ObjectReference>;
  readonly dependsOn?: Optional<readonly part.Dependency[]>;
  readonly valuesFrom?: Optional<readonly ValuesReference[]>;
  readonly install?: Optional<HelmAction>;
  readonly upgrade?: Optional<HelmAction>;
  readonly driftDetection?: Optional<{ readonly mode?: Optional<string> }>;
}

const action: z.ZodType<HelmAction> = z.object({
  crds: part.text,
  createNamespace: part.flag,
  remediation: z.object({ retries: part.whole }).optional(),
  strategy: z.object({ name: part.text, retryInterval: part.text }).optional(),
});

const valuesReference: z.ZodType<ValuesReference> = z.object({
  kind: part.text,
  name: part.text,
  valuesKey: part.text,
  targetPath: part.text,
  optional: part.flag,
  literal: part.flag,
});

export const helmReleaseSpec: z.ZodType<HelmReleaseSpec> = z.object({
  interval: part.text,
  timeout: part.text,
  suspend: part.flag,
  releaseName: part.text,
  targetNamespace: part.text,
  storageNamespace: part.text,
  serviceAccountName: part.text,
  kubeConfig: part.kubeConfig.optional(),
  chart: z
    .object({
      spec: z
        .object({
          chart: part.text,
          version: part.text,
          sourceRef: part.objectReference.optional(),
          reconcileStrategy: part.text,
          valuesFiles: part.texts,
        })
        .optional(),
    })
    .optional(),
  chartRef: part.objectReference.optional(),
  dependsOn: z.array(part.dependency).optional(),
  valuesFrom: z.array(valuesReference).optional(),
  install: action.optional(),
  upgrade: action.optional(),
  driftDetection: z.object({ mode: part.text }).optional(),
});
