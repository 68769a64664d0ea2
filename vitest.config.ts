import { fileURLToPath } from 'node:url';
import type { ViteUserConfig } from 'vitest/config';

const source = (path: string): string => fileURLToPath(new URL(`./packages/${path}`, import.meta.url));

const config: ViteUserConfig = {
  resolve: {
    alias: [
      { find: '@fluxvet/core/testing', replacement: source('core/src/testing/index.ts') },
      { find: '@fluxvet/core', replacement: source('core/src/index.ts') },
      { find: '@fluxvet/rules', replacement: source('rules/src/index.ts') },
      { find: /^fluxvet$/, replacement: source('cli/src/index.ts') },
      { find: '@fluxvet/reporter-sarif', replacement: source('reporter-sarif/src/index.ts') },
    ],
  },
  // No test measures time; a busy machine must not fail one.
  test: {
    testTimeout: 300_000,
    // No test changes what another one sees: to load the packages once, not for each file, takes a quarter of the time.
    isolate: false,
    setupFiles: ['vitest.setup.ts'],
    include: ['packages/*/src/**/*.test.ts', 'scripts/**/*.test.ts', 'examples/**/*.test.ts'],
  },
};
export default config;
