import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { test } from 'vitest';
import { imagePolicyPatternInvalid } from './rule.js';

const policy = (filter: string, order = 'numerical'): string => `
# === clusters/prod/images.yaml
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImagePolicy
metadata: { name: shop, namespace: flux-system }
spec:
  imageRepositoryRef: { name: shop }
  policy: { ${order}: { order: asc } }
  filterTags:
${filter}
`;

test('reports a pattern that is not closed', () => {
  expectMarks(
    imagePolicyPatternInvalid,
    repo`
${bootstrapped('clusters/prod')}
${policy(`    pattern: "^pr-(?P<n>[0-9]+"
    #        ^^^^^^^^^^^^^^^^^^ image-policy-pattern-invalid: '^pr-(?P<n>[0-9]+' is no regular expression of Go
    extract: "$n"`)}
`,
  );
});

test('reports a group that the pattern does not have, by name and by number', () => {
  expectMarks(
    imagePolicyPatternInvalid,
    repo`
${bootstrapped('clusters/prod')}
${policy(`    pattern: "^v(?P<n>[0-9]+)$"
    extract: "$ts"
    #        ^^^^^ image-policy-pattern-invalid: extracts the group 'ts', which its pattern does not have; there is 'n'`)}
${policy(`    pattern: "^v(?:[0-9]+)$"
    extract: "$1"
    #        ^^^^ image-policy-pattern-invalid: the group '1'`)
  .replace('images.yaml', 'more.yaml')
  .replace('name: shop, namespace', 'name: more, namespace')}
`,
  );
});

test('reports text that is ordered as a number', () => {
  expectMarks(
    imagePolicyPatternInvalid,
    repo`
${bootstrapped('clusters/prod')}
${policy(`    pattern: '^(?P<day>\\d{8}_\\d{4})$'
    extract: "$day"
    #        ^^^^^^ image-policy-pattern-invalid: always holds '_'`)}
`,
  );
});

test('stays silent on numbers, on text in the order of the alphabet, and where no group is named', () => {
  expectSilence(
    imagePolicyPatternInvalid,
    repo`
${bootstrapped('clusters/prod')}
${policy(`    pattern: '^main-[a-f0-9]+-(?P<ts>[0-9]+)$'
    extract: "\${ts}"`)}
${policy(
  `    pattern: '^(?P<day>\\d{8}-\\d{4})$'
    extract: "$day"`,
  'alphabetical',
).replace('images', 'days')}
${policy(`    pattern: '^([0-9]+)-(x)?$'
    extract: "$1"`).replace('images', 'numbers')}
`,
  );
});

test('stays silent on unknown: a pattern with a variable that an overlay or a cluster knows', () => {
  expectSilence(
    imagePolicyPatternInvalid,
    repo`
# === bases/images.yaml
apiVersion: image.toolkit.fluxcd.io/v1
kind: ImagePolicy
metadata: { name: shop, namespace: flux-system }
spec:
  imageRepositoryRef: { name: shop }
  filterTags: { pattern: "^${'$'}{branch:=main}-(", extract: "$ts" }
  policy: { numerical: { order: asc } }
`,
  );
});
