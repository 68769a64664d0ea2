import { expect, test } from 'vitest';
import type { RepoPath } from '../../source/repo-path.js';
import { certainMinor } from './certain-minor.js';
import type { FluxInstallation } from './installation.js';

function installation(by: FluxInstallation['by'], text: string, minor: number | 'old'): FluxInstallation {
  const at = { span: { file: 'a.yaml' as RepoPath, start: 0, end: 0 } };
  const files = {
    directory: '' as RepoPath,
    components: undefined,
    sync: undefined,
    kustomization: undefined,
  };
  const version = { text, minor, patch: undefined, at };
  return { by, version, components: undefined, kinds: new Map(), files, substitution: 'strict' };
}

test.for(['2.8.3', 'v2.8.3', '2.8', '2.8.x', '2.8.*', '=2.8.1', '~2.8.0', ' 2.8.x '])(
  'the operator certainly runs 2.8 with %j',
  (text) => {
    expect(certainMinor(installation('flux-operator', text, 8))).toBe(8);
  },
);

test.for(['2.x', '2', '^2.8.0', '>=2.8.0', '2.8 - 2.9', '2.7.x || 2.8.x', '*'])(
  'the operator may run any release with %j',
  (text) => {
    expect(certainMinor(installation('flux-operator', text, 8))).toBeUndefined();
  },
);

test('what bootstrap wrote is certain', () => {
  expect(certainMinor(installation('bootstrap', 'v2.8.3', 8))).toBe(8);
  expect(certainMinor(installation('bootstrap', 'v0.41.2', 'old'))).toBe('old');
});

test('nothing is certain where no release is known', () => {
  expect(certainMinor({ ...installation('bootstrap', '', 8), version: undefined })).toBeUndefined();
});
