import { expect, test } from 'vitest';
import { type Environment, environmentOf, isEnvironmentWord, withoutEnvironment } from './environment.js';

test.for<[name: string, expected: Environment | undefined]>([
  ['production', 'production'],
  ['prod', 'production'],
  ['prd', 'production'],
  ['live', 'production'],
  ['staging', 'staging'],
  ['stage', 'staging'],
  ['stg', 'staging'],
  ['acceptance', 'staging'],
  ['acc', 'staging'],
  ['test', 'test'],
  ['uat', 'test'],
  ['qa', 'test'],
  ['dev', 'development'],
  ['sandbox', 'development'],
  ['production-eu', 'production'],
  ['eu_prod_01', 'production'],
  ['clusters/stg/01', 'staging'],
  ['k8s.PROD.example', 'production'],
  ['prod-production', 'production'],
])('%j speaks of %s', ([name, expected]) => {
  expect(environmentOf(name)).toBe(expected);
});

test.for(['', 'products', 'reproduction', 'tester', 'main', 'devops', 'latest'])(
  '%j speaks of none: only whole words count',
  (name) => {
    expect(environmentOf(name)).toBeUndefined();
  },
);

test('a name with two environments speaks of none', () => {
  expect(environmentOf('prod-staging')).toBeUndefined();
});

test.for([
  ['prod-eu', 'eu'],
  ['eu-prod-01', 'eu-01'],
  ['clusters/stg/eu', 'clusters-eu'],
  ['prod', ''],
  ['main', 'main'],
] as const)('without its environment %j is %j', ([name, expected]) => {
  expect(withoutEnvironment(name)).toBe(expected);
});

test('clusters of one family have the same rest', () => {
  expect(withoutEnvironment('eu-production-1')).toBe(withoutEnvironment('EU.staging_1'));
});

test.for([
  ['prod', true],
  ['Prod', true],
  ['prod-eu', false],
  ['base', false],
  ['', false],
] as const)('%j is the name of an environment: %s', ([word, expected]) => {
  expect(isEnvironmentWord(word)).toBe(expected);
});
