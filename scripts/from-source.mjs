// Imports modules of packages/core/src as they are now, without a build: for scripts that look behind the front door.
//   const { parseYaml } = await fromSource('yaml/read/parse-yaml.ts', 'flux/walk/apply.ts');
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../packages/core/src/', import.meta.url));

/** All exports of the named modules, in one object. */
export async function fromSource(...modules) {
  const contents = modules.map((module) => `export * from './${module}';`).join('\n');
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: root, loader: 'ts' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    write: false,
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(process.cwd() + '/');",
    },
  });
  const [{ contents: code }] = outputFiles;
  return import(`data:text/javascript;base64,${Buffer.from(code).toString('base64')}`);
}
