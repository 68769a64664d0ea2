import { expect, test } from 'vitest';
import { memoryTree } from '../../source/file-tree.js';
import { redactorOf } from './redactor.js';

const SECRET = 'apiVersion: v1\nkind: Secret\nmetadata: { name: s }\nstringData:\n';

test('hides a value, in whole, cut, in base64 and as a part of an address', () => {
  const tree = memoryTree({ 'a.yaml': `${SECRET}  a: hunter2-Xy7q\n` });
  const { hide, star, holds } = redactorOf(tree);
  expect(hide("'hunter2-Xy7q' is wrong, or hunter2-X… is")).toBe("'***' is wrong, or ***… is");
  expect(hide(`x ${Buffer.from('hunter2-Xy7q').toString('base64')}`)).toBe('x ***');
  expect(hide('https://me:hunter2-Xy7q@example.org')).toBe('https://me:***@example.org');
  expect(star('a hunter2-Xy7q b')).toBe('a ************ b');
  expect(holds('hunter')).toBe(false);
});

test('what stands elsewhere in the open is no secret', () => {
  const tree = memoryTree({
    'a.yaml': `${SECRET}  user: postgres\n  mark: changeme\n  own: wonderwall\n`,
    'b.yaml': 'kind: ConfigMap\ndata: { name: postgres }\n',
  });
  const { hide } = redactorOf(tree);
  expect(hide('postgres changeme wonderwall')).toBe('postgres changeme ***');
});
