/**
 * The files of a new package of rules.
 *
 * @module
 */
import { VERSION } from '@fluxvet/core';

/** Path → text of everything that a package of rules needs. */
export function pluginFiles(name: string): Readonly<Record<string, string>> {
  const last = (name.split('/').at(-1) ?? name).replace(/^fluxvet-(plugin-)?/, '');
  const namespace = /^[a-z]/.test(last) ? last : 'team';
  return {
    'package.json': manifest(name),
    'tsconfig.json': TSCONFIG,
    'src/index.ts': index(name, namespace),
    'src/owner-label.ts': RULE,
    'src/owner-label.test.ts': TEST,
    'docs/owner-label.md': PAGE,
    'README.md': readme(name, namespace),
    '.gitignore': 'node_modules/\ndist/\n',
  };
}

function manifest(name: string): string {
  const content = {
    name,
    version: '0.1.0',
    type: 'module',
    exports: { '.': { types: './dist/index.d.ts', default: './dist/index.js' } },
    files: ['dist', 'docs'],
    engines: { node: '>=20.19' },
    scripts: { build: 'tsc', test: 'tsc && node --test dist/*.test.js' },
    peerDependencies: { '@fluxvet/core': `^${VERSION}` },
    devDependencies: { '@fluxvet/core': `^${VERSION}`, '@types/node': '^20', typescript: '^6.0.3' },
  };
  return `${JSON.stringify(content, undefined, 2)}\n`;
}

const TSCONFIG = `{
  "compilerOptions": {
    "target": "ES2023",
    "module": "NodeNext",
    "types": ["node"],
    "rootDir": "src",
    "outDir": "dist",
    "declaration": true,
    "strict": true
  },
  "include": ["src"]
}
`;

function index(name: string, namespace: string): string {
  return `import { definePlugin, type Plugin } from '@fluxvet/core';
import { ownerLabel } from './owner-label.js';

const plugin: Plugin = definePlugin({
  apiVersion: 1,
  name: '${name}',
  version: '0.1.0',
  namespace: '${namespace}',
  rules: [ownerLabel],
  presets: { recommended: { rules: { 'owner-label': 'on' } } },
});
export default plugin;
`;
}

const RULE = `import { defineRule, kustomizationsOf, labelsOf, type Rule } from '@fluxvet/core';

export const ownerLabel: Rule = defineRule({
  id: 'owner-label',
  title: 'A Flux Kustomization does not say who owns it',
  why: 'Nobody knows whom to call when it fails at night.',
  category: 'style',
  severity: 'warning',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: { missing: "'{app}' has no label 'owner'." },

  *check(model, { finding }) {
    for (const { app } of kustomizationsOf(model)) {
      const { object } = app;
      // What bootstrap writes belongs to the platform.
      if (object.id.namespace === 'flux-system' && object.id.name === 'flux-system') continue;
      if (labelsOf(object.body).has('owner')) continue;
      yield finding('missing', { in: object }, { data: { app: object.id.name } });
    }
  },
});
`;

const TEST = `import { test } from 'node:test';
import { bootstrapped, repo, testRule } from '@fluxvet/core/testing';
import { ownerLabel } from './owner-label.js';

test('owner-label', () => {
  testRule(ownerLabel, {
    reports: {
      'an app without an owner': repo\`
\${bootstrapped('clusters/production')}
# === clusters/production/apps.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: apps
  #     ^^^^ owner-label: has no label 'owner'
  namespace: flux-system
spec:
  interval: 10m
  path: ./apps
  prune: true
  sourceRef: { kind: GitRepository, name: flux-system }
\`,
    },
    silent: {
      'an app with an owner': repo\`
\${bootstrapped('clusters/production')}
# === clusters/production/apps.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: apps
  namespace: flux-system
  labels: { owner: shop }
spec:
  interval: 10m
  path: ./apps
  prune: true
  sourceRef: { kind: GitRepository, name: flux-system }
\`,
    },
  });
});
`;

const PAGE = `# owner-label

Finds Flux Kustomizations without the label \`owner\`.

## Why

Nobody knows whom to call when it fails at night.

## How to fix

Add the label to the metadata of the Flux Kustomization.
`;

function readme(name: string, namespace: string): string {
  return `# ${name}

Rules for fluxvet.

\`\`\`yaml
# fluxvet.config.yaml
extends: [recommended, ${namespace}/recommended]
plugins: ['${name}']
\`\`\`

\`npm install\` and \`npm test\` build and test the rules.
`;
}
