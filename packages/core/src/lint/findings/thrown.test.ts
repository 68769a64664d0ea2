import { expect, test } from 'vitest';
import { toThrown } from './thrown.js';

const STACK = `TypeError: Cannot read /home/somebody/a.yaml
    at helper (file:///home/somebody/node_modules/.pnpm/x/node_modules/@team/rules/dist/index.js:1:2)
    at Object.check (/home/somebody/fleet/rules/index.js:3:4)
    at check.next (<anonymous>)
    at node:internal/process/task_queues:95:5
    at findingsOf (file:///opt/core/dist/index.js:5:6)
    at findingsOf.next (<anonymous>)
    at runRules (file:///opt/core/dist/index.js:7:8)
    at main (file:///home/somebody/main.js:9:9)`;

test('names what was thrown and the calls of the rule, and nothing of the machine', () => {
  const error = new TypeError('Cannot read /home/somebody/a.yaml');
  error.stack = STACK;
  expect(toThrown(error)).toEqual({
    name: 'TypeError',
    message: 'Cannot read a.yaml',
    stack: [
      '    at helper (@team/rules/dist/index.js:1:2)',
      '    at Object.check (index.js:3:4)',
      '    at check.next (<anonymous>)',
    ].join('\n'),
  });
});

test.for<[unknown, { name: string; message: string }]>([
  ['a text', { name: 'string', message: 'a text' }],
  [undefined, { name: 'undefined', message: 'undefined' }],
  [Object.create(null), { name: 'object', message: 'something that has no text' }],
])('takes whatever is thrown: %#', ([thrown, told]) => {
  expect(toThrown(thrown)).toEqual(told);
});
