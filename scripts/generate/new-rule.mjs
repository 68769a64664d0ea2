// Writes the folder of a new rule: `pnpm new-rule <id>`.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const [id] = process.argv.slice(2);
if (id === undefined || !/^[a-z][a-z0-9]*(-[a-z0-9]+)+$/.test(id)) {
  console.error("Usage: pnpm new-rule <id>, words in lower case with hyphens: 'source-not-found'.");
  process.exit(2);
}
const directory = fileURLToPath(new URL(`../../packages/rules/src/rules/${id}`, import.meta.url));
if (existsSync(directory)) {
  console.error(`There is a rule '${id}' already.`);
  process.exit(2);
}
const name = id.replace(/-(.)/g, (_, letter) => letter.toUpperCase());

const files = {
  'rule.ts': `import { defineRule, kustomizationsOf, nameOf, type Rule } from '@fluxvet/core';

export const ${name}: Rule = defineRule({
  id: '${id}',
  title: 'One line that states the fault, without a full stop',
  why: 'One sentence: what happens in production.',
  category: 'correctness',
  severity: 'warning',
  confidence: 'certain',
  stability: 'experimental',
  since: '0.1.0',
  messages: { slow: "Flux Kustomization '{app}' is applied once a day." },

  *check(model, { finding }) {
    for (const { app } of kustomizationsOf(model)) {
      if (app.spec.interval !== '24h') continue;
      const at = { in: app.object, path: ['spec', 'interval'] };
      yield finding('slow', at, { data: { app: nameOf(app.object) } });
    }
  },
});
`,
  'rule.test.ts': `import { bootstrapped, expectMarks, expectSilence, repo } from '@fluxvet/core/testing';
import { test } from 'vitest';
import { ${name} } from './rule.js';

test('reports an interval of a day', () => {
  expectMarks(
    ${name},
    repo\`
\${bootstrapped('clusters/production')}
# === clusters/production/apps.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec:
  interval: 24h
  #         ^^^ ${id}: is applied once a day
  path: ./apps
  prune: true
  sourceRef: { kind: GitRepository, name: flux-system }
\`,
  );
});

test('stays silent for a shorter interval', () => {
  expectSilence(${name}, repo\`\${bootstrapped('clusters/production')}\`);
});

test('stays silent on unknown: the interval is a variable that nothing defines', () => {
  expectSilence(
    ${name},
    repo\`
\${bootstrapped('clusters/production')}
# === clusters/production/apps.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec:
  interval: \\\${interval}
  path: ./apps
  prune: true
  sourceRef: { kind: GitRepository, name: flux-system }
\`,
  );
});
`,
  'rule.md': `# ${id}

Finds one thing; say which.

## Why

What happens in production.

## Fails

\`\`\`yaml
# === clusters/production/apps.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec:
  interval: 24h
  path: ./apps
  prune: true
  sourceRef: { kind: GitRepository, name: flux-system }
\`\`\`

## Passes

\`\`\`yaml
# === clusters/production/apps.yaml
apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: { name: apps, namespace: flux-system }
spec:
  interval: 10m
  path: ./apps
  prune: true
  sourceRef: { kind: GitRepository, name: flux-system }
\`\`\`

## How to fix

What to type.

## When not to use it

Where the fault is none.
`,
};

mkdirSync(directory);
for (const [file, text] of Object.entries(files)) writeFileSync(join(directory, file), text);
spawnSync(process.execPath, [fileURLToPath(new URL('generate-rule-index.mjs', import.meta.url))], {
  stdio: 'inherit',
});
console.log(`Wrote packages/rules/src/rules/${id}. It is experimental: only the preset 'all' has it.`);
