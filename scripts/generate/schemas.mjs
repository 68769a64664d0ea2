// Writes the JSON Schemas of the configuration and of the report: packages/cli/schema.
//   node scripts/generate/schemas.mjs [--check]
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { configSchema } from '@fluxvet/core';
import { fluxvetRules } from '@fluxvet/rules';
import { z } from 'zod';
import { reportSchema } from './report-schema.mjs';

const directory = fileURLToPath(new URL('../../packages/cli/schema/', import.meta.url));
const check = process.argv.includes('--check');

put(
  'config.json',
  withRules({ title: 'fluxvet configuration', ...z.toJSONSchema(configSchema, { io: 'input' }) }),
);
put('report.json', { title: 'fluxvet report', ...z.toJSONSchema(reportSchema) });

/** Editors complete the ids of fluxvet's own rules; those of plug-ins are taken too. */
function withRules(schema) {
  const setting = schema.properties.rules.additionalProperties;
  const rules = fluxvetRules.rules.map(({ id, title, options }) => [
    id,
    { description: title, ...withOptions(setting, options) },
  ]);
  return {
    ...schema,
    properties: {
      ...schema.properties,
      rules: { ...schema.properties.rules, properties: Object.fromEntries(rules) },
    },
  };
}

function withOptions(setting, options) {
  if (!options) return { enum: ['error', 'warning', 'note', 'off', 'on'] };
  const { $schema: _, ...shape } = z.toJSONSchema(options, { io: 'input' });
  const anyOf = setting.anyOf.map((each) =>
    each.type === 'array' ? { ...each, prefixItems: [each.prefixItems[0], shape] } : each,
  );
  return { anyOf };
}

function put(name, schema) {
  const text = `${JSON.stringify(schema, undefined, 2)}\n`;
  const path = `${directory}${name}`;
  if (existsSync(path) && readFileSync(path, 'utf8') === text) return;
  if (check) {
    console.error(`packages/cli/schema/${name} is stale: run 'pnpm generate'.`);
    process.exitCode = 1;
    return;
  }
  mkdirSync(directory, { recursive: true });
  writeFileSync(path, text);
}
