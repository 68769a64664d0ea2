import { describe, expect, test } from 'vitest';
import { FLUX_KINDS, type FluxMinor, NEWEST_MINOR } from './kinds.data.js';
import { fluxKind, isFluxGroup, isKind, newestVersion, serves } from './kinds.js';

function kind(group: string, name: string): NonNullable<ReturnType<typeof fluxKind>> {
  const found = fluxKind({ group: `${group}.toolkit.fluxcd.io`, kind: name });
  if (!found) throw new Error(name);
  return found;
}

describe('a version of a kind', () => {
  test.for<[group: string, kind: string, version: string, minor: FluxMinor, expected: boolean | undefined]>([
    ['kustomize', 'Kustomization', 'v1beta1', 6, true],
    ['kustomize', 'Kustomization', 'v1beta1', 7, false],
    ['kustomize', 'Kustomization', 'v1beta2', 7, true],
    ['kustomize', 'Kustomization', 'v1beta2', 8, false],
    ['kustomize', 'Kustomization', 'v1', 0, true],
    ['kustomize', 'Kustomization', 'v1', 'old', false],
    ['kustomize', 'Kustomization', 'v1beta1', 'old', true],
    ['kustomize', 'Kustomization', 'v2', 9, undefined],
    ['source', 'OCIRepository', 'v1', 5, false],
    ['source', 'OCIRepository', 'v1', 6, true],
    ['source', 'OCIRepository', 'v1beta1', 5, undefined],
    ['source', 'HelmRepository', 'v1', 2, false],
    ['source', 'Bucket', 'v1', 3, false],
    ['source', 'Bucket', 'v1', 4, true],
    ['source', 'ExternalArtifact', 'v1', 6, false],
    ['helm', 'HelmRelease', 'v2beta1', 6, true],
    ['helm', 'HelmRelease', 'v2beta1', 7, false],
    ['helm', 'HelmRelease', 'v2beta2', 1, false],
    ['helm', 'HelmRelease', 'v2beta2', 7, true],
    ['helm', 'HelmRelease', 'v2', 3, true],
    ['notification', 'Alert', 'v1beta2', 8, true],
    ['notification', 'Alert', 'v1beta2', 9, false],
    ['notification', 'Alert', 'v1', 9, undefined],
    ['notification', 'Receiver', 'v1', 0, true],
    ['notification', 'Receiver', 'v1beta3', 9, undefined],
    ['image', 'ImagePolicy', 'v1alpha1', 0, false],
    ['image', 'ImagePolicy', 'v1beta2', 8, true],
    ['image', 'ImageUpdateAutomation', 'v1beta2', 2, false],
    ['image', 'ImageUpdateAutomation', 'v1', 7, true],
  ])('%s %s %s in the minor %s is served: %s', ([group, name, version, minor, expected]) => {
    expect(serves(kind(group, name), version, minor)).toBe(expected);
  });

  test('is judged by the newest release where none is named', () => {
    expect(serves(kind('kustomize', 'Kustomization'), 'v1beta2')).toBe(false);
  });

  test.for<[group: string, kind: string, minor: FluxMinor, expected: string]>([
    ['kustomize', 'Kustomization', 'old', 'v1beta2'],
    ['helm', 'HelmRelease', 0, 'v2beta1'],
    ['helm', 'HelmRelease', 2, 'v2beta2'],
    ['helm', 'HelmRelease', 9, 'v2'],
    ['notification', 'Alert', 9, 'v1beta3'],
    ['image', 'ImageRepository', 6, 'v1beta2'],
  ])('that is the newest of %s %s in the minor %s is %s', ([group, name, minor, expected]) => {
    expect(newestVersion(kind(group, name), minor)).toBe(expected);
  });

  test('is nothing before the kind came', () => {
    expect(newestVersion(kind('source', 'ExternalArtifact'), 6)).toBeUndefined();
  });
});

describe('the table', () => {
  test('has every kind once', () => {
    const names = FLUX_KINDS.map(({ group, kind: name }) => `${group}/${name}`);
    expect(new Set(names).size).toBe(names.length);
  });

  test.for(FLUX_KINDS)('has a version of $kind that the newest release serves', (each) => {
    expect(newestVersion(each)).toBe(each.versions.at(-1)?.version);
  });

  test.for(FLUX_KINDS)('lets no version of $kind go before it came or was deprecated', (each) => {
    for (const { since, deprecated, gone } of each.versions) {
      if (typeof gone !== 'number') continue;
      expect(gone).toBeGreaterThan(typeof since === 'number' ? since : -1);
      expect(gone).toBeGreaterThanOrEqual(deprecated ?? 0);
      expect(gone).toBeLessThanOrEqual(NEWEST_MINOR);
    }
  });
});

test.for([
  ['kustomize.toolkit.fluxcd.io', true],
  ['source.extensions.fluxcd.io', true],
  ['fluxcd.controlplane.io', true],
  ['kustomize.config.k8s.io', false],
  ['toolkit.fluxcd.io', false],
  ['', false],
] as const)('the group %j is one of Flux: %s', ([group, expected]) => {
  expect(isFluxGroup(group)).toBe(expected);
});

test('the file of kustomize is no kind of Flux', () => {
  expect(fluxKind({ group: 'kustomize.config.k8s.io', kind: 'Kustomization' })).toBeUndefined();
});

test('an object is of a kind only with its group', () => {
  const object = { id: { group: 'kustomize.config.k8s.io', kind: 'Kustomization', name: 'a' } };
  expect(isKind(object, 'kustomize.toolkit.fluxcd.io', 'Kustomization')).toBe(false);
  expect(isKind(object, 'kustomize.config.k8s.io', 'Kustomization')).toBe(true);
});
