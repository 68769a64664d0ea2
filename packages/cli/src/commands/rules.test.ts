import { beforeAll, expect, test } from 'vitest';
import { directoriesOnDisk, runIn } from '../testing/program-on-disk.js';

const directory = directoriesOnDisk();
let root: string;
beforeAll(() => {
  root = directory(files);
});

const fluxvet = (argv: readonly string[], cwd = root, color = false) => runIn(cwd, argv, color);

const files = {
  'fluxvet.config.yaml': 'plugins: [./rules.mjs]\n',
  'rules.mjs': `const rule = (id, more) => ({
  apiVersion: 1, id, title: 'An app has no owner', why: 'Nobody knows whom to call.', category: 'style',
  severity: 'warning', confidence: 'certain', stability: 'stable', since: '1.0.0', messages: {}, check: () => [], ...more,
});
export default {
  apiVersion: 1, name: 'team-rules', version: '1.0.0', namespace: 'team',
  rules: [rule('owner', {}), rule('told', { docs: '# The page\\n\\nof the rule.\\n' })],
};
`,
};

interface ListedRule {
  readonly id: string;
  readonly severity: string;
  readonly since: string;
}

test("lists fluxvet's own rules and those of plug-ins, sorted, one a line", async () => {
  const { code, out, err } = await fluxvet(['rules']);
  expect(code).toBe(0);
  expect(err).toBe('');
  const ids = out
    .trimEnd()
    .split('\n')
    .map((line) => line.split(' ')[0] ?? '');
  expect(ids).toContain('path-not-found');
  expect(ids).toContain('team/owner');
  expect(ids).toEqual([...ids].sort());
});

test('lists the same as JSON', async () => {
  const { out } = await fluxvet(['rules', '--format', 'json']);
  const rules = JSON.parse(out) as ListedRule[];
  expect(rules.find(({ id }) => id === 'team/owner')).toEqual({
    id: 'team/owner',
    title: 'An app has no owner',
    why: 'Nobody knows whom to call.',
    category: 'style',
    severity: 'warning',
    confidence: 'certain',
    stability: 'stable',
    since: '1.0.0',
  });
  expect((await fluxvet(['rules'])).out.trimEnd().split('\n')).toHaveLength(rules.length);
});

test('tells one rule as JSON', async () => {
  const { out } = await fluxvet(['rules', 'team/owner', '-f', 'json']);
  expect((JSON.parse(out) as ListedRule[]).map(({ id }) => id)).toEqual(['team/owner']);
});

test('shows the page of a rule', async () => {
  const { code, out } = await fluxvet(['rules', 'path-not-found']);
  expect(code).toBe(0);
  expect(out).toMatch(/^# path-not-found\n/);
  expect((await fluxvet(['rules', 'team/told'])).out).toMatch(/^# The page\n\nof the rule\.\n/);
});

test('makes a page of a rule that has none', async () => {
  const { out } = await fluxvet(['rules', 'team/owner']);
  for (const part of ['team/owner', 'An app has no owner', 'Nobody knows whom to call.', 'warning']) {
    expect(out).toContain(part);
  }
});

test('lists only its own rules where plug-ins are refused', async () => {
  const { out } = await fluxvet(['rules', '--no-plugins']);
  expect(out).toContain('path-not-found');
  expect(out).not.toContain('team/');
});

test('refuses a rule that there is not, and offers the nearest one', async () => {
  const { code, out, err } = await fluxvet(['rules', 'path-not-fuond']);
  expect(code).toBe(2);
  expect(out).toBe('');
  expect(err).toContain("'path-not-found'");
  expect((await fluxvet(['rules', 'zzzzzzzzzz'])).err).not.toContain('Did you mean');
});
