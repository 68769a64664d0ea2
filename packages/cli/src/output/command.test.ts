import { expect, test } from 'vitest';
import { type Command, parseCommand, printHelp, printUsage } from './command.js';

const command: Command = {
  name: 'mend',
  takes: '[path]',
  most: 1,
  summary: 'Mend things',
  options: {
    format: { type: 'string', short: 'f', multiple: true, value: 'FORMAT', help: 'How it looks' },
    fix: { type: 'string', value: 'unsafe', bare: 'safe', help: 'Change files' },
    quiet: { type: 'boolean', help: 'Say nothing' },
  },
  run: () => 0,
};

test('reads options, short options and the arguments between them', () => {
  const given = parseCommand(command, ['-f', 'text', 'here', '--format=json', '--quiet']);
  expect(given.positionals).toEqual(['here']);
  expect(given.texts('format')).toEqual(['text', 'json']);
  expect(given.text('format')).toBe('json');
  expect(given.flag('quiet')).toBe(true);
});

test('has nothing for options that are not given', () => {
  const given = parseCommand(command, []);
  expect(given.text('format')).toBeUndefined();
  expect(given.texts('format')).toEqual([]);
  expect(given.flag('quiet')).toBe(false);
});

test('takes an option without its value, and does not take the next argument for it', () => {
  expect(parseCommand(command, ['--fix', 'here']).text('fix')).toBe('safe');
  expect(parseCommand(command, ['--fix', 'here']).positionals).toEqual(['here']);
  expect(parseCommand(command, ['--fix=unsafe']).text('fix')).toBe('unsafe');
});

test('takes what stands behind two hyphens for arguments', () => {
  expect(parseCommand(command, ['--', '-strange-']).positionals).toEqual(['-strange-']);
});

test.for<[string, string[], string]>([
  ['an option that is nearly right', ['--fromat', 'x'], "did you mean '--format'?"],
  ['an option that is like none', ['--colour-of-the-sky'], "'fluxvet mend --help'"],
  ['a short option that there is not', ['-z'], "'-z'"],
  ['an option without the value that it needs', ['--format'], '--format'],
  ['a value for a flag', ['--quiet=yes'], "'--quiet'"],
  ['the name of something that every object has', ['--constructor'], "'--constructor'"],
  ['one argument too many', ['a', 'b'], "'b'"],
])('refuses %s', ([, argv, words]) => {
  expect(() => parseCommand(command, argv)).toThrow(
    expect.objectContaining({ code: 'bad-argument', message: expect.stringContaining(words) }),
  );
});

test('writes the help of a command with every option', () => {
  expect(printHelp(command)).toBe(`Mend things

Usage: fluxvet mend [path] [options]

Options:
  -f, --format FORMAT  How it looks
      --fix[=unsafe]   Change files
      --quiet          Say nothing
`);
});

test('writes the help of a command that takes nothing', () => {
  expect(printHelp({ ...command, takes: '', options: {} })).toBe('Mend things\n\nUsage: fluxvet mend\n');
});

test('lists the commands with what they take, and the exit codes', () => {
  const usage = printUsage([command, { ...command, name: 'go', takes: '' }]);
  expect(usage).toContain('  mend [path]  Mend things\n  go           Mend things\n');
  for (const code of [0, 1, 2, 3]) expect(usage).toMatch(new RegExp(`Exit codes:.*${code} `));
});
