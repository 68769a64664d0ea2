import { expect, test } from 'vitest';
import type { OwnAddress } from '../sources/own-repository.js';
import { addressIn, limitOf } from './publishers.js';

const own: OwnAddress[] = [{ url: 'github.com/example/fleet', ref: "branch 'main'", by: 'sync' }];

test.for([
  ['https://github.com/kubernetes-sigs/gateway-api', true],
  ['oci://ghcr.io/someone/manifests', true],
  ['https://raw.githubusercontent.com/Azure/x/main/a.yaml', true],
  ['ssh://git@github.com/example/platform', false],
  ['oci://ghcr.io/Example/charts', false],
  ['https://git.example.com/team/platform', false],
  ['oci://registry.internal/team/platform', false],
] as const)('%s brings nothing of yours: %s', ([address, isForeign]) => {
  expect(limitOf(address, own).unlikely !== undefined).toBe(isForeign);
  if (isForeign)
    expect(limitOf(address, own).unlikely).toEqual(expect.arrayContaining(['HelmRelease', 'ConfigMap']));
});

test('nobody can tell whose a repository is without an address of ones own', () => {
  expect(limitOf('https://github.com/kubernetes-sigs/gateway-api', [])).toEqual({});
  expect(limitOf(undefined, own)).toEqual({});
});

test('Flux brings of itself what its releases hold', () => {
  for (const address of ['https://github.com/fluxcd/flux2', 'oci://ghcr.io/fluxcd/flux-manifests']) {
    const { kinds } = limitOf(address, []);
    expect(kinds).toContain('CustomResourceDefinition');
    expect(kinds).not.toContain('Kustomization');
  }
  expect(limitOf('https://github.com/fluxcd/flux2-kustomize-helm-example', own).kinds).toBeUndefined();
});

test('an address is found in a sentence', () => {
  expect(addressIn("The base 'https://github.com/x/y//deploy?ref=v1' is not available locally.")).toBe(
    'https://github.com/x/y//deploy',
  );
  expect(addressIn('github.com/x/y/z stands elsewhere')).toBe('github.com/x/y/z');
  expect(addressIn('no address')).toBeUndefined();
});
