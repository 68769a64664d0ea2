import { expect, test } from 'vitest';
import { isPutAway } from './put-away.js';
import type { RepoPath } from './repo-path.js';

test.for([
  '.archive/app.yaml',
  'kube/_archive/cluster/app.yaml',
  'apps/Archived/a.yaml',
  'clusters/prod/definitions.bak/media.yaml',
  '_disabled/ks.yaml',
  'apps/old/x.yaml',
])('is put away: %s', (path) => {
  expect(isPutAway(path as RepoPath)).toBe(true);
});

test.for(['apps/threshold/x.yaml', 'archive.yaml', 'apps/archiver/x.yaml', '.github/x.yaml', '_base/x.yaml'])(
  'is in use: %s',
  (path) => {
    expect(isPutAway(path as RepoPath)).toBe(false);
  },
);
