/**
 * Which rules are on without anybody saying so, and what stricter teams add.
 *
 * @module
 */
import type { Preset, RuleSetting } from '@fluxvet/core';
import { ALL_RULES } from './all-rules.data.js';

/** Advice that a healthy repository need not follow. */
const STRICT_ONLY: ReadonlySet<string> = new Set([
  'api-version-skew',
  'chart-version-unpinned',
  'crd-upgrade-skipped',
  'depends-on-without-wait',
  'drift-detection-disabled',
  'duplicate-source',
  'environment-name-leak',
  'flux-objects-outside-flux-directory',
  'flux-system-kustomization-modified',
  'helm-create-namespace',
  'image-policy-too-open',
  'implicit-kustomization',
  'interval-too-short',
  'missing-remediation',
  'missing-retry-interval',
  'missing-timeout',
  'missing-wait',
  'mutable-source-ref',
  'overlay-without-base',
  'parity-field-skew',
  'prune-disabled',
  'receiver-targets-applier',
  'remote-base',
  'storage-namespace-mismatch',
  'unverified-source',
]);

/** Rules that only some ways of working can follow: nobody gets them but by name, or with all others. */
const BY_NAME_ONLY: ReadonlySet<string> = new Set(['layout-directory-missing']);

/** What the layout with `flux/`, `k8s-clusters/` and `terraform/` demands, where others would only advise. */
const SKYSCRAPERS: Readonly<Record<string, RuleSetting>> = {
  'apps-entry-targets-wrong-environment': 'error',
  'base-applied-directly': 'error',
  'cluster-apps-entry-missing': 'error',
  'cluster-definition-missing': 'error',
  'cluster-definition-orphaned': 'error',
  'cluster-flux-system-incomplete': 'error',
  'environment-overlay-missing': 'error',
  'flux-objects-outside-flux-directory': 'warning',
  'flux-system-kustomization-modified': 'error',
  'generated-file-modified': 'error',
  'generated-header-mismatch': 'error',
  'layout-directory-missing': 'error',
  'production-overlay-references-staging': 'error',
};

const settings = (
  wanted: (id: string) => boolean,
  setting: RuleSetting = 'on',
): Record<string, RuleSetting> =>
  Object.fromEntries(
    ALL_RULES.filter(({ id, stability }) => stability === 'stable' && wanted(id)).map(({ id }) => [
      id,
      setting,
    ]),
  );

const recommended = settings((id) => !STRICT_ONLY.has(id) && !BY_NAME_ONLY.has(id));
const strict = { ...recommended, ...settings((id) => STRICT_ONLY.has(id)) };
const all = Object.fromEntries(ALL_RULES.map(({ id }): [string, RuleSetting] => [id, 'on']));

/** The presets of fluxvet's own rules. */
export const PRESETS: Readonly<Record<string, Preset>> = {
  recommended: { rules: recommended },
  strict: { rules: strict },
  all: { rules: all },
  skyscrapers: { rules: { ...recommended, ...SKYSCRAPERS } },
};
