import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseLabelSelector } from './label-selector.js';

const LABELS: ReadonlyMap<string, string> = new Map([
  ['app', 'web'],
  ['tier', 'front'],
  ['replicas', '3'],
  ['empty', ''],
  ['app.kubernetes.io/name', 'web'],
]);

function selects(text: string): boolean {
  const selector = parseLabelSelector(text);
  if (typeof selector !== 'function') throw new Error(selector.error);
  return selector(LABELS);
}

test.for([
  '',
  '  ',
  'app',
  '!legacy',
  '! legacy',
  'app=web',
  'app==web',
  'app = web',
  'app!=db',
  'legacy!=db',
  'empty=',
  'app.kubernetes.io/name=web',
  'app in (db, web)',
  'app in (web)',
  'app notin (db)',
  'legacy notin (db)',
  'empty in ()',
  'replicas>2',
  'replicas < 4',
  'app=web,tier=front',
  'app in (web,db),!legacy,tier',
])('%j selects', (text) => {
  expect(selects(text)).toBe(true);
});

test.for([
  'legacy',
  '!app',
  'app=db',
  'app!=web',
  'app=We',
  'app=',
  'legacy=',
  'app in (db)',
  'legacy in (db)',
  'app notin (web, db)',
  'replicas>3',
  'replicas<3',
  'app>1',
  'legacy<1',
  'app=web,tier=back',
  'app in (web,db),legacy',
])('%j does not select', (text) => {
  expect(selects(text)).toBe(false);
});

test.for([
  'app=web,',
  ',app',
  'app=web,,tier',
  'app in web',
  'app in (web',
  'app=a=b',
  '=web',
  '!app=web',
  'a b',
  'app>x',
  '(',
  '#',
])('tells that %j is no selector, and what is wrong', (text) => {
  expect(parseLabelSelector(text)).toEqual({ error: expect.any(String) });
});

test('names the requirement that is wrong', () => {
  expect(parseLabelSelector('app=web, not a label ,tier')).toEqual({
    error: expect.stringContaining("'not a label'"),
  });
});

test('no text makes it throw', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.constantFrom('a', '=', '!', ',', '(', ')', ' in ', '<', '1', ' ') }),
      (text) => {
        const selector = parseLabelSelector(text);
        const result = typeof selector === 'function' ? selector(LABELS) : selector.error;
        expect(['boolean', 'string']).toContain(typeof result);
      },
    ),
  );
});
