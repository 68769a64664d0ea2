import { expect, test } from 'vitest';
import type { Plain } from '../yaml/nodes/to-plain.js';
import { expressionError, validationProblems } from './validation-rules.js';

const isBroken = (self: Plain, rule: string): boolean => validationProblems(self, [{ rule }]).length > 0;

test.for<[rule: string, self: Plain]>([
  ["self == 'a'", 'b'],
  ['self <= 5', 6],
  ['self < 1.0', 1.5],
  ['has(self.a)', { b: 1 }],
  ['has(self.a) || self.b > 1', { b: 1 }],
  ['!has(self.a) || !has(self.b)', { a: 1, b: 2 }],
  ['size(self) <= 2', 'abc'],
  ['self.size() == 1', [1, 2]],
  ["self.startsWith('https://')", 'http://x'],
  ["self.matches('^[a-z]+$')", 'A'],
  ["self in ['a', 'b']", 'c'],
  ["'a' in self", { b: 1 }],
  ['self.all(x, x > 1)', [1, 2]],
  ["self.exists(x, x == 'c')", ['a', 'b']],
  ["self.all(k, k == 'b')", { a: 'x' }],
  ['self.all(x, self.exists(y, y > x))', [1, 2]],
  ["duration(self) > duration('10m')", '5m'],
])('%s is broken by %j', ([rule, self]) => {
  expect(isBroken(self, rule)).toBe(true);
});

test.for<[rule: string, self: Plain]>([
  ["self == 'a'", 'a'],
  ['self <= 5', 5],
  ['size(self) == 1', '😀'],
  ['has(self.a)', { a: 1 }],
  ["self.matches('b')", 'abc'],
  ['self.all(x, x > 1)', []],
  ['self.a < self.b', { a: 1, b: 1.5 }],
])('%s is kept by %j', ([rule, self]) => {
  expect(isBroken(self, rule)).toBe(false);
});

test('compares integers that a number cannot hold exactly', () => {
  expect(isBroken(9007199254740993n, 'self == 9007199254740993')).toBe(false);
  expect(isBroken(9007199254740993n, 'self == 9007199254740992')).toBe(true);
});

test.for<[why: string, rule: string, self: Plain]>([
  ['is about a change', 'self == oldSelf', 'a'],
  ['is no expression', 'self ==', 'a'],
  ['is empty', '', 'a'],
  ['is no condition', 'self', 'a'],
  ['calls an unknown function', 'foo(self)', 'a'],
  ['names an unknown library', "quantity(self).isLessThan(quantity('1Mi'))", '1Gi'],
  ['overflows', '9223372036854775807 + self > 0', 1],
  ['compares what cannot be compared', "self > 'a'", 1],
  ['has an invalid pattern', "self.matches('(')", 'a'],
  ['has a pattern that Go does not know', "self.matches('(?=a)b')", 'a'],
])('says nothing of a rule that %s', ([, rule, self]) => {
  expect(isBroken(self, rule)).toBe(false);
});

test.for<[why: string, rule: string, self: Plain]>([
  ['reads a field that is not there', 'self.b == 1', { a: 1 }],
  ['reads past the end of a list', 'self[1] == 1', [1]],
  ['divides by zero', '1 / (self - self) == 1', 1],
  ['reads a number of no digits', 'int(self) == 1', 'a'],
])('refuses a value on which a rule ends in an error: it %s', ([, rule, self]) => {
  expect(isBroken(self, rule)).toBe(true);
});

test('takes an alternative that holds beside one that ends in an error', () => {
  expect(isBroken({ a: 1 }, 'self.b == 1 || self.a == 1')).toBe(false);
});

test('names the field that a rule is about', () => {
  const rules = [{ rule: 'false', message: 'no', fieldPath: ".spec['a.b'].c" }];
  expect(validationProblems({}, rules)).toEqual([
    { rule: 'false', message: 'no', field: ['spec', 'a.b', 'c'] },
  ]);
});

test('ends on a pattern that would make a backtracking engine run on', () => {
  expect(isBroken(`${'a'.repeat(5000)}!`, "self.matches('^(a+)+$')")).toBe(true);
});

test('does not go into loops within loops within loops', () => {
  const items = Array.from({ length: 1000 }, (_, at) => at);
  expect(isBroken(items, 'self.all(a, self.all(b, self.all(c, a + b + c >= 0)))')).toBe(false);
});

test.for<[name: string, rule: string]>([
  ['parentheses', `${'('.repeat(10_000)}self${')'.repeat(10_000)}`],
  ['open parentheses', '('.repeat(10_000)],
  ['negations', `${'!'.repeat(10_000)}true`],
  ['conditions', `${Array.from({ length: 5000 }, () => 'true').join(' && ')} && false`],
  ['lists', '['.repeat(10_000)],
])('survives a rule of many %s', ([, rule]) => {
  expect(() => isBroken('a', rule)).not.toThrow();
  expect(() => expressionError(rule)).not.toThrow();
});

test('keeps the order of the rules, and their messages', () => {
  const rules = [
    { rule: "self == 'b'", message: 'one' },
    { rule: "self == 'a'", message: 'two' },
    { rule: "self == 'c'", message: 'three' },
  ];
  expect(validationProblems('a', rules)).toMatchObject([rules[0], rules[2]]);
});

test('judges each value anew by a rule that it has seen', () => {
  expect([1, 9, 1].map((self) => isBroken(self, 'self < 5'))).toEqual([false, true, false]);
});

test.for(['self == 1', "a.matches('x')", 'has(self.a) && self.a > 1', 'self == oldSelf', 'foo(self)'])(
  'takes %s for an expression',
  (expression) => {
    expect(expressionError(expression)).toBeUndefined();
  },
);

test.for(['', 'self ==', '(', "'open", 'self.', 'a b', '{{ .x }}'])(
  'tells why %j is no expression',
  (expression) => {
    const error = expressionError(expression);
    expect(error).toMatch(/\S/);
    expect(error).not.toContain('\n');
  },
);
