import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { test } from 'vitest';
import { imagePolicyNotFound } from './rule.js';

const images = (repository: string, more = ''): string => `${bootstrapped('clusters/prod')}
# === clusters/prod/images.yaml
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImageRepository
metadata: { name: podinfo, namespace: flux-system }
spec: { interval: 5m, image: ghcr.io/stefanprodan/podinfo }
---
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImagePolicy
metadata: { name: podinfo, namespace: flux-system }
spec:
  imageRepositoryRef:
    name: ${repository}
  policy: { semver: { range: 6.x } }
${more}`;

test('reports an ImageRepository that the cluster does not have', () => {
  expectMarks(
    imagePolicyNotFound,
    repo`${images("redis\n    #     ^^^^^ image-policy-not-found: ImagePolicy 'flux-system/podinfo' chooses from ImageRepository 'flux-system/redis', which its cluster does not have.")}`,
  );
  expectMarks(
    imagePolicyNotFound,
    repo`${images("podinf\n    #     ^^^^^^ image-policy-not-found: there is 'podinfo'")}`,
  );
});

test('stays silent where the repository exists, also in another namespace', () => {
  expectSilence(imagePolicyNotFound, repo`${images('podinfo')}`);
  expectSilence(
    imagePolicyNotFound,
    repo`${images(
      'redis\n    namespace: images',
      `---
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImageRepository
metadata: { name: redis, namespace: images }
spec: { interval: 5m, image: docker.io/library/redis }`,
    )}`,
  );
});

test('stays silent on unknown: a repository that is not at hand may bring what is named', () => {
  expectSilence(
    imagePolicyNotFound,
    repo`${images(
      'redis',
      `---
apiVersion: source.toolkit.fluxcd.io/v1
kind: GitRepository
metadata: { name: shared, namespace: flux-system }
spec: { interval: 1m, url: https://github.com/example/shared, ref: { branch: main } }
---
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: shared, namespace: flux-system }
spec: { interval: 10m, path: ./images, prune: true, sourceRef: { kind: GitRepository, name: shared } }`,
    )}`,
  );
});
