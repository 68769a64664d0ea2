import type { Options } from 'tsup';

const config: Options = {
  entry: { index: 'src/index.ts' },
  format: 'esm',
  target: 'node20',
  dts: false,
  sourcemap: true,
  clean: true,
};
export default config;
