/**
 * A small repository on disk with two clusters, and the program run in it, for the tests of several commands.
 *
 * @module
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { bootstrapped, repo } from '@fluxvet/core/testing';
import { afterAll, beforeAll } from 'vitest';
import { main } from '../main.js';

/** What a run of the program printed. */
interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** The repository of the shop, written before the tests of a file and taken away after them. */
export interface Shop {
  readonly root: string;
  fluxvet(argv: readonly string[], cwd?: string, color?: boolean): Promise<Ran>;
}

export function shopOnDisk(): Shop {
  const root = mkdtempSync(join(tmpdir(), 'fluxvet-'));
  beforeAll(() => {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
  });
  afterAll(() => rmSync(root, { recursive: true, force: true }));
  return {
    root,
    async fluxvet(argv, cwd = root, color = false) {
      let out = '';
      let err = '';
      const io = {
        write: (text: string) => {
          out += text;
        },
        warn: (text: string) => {
          err += text;
        },
      };
      const code = await main(argv, { cwd, ...io, color, watched: false });
      return { code, out, err };
    },
  };
}

const { files } = repo`
${bootstrapped('clusters/prod')}
${bootstrapped('clusters/staging')}
# === clusters/prod/shop.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: shop, namespace: flux-system }
spec:
  interval: 10m
  prune: true
  path: ./shop
  dependsOn: [{ name: gone }]
  sourceRef: { kind: GitRepository, name: flux-system }
# === shop/kustomization.yaml
resources: [web.yaml]
namePrefix: my-
# === shop/web.yaml
apiVersion: apps/v1
kind: Deployment
metadata: { name: web, namespace: shop }
spec: { replicas: 2 }
`;
