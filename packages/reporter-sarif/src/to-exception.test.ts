import { expect, test } from 'vitest';
import { toException } from './to-exception.js';

test('keeps calls and packages of a stack, and no paths', () => {
  const stack = [
    'TypeError: Cannot read /home/somebody/a.yaml',
    '    at Object.check (file:///home/somebody/node_modules/.pnpm/x/node_modules/@team/rules/dist/index.js:1:2)',
    '    at /home/somebody/a.js:3:4',
    '    at new Promise (<anonymous>)',
  ].join('\n');
  const frame = (name: string): object => ({
    location: { logicalLocations: [{ name, fullyQualifiedName: name, kind: 'function' }] },
  });
  expect(toException({ name: 'TypeError', message: 'Cannot read /home/somebody/a.yaml', stack })).toEqual({
    kind: 'TypeError',
    message: 'Cannot read a.yaml.',
    stack: {
      frames: [
        { module: '@team/rules', ...frame('Object.check') },
        frame('(anonymous)'),
        frame('new Promise'),
      ],
    },
  });
});
