import { expect, test } from 'vitest';
import { expressionNames } from './expression-names.js';

test.for<[expression: string, names: string[]]>([
  ["dep.status.observed == self.metadata.labels['v']", ['dep', 'self']],
  ["has(status.phase) && status.phase in ['Ready', 'Done']", ['status']],
  ["status.conditions.filter(e, e.type == 'Ready').all(e, e.status == 'True')", ['status']],
  ['items.exists(i, v, v == i) || size(items) > limit', ['items', 'limit']],
  ['type(spec.size) == string && r\'(object)\' != "self"', ['spec']],
  ['// object\nmetadata.?labels.?a.orValue(false)', ['metadata']],
  ['', []],
])('finds in %s the names that are asked for', ([expression, names]) => {
  expect(expressionNames(expression)).toEqual(names);
});
