import { VERSION } from '@fluxvet/core';
import { expect, test } from 'vitest';
import { COMMANDS } from './main.js';
import { directoriesOnDisk, runIn } from './testing/program-on-disk.js';

const directory = directoriesOnDisk();

const fluxvet = (...argv: readonly string[]) => runIn('/gone-and-never-there', argv);

test.for([[[]], [['help']], [['--help']], [['-h']]])('shows all commands for %j', async ([argv = []]) => {
  const { code, out, err } = await fluxvet(...argv);
  expect(code).toBe(0);
  expect(err).toBe('');
  for (const { name, summary } of COMMANDS) {
    expect(out).toContain(`  ${name}`);
    expect(out).toContain(summary);
  }
});

test.for(COMMANDS.map(({ name }) => name))('shows the help of %s, however it is asked for', async (name) => {
  const { code, out } = await fluxvet('help', name);
  expect(code).toBe(0);
  expect(out).toContain(`Usage: fluxvet ${name}`);
  expect(await fluxvet(name, '--help')).toMatchObject({ code: 0, out });
  expect(await fluxvet(name, '--no-such-option', '-h')).toMatchObject({ code: 0, out });
});

test('names every option of a command in its help', async () => {
  for (const { name, options } of COMMANDS) {
    const { out } = await fluxvet(name, '--help');
    for (const option of Object.keys(options)) expect(out).toContain(`--${option}`);
  }
});

test.for(COMMANDS.map(({ name }) => name))('refuses a format that there is not: %s', async (name) => {
  const { code, out, err } = await runIn(directory({ 'a.yaml': 'a: 1\n' }), [name, '--format', 'xml']);
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toMatch(/^fluxvet: (There is no format 'xml'; |'fluxvet \S+' has no option '--format'; ).+\n$/);
});

test.for(['--version', '-V'])('shows its version for %s', async (flag) => {
  expect(await fluxvet(flag)).toEqual({ code: 0, out: `${VERSION}\n`, err: '' });
});

test('refuses a command that there is not, and offers the nearest one', async () => {
  const { code, out, err } = await fluxvet('chekc');
  expect(code).toBe(2);
  expect(out).toBe('');
  expect(err).toContain("'chekc'");
  expect(err).toContain("'check'");
  expect((await fluxvet('zzzzzzzzzzzz')).err).toContain('explain');
});

test.for(COMMANDS.map(({ name }) => name))('refuses an option that %s does not have', async (name) => {
  const { code, out, err } = await fluxvet(name, '--no-such-option');
  expect(code).toBe(2);
  expect(out).toBe('');
  expect(err).toContain("'--no-such-option'");
});

test.for(COMMANDS.filter(({ most }) => most > 0).map(({ name, most }) => [name, most] as const))(
  'refuses more arguments than %s takes: %i',
  async ([name, most]) => {
    const { code, err } = await fluxvet(
      name,
      ...Array.from({ length: most + 1 }, (_, at) => `argument${at}`),
    );
    expect(code).toBe(2);
    expect(err).toContain(`argument${most}`);
  },
);

test.for(['check', 'list', 'render', 'graph', 'config', 'init'])(
  'refuses a directory that is not there: %s',
  async (name) => {
    const { code, out, err } = await fluxvet(name);
    expect(code).toBe(2);
    expect(out).toBe('');
    expect(err).toContain('/gone-and-never-there');
  },
);
