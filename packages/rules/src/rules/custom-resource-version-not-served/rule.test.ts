import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { test } from 'vitest';
import { customResourceVersionNotServed } from './rule.js';

const definition = (versions: string): string => `
# === clusters/prod/definition.yaml
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: tickets.example.org }
spec:
  group: example.org
  scope: Namespaced
  names: { kind: Ticket, plural: tickets }
  versions:
${versions}
`;
const version = (name: string, served: boolean): string =>
  `    - { name: ${name}, served: ${served}, storage: false, schema: { openAPIV3Schema: { type: object } } }`;

test('reports a version that is switched off, and one that the definition does not have', () => {
  expectMarks(
    customResourceVersionNotServed,
    repo`
${bootstrapped('clusters/prod')}
${definition([version('v1alpha1', false), version('v1', true)].join('\n'))}
# === clusters/prod/tickets.yaml
apiVersion: example.org/v1alpha1
#           ^^^^^^^^^^^^^^^^^^^^ custom-resource-version-not-served: which its definition does not serve any more; use example.org/v1
kind: Ticket
metadata: { name: one, namespace: shop }
---
apiVersion: example.org/v2
#           ^^^^^^^^^^^^^^ custom-resource-version-not-served: which its definition does not have; use example.org/v1
kind: Ticket
metadata: { name: two, namespace: shop }
`,
  );
});

test('stays silent on versions that are served, and on kinds that are not known', () => {
  expectSilence(
    customResourceVersionNotServed,
    repo`
${bootstrapped('clusters/prod')}
${definition([version('v1beta1', true), version('v1', true)].join('\n'))}
# === clusters/prod/tickets.yaml
apiVersion: example.org/v1beta1
kind: Ticket
metadata: { name: one, namespace: shop }
---
apiVersion: example.org/v3
kind: Voucher
metadata: { name: two, namespace: shop }
`,
  );
});

test('stays silent on unknown: the version is a variable that only the cluster knows', () => {
  expectSilence(
    customResourceVersionNotServed,
    repo`
${bootstrapped('clusters/prod')}
${definition(version('v1', true))}
# === clusters/staging/tickets.yaml
apiVersion: example.org/v2
kind: Ticket
metadata: { name: one, namespace: shop }
`,
  );
});
