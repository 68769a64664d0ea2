/**
 * What a configuration says of the world outside of the repository: checkouts of others, objects that no file has, and
 * what may be fetched.
 *
 * @module
 */
import { z } from 'zod';
import type { SourceRef } from '../../flux/sources/followed-ref.js';
import type { External } from '../../flux/walk/externals.js';
import type { Node } from '../../yaml/nodes/node.js';
import { nodeAt } from '../../yaml/nodes/node-path.js';

/** A checkout of another repository, named by its address or by the source object that brings it. */
export interface SourceMount {
  readonly url?: string | undefined;
  readonly kind?: 'GitRepository' | 'OCIRepository' | 'Bucket' | 'ExternalArtifact' | undefined;
  readonly namespace?: string | undefined;
  readonly name?: string | undefined;
  /** The checkout is the content only of sources that follow this; a bare name is that of a branch, a tag or a commit. */
  readonly ref?: string | SourceRef | undefined;
  /** As seen from the file of the configuration. */
  readonly path: string;
}

/** An object that exists in the clusters although no file has it. */
export interface ConfiguredExternal {
  readonly kind: string;
  readonly name?: string | undefined;
  readonly namespace?: string | undefined;
  /** The keys of a ConfigMap or Secret; with keys or values, it has no others. */
  readonly keys?: readonly string[] | undefined;
  /** Entries of a ConfigMap or Secret with their values. */
  readonly values?: Readonly<Record<string, string | number | boolean>> | undefined;
}

/** What `fluxvet pull` may do. */
export interface PullPolicy {
  /** The hosts that may be asked, as names, `*.example.com` or `host:port`; every public one where none is given. */
  readonly allow?: readonly string[] | undefined;
  /** Addresses, as patterns, that are not fetched. */
  readonly skip?: readonly string[] | undefined;
}

const texts = z.array(z.string().min(1)).optional();
const text = z.string().min(1).optional();

const ref: z.ZodType<string | SourceRef> = z.union([
  z.string().min(1),
  z.strictObject({ branch: text, tag: text, semver: text, name: text, commit: text, digest: text }),
]);

export const sourcesSchema: z.ZodType<readonly SourceMount[]> = z.array(
  z
    .strictObject({
      url: text.describe('The address, as sources name it'),
      kind: z.enum(['GitRepository', 'OCIRepository', 'Bucket', 'ExternalArtifact']).optional(),
      namespace: text,
      name: text.describe('The name of the source object, in the place of its address'),
      ref: ref
        .optional()
        .describe('The branch, tag or commit that sources must follow for this to be their content'),
      path: z.string().min(1).describe('The directory of the checkout, as seen from this file'),
    })
    .refine(({ url, kind, name }) => (url !== undefined) !== (kind !== undefined && name !== undefined), {
      error: "a source has either 'url', or 'kind' and 'name'",
    }),
);

export const externalsSchema: z.ZodType<readonly ConfiguredExternal[]> = z.array(
  z
    .strictObject({
      kind: z.string().min(1),
      name: z.string().optional(),
      namespace: z.string().optional(),
      keys: texts.describe('The keys of a ConfigMap or Secret, which has no others'),
      values: z
        .record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
        .optional()
        .describe('Entries of a ConfigMap or Secret with their values'),
    })
    .refine(
      ({ kind, name, keys, values }) =>
        (keys === undefined && values === undefined) ||
        (name !== undefined && (kind === 'ConfigMap' || kind === 'Secret')),
      { error: "only a ConfigMap or a Secret with a name has 'keys' and 'values'" },
    ),
);

export const pullSchema: z.ZodType<PullPolicy> = z.strictObject({
  allow: texts.describe('The hosts that may be asked; loopback and private ones only if they are named here'),
  skip: texts.describe('Patterns of addresses that are not fetched'),
});

/** The external objects as the model needs them, each with its place in the configuration that they were read from. */
export function externalsOf(externals: readonly ConfiguredExternal[] = [], read?: Node): External[] {
  return externals.map(({ kind, name, namespace, keys, values }, at) => {
    const node = read && nodeAt(read, 'externals', at);
    return {
      kind,
      ...(name !== undefined && { name }),
      ...(namespace !== undefined && { namespace }),
      ...(keys && { keys }),
      ...(values && {
        values: Object.fromEntries(Object.entries(values).map(([key, value]) => [key, String(value)])),
      }),
      ...(node && { at: node.origin.span }),
    };
  });
}
