import { bootstrapped, expectFix, expectMarks, expectSilence, parseRepo, repo } from '@fluxvet/core/testing';
import { test } from 'vitest';
import { statusOrServerFieldInManifest } from './rule.js';

test('reports fields of the cluster that an object was copied from', () => {
  expectMarks(
    statusOrServerFieldInManifest,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/web.yaml
apiVersion: v1
kind: Service
metadata:
  name: web
  namespace: web
  creationTimestamp: "2024-05-30T10:00:00Z"
  # @3-19 status-or-server-field-in-manifest: holds 'metadata.creationTimestamp' and 'status'
  resourceVersion: "81734"
  # @3-17 status-or-server-field-in-manifest: holds 'metadata.resourceVersion' and 'metadata.uid'
  uid: 0c8ee52a-4d0a-4ad5-9dd5-2b7a1c5e8f11
spec: { ports: [{ port: 80 }] }
status: { loadBalancer: { ingress: [{ ip: 10.0.0.1 }] } }
`,
  );
});

test('stays silent on what generators leave behind, and on definitions', () => {
  expectSilence(
    statusOrServerFieldInManifest,
    repo`
${bootstrapped('clusters/prod')}
# === clusters/prod/web.yaml
apiVersion: v1
kind: Service
metadata: { name: web, namespace: web, creationTimestamp: null }
spec: { ports: [{ port: 80 }] }
status: { loadBalancer: {} }
---
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: webs.example.com, creationTimestamp: null }
spec: { group: example.com, names: { kind: Web, plural: webs }, scope: Namespaced, versions: [] }
status: { acceptedNames: { kind: Web, plural: webs }, conditions: [], storedVersions: [v1] }
`,
  );
});

test('stays silent on unknown: no cluster applies the file', () => {
  expectSilence(
    statusOrServerFieldInManifest,
    repo`
${bootstrapped('clusters/prod')}
# === backup/web.yaml
apiVersion: v1
kind: Service
metadata: { name: web, namespace: web, uid: 0c8ee52a-4d0a-4ad5-9dd5-2b7a1c5e8f11 }
spec: { ports: [{ port: 80 }] }
`,
  );
});

test('removes the fields and nothing else', () => {
  const text = (fields: string, status: string): string => `${bootstrapped('clusters/prod')}
# === clusters/prod/web.yaml
apiVersion: v1
kind: Service
metadata:
  name: web # of the shop
${fields}  namespace: web
spec: { ports: [{ port: 80 }] }
${status}`;
  expectFix(
    statusOrServerFieldInManifest,
    parseRepo(
      text(
        '  resourceVersion: "81734"\n  uid: 0c8ee52a\n',
        'status: { loadBalancer: { ingress: [{ ip: 10.0.0.1 }] } }\n',
      ),
    ),
    parseRepo(text('', '')).files,
  );
});
