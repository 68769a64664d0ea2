import { expect, test } from 'vitest';
import { definePlugin, defineRule, type RuleMeta, ruleIdOf } from './rule.js';

const META = {
  title: 'An app has no owner',
  why: 'Nobody knows whom to call.',
  category: 'style',
  severity: 'warning',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
} as const satisfies Omit<RuleMeta, 'id'>;

const rule = defineRule({ ...META, id: 'owner-label', stages: ['yaml/syntax'] });

test('makes a rule that nobody can change any more', () => {
  const made = defineRule({
    ...META,
    id: 'owner-label',
    messages: { missing: 'It is missing.' },
    *check() {},
  });
  expect(made.apiVersion).toBe(1);
  expect(Object.isFrozen(made)).toBe(true);
  expect(Object.isFrozen(made.messages)).toBe(true);
});

test('lets a rule that only stands for stages find nothing by itself', () => {
  expect([...rule.check({} as never, {} as never)]).toEqual([]);
});

test.for([
  '',
  'Owner',
  'owner_label',
  'owner--label',
  '-owner',
  'owner-',
  '1owner',
  'team/owner',
  'owner label',
])("refuses '%s' as the id of a rule", (id) => {
  expect(() => defineRule({ ...META, id, stages: [] })).toThrow(
    expect.objectContaining({ code: 'bad-plugin', message: expect.stringContaining(`'${id}'`) }),
  );
});

test.for(['owner', 'owner-label', 'sha256-digest', 'a1'])("takes '%s' as the id of a rule", (id) => {
  expect(defineRule({ ...META, id, stages: [] }).id).toBe(id);
});

test('refuses a rule that has neither a check nor stages', () => {
  expect(() => defineRule({ ...META, id: 'owner-label' })).toThrow(
    expect.objectContaining({ code: 'bad-plugin', message: expect.stringContaining('owner-label') }),
  );
});

test('demands data for the holes of a message, and none where there are none', () => {
  defineRule({
    ...META,
    id: 'typed',
    messages: { bare: 'It is wrong.', holed: "'{app}' is wrong." },
    *check(model, { finding }) {
      const at = { in: model.tree.read('' as never) ?? ({} as never) };
      yield finding('bare', at);
      yield finding('holed', at, { data: { app: 'shop' } });
      // @ts-expect-error the hole is not filled
      yield finding('holed', at, { data: {} });
      // @ts-expect-error there is no such message
      yield finding('gone', at);
    },
  });
});

test('puts the namespace of a plug-in before the ids of its rules, and nothing where there is none', () => {
  const plugin = { apiVersion: 1, name: 'rules', version: '1.0.0', rules: [rule] } as const;
  expect(ruleIdOf(definePlugin({ ...plugin, namespace: 'team' }), rule)).toBe('team/owner-label');
  expect(ruleIdOf(definePlugin({ ...plugin, namespace: '' }), rule)).toBe('owner-label');
});

test('makes a plug-in whose list of rules is its own', () => {
  const rules = [rule];
  const plugin = definePlugin({ apiVersion: 1, name: 'rules', version: '1.0.0', namespace: 'team', rules });
  rules.pop();
  expect(plugin.rules).toEqual([rule]);
  expect(Object.isFrozen(plugin)).toBe(true);
  expect(Object.isFrozen(plugin.rules)).toBe(true);
});
