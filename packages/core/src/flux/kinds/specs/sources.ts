/**
 * The specs of the kinds that bring artifacts. Source: source-controller/docs/spec/v1.
 *
 * @module
 */
import { z } from 'zod';
import * as part from './parts.js';
import type { Optional } from './read-spec.js';

/** What every source has. */
interface FetchedSource {
  readonly url?: Optional<string>;
  readonly interval?: Optional<string>;
  readonly timeout?: Optional<string>;
  readonly suspend?: Optional<boolean>;
  readonly provider?: Optional<string>;
  readonly secretRef?: Optional<part.LocalReference>;
  readonly serviceAccountName?: Optional<string>;
  /** Patterns in the syntax of `.gitignore` of what is not packed. */
  readonly ignore?: Optional<string>;
}

/** What a GitRepository asks for. */
export interface GitRepositorySpec extends FetchedSource {
  readonly ref?: Optional<{
    readonly branch?: Optional<string>;
    readonly tag?: Optional<string>;
    readonly semver?: Optional<string>;
    readonly name?: Optional<string>;
    readonly commit?: Optional<string>;
  }>;
  readonly include?: Optional<
    readonly {
      readonly repository?: Optional<part.LocalReference>;
      readonly fromPath?: Optional<string>;
      readonly toPath?: Optional<string>;
    }[]
  >;
  readonly sparseCheckout?: Optional<readonly string[]>;
  readonly recurseSubmodules?: Optional<boolean>;
}

/** What an OCIRepository asks for. */
export interface OCIRepositorySpec extends FetchedSource {
  readonly insecure?: Optional<boolean>;
  readonly ref?: Optional<{
    readonly tag?: Optional<string>;
    readonly semver?: Optional<string>;
    readonly semverFilter?: Optional<string>;
    readonly digest?: Optional<string>;
  }>;
  readonly layerSelector?: Optional<{
    readonly mediaType?: Optional<string>;
    readonly operation?: Optional<string>;
  }>;
}

/** What a HelmRepository asks for. */
export interface HelmRepositorySpec extends FetchedSource {
  readonly type?: Optional<string>;
  readonly insecure?: Optional<boolean>;
  readonly passCredentials?: Optional<boolean>;
}

/** What a HelmChart asks for. */
export interface HelmChartSpec {
  readonly chart?: Optional<string>;
  readonly version?: Optional<string>;
  readonly interval?: Optional<string>;
  readonly sourceRef?: Optional<part.ObjectReference>;
  readonly reconcileStrategy?: Optional<string>;
}

/** What a Bucket asks for. */
export interface BucketSpec extends FetchedSource {
  readonly bucketName?: Optional<string>;
  readonly endpoint?: Optional<string>;
  readonly insecure?: Optional<boolean>;
  readonly prefix?: Optional<string>;
  readonly region?: Optional<string>;
}

const fetched = {
  url: part.text,
  interval: part.text,
  timeout: part.text,
  suspend: part.flag,
  provider: part.text,
  secretRef: part.localReference.optional(),
  serviceAccountName: part.text,
  ignore: part.text,
};

/** The shape of a GitRepository's spec. */
export const gitRepositorySpec: z.ZodType<GitRepositorySpec> = z.object({
  ...fetched,
  ref: z
    .object({ branch: part.text, tag: part.text, semver: part.text, name: part.text, commit: part.text })
    .optional(),
  include: z
    .array(z.object({ repository: part.localReference.optional(), fromPath: part.text, toPath: part.text }))
    .optional(),
  sparseCheckout: part.texts,
  recurseSubmodules: part.flag,
});

/** The shape of an OCIRepository's spec. */
export const ociRepositorySpec: z.ZodType<OCIRepositorySpec> = z.object({
  ...fetched,
  insecure: part.flag,
  ref: z.object({ tag: part.text, semver: part.text, semverFilter: part.text, digest: part.text }).optional(),
  layerSelector: z.object({ mediaType: part.text, operation: part.text }).optional(),
});

/** The shape of a HelmRepository's spec. */
export const helmRepositorySpec: z.ZodType<HelmRepositorySpec> = z.object({
  ...fetched,
  type: part.text,
  insecure: part.flag,
  passCredentials: part.flag,
});

/** The shape of a HelmChart's spec. */
export const helmChartSpec: z.ZodType<HelmChartSpec> = z.object({
  chart: part.text,
  version: part.text,
  interval: part.text,
  sourceRef: part.objectReference.optional(),
  reconcileStrategy: part.text,
});

/** The shape of a Bucket's spec. */
export const bucketSpec: z.ZodType<BucketSpec> = z.object({
  ...fetched,
  bucketName: part.text,
  endpoint: part.text,
  insecure: part.flag,
  prefix: part.text,
  region: part.text,
});
