import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { directoriesOnDisk, runIn } from '../testing/program-on-disk.js';

const FILES = {
  '.git/HEAD': 'ref: refs/heads/main\n',
  'fluxvet.config.yaml': `extends: []
plugins: [./rules.mjs]
rules: { team/crash: on, missing-namespace: on }
clusters: [{ path: prod, name: prod }]
ignore: [nothing.yaml]
`,
  'rules.mjs': `import { readFileSync } from 'node:fs';
export default { apiVersion: 1, name: 'team-rules', version: '1.0.0', namespace: 'team', rules: [{
  apiVersion: 1, id: 'crash', title: 'T', why: 'W.', category: 'style', severity: 'note', confidence: 'certain',
  stability: 'stable', since: '1', messages: {},
  check() { readFileSync(process.cwd() + '/no such file'); },
}] };
`,
  'deploy/prod/one.yaml': 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: one }\n',
};

const directory = directoriesOnDisk();
let root: string;
beforeAll(() => {
  root = directory(FILES);
});

/** What a check of the sub-directory prints. */
async function check(cwd: string, path: string, format: string): Promise<string> {
  const { code, out } = await runIn(join(root, cwd), ['check', path, '-f', format]);
  expect(code).toBe(3);
  return out;
}

test.for(['text', 'line', 'json', 'sarif', 'github', 'gitlab', 'junit', 'markdown'])(
  'gives the same bytes from any working directory, and nothing of the machine: %s',
  async (format) => {
    const out = await check('.', 'deploy', format);
    expect(out).not.toBe('');
    expect(await check('deploy', '.', format)).toBe(out);
    expect(await check('deploy/prod', '..', format)).toBe(out);
    expect(await check('.', join(root, 'deploy'), format)).toBe(out);
    expect(out).not.toContain(root);
    expect(out).not.toContain(tmpdir());
  },
);

test.for([
  ['sarif', '"uri": "deploy/prod/one.yaml"'],
  ['sarif', '"uri": "fluxvet.config.yaml"'],
  ['github', '::error file=deploy/prod/one.yaml,'],
  ['github', '::warning file=fluxvet.config.yaml,'],
  ['gitlab', '"path": "deploy/prod/one.yaml"'],
  ['line', 'prod/one.yaml:3:19:'],
] as const)(
  'names files as code hosts do, from the root of the repository: %s %s',
  async ([format, place]) => {
    expect(await check('.', 'deploy', format)).toContain(place);
  },
);
