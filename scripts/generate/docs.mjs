// Keeps the documents true. `node scripts/generate/docs.mjs` writes what is generated; `--check` fails where something is stale.
//   - docs/rules.md and the other generated parts come from the rules themselves
//   - every block behind `<!-- run: fluxvet … -->` is the output of that command
//   - paths, commands and rule ids in back-ticks must exist
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readConfig, sourceFile } from '@fluxvet/core';
import { fluxvetRules } from '@fluxvet/rules';

const root = fileURLToPath(new URL('../..', import.meta.url));
const check = process.argv.includes('--check');
const program = join(root, 'packages/cli/dist/bin.js');
const problems = [];

const documents = [
  'README.md',
  'ARCHITECTURE.md',
  'CONTRIBUTING.md',
  ...readdirSync(join(root, 'docs'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `docs/${name}`),
  ...readdirSync(join(root, 'docs/decisions')).map((name) => `docs/decisions/${name}`),
];

update('docs/rules.md', rulesIndex());
for (const path of documents) update(path, withOutputs(read(path)));
for (const path of documents) {
  checkNames(path, read(path));
  checkBlocks(path, read(path));
  checkSamples(path, read(path));
}

if (problems.length > 0) {
  console.error(problems.join('\n'));
  process.exitCode = 1;
}

function read(path) {
  return readFileSync(join(root, path), 'utf8');
}

function update(path, text) {
  if (existsSync(join(root, path)) && read(path) === text) return;
  if (check) problems.push(`${path} is stale: run 'pnpm docs'.`);
  else writeFileSync(join(root, path), text);
}

function rulesIndex() {
  const ids = new Set(Object.keys(fluxvetRules.presets.recommended.rules));
  const strict = new Set(Object.keys(fluxvetRules.presets.strict.rules));
  const sections = ['correctness', 'security', 'reliability', 'upgrade', 'style'].map((category) => {
    const rows = fluxvetRules.rules
      .filter((rule) => rule.category === category)
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .map(({ id, title, severity, confidence }) => {
        const preset = ids.has(id) ? 'recommended' : strict.has(id) ? 'strict' : 'all';
        return `| [\`${id}\`](../packages/rules/src/rules/${id}/rule.md) | ${severity} | ${confidence} | ${preset} | ${title} |`;
      });
    const name = category[0].toUpperCase() + category.slice(1);
    return `## ${name}\n\n| Rule | Severity | Confidence | Preset | What it finds |\n|---|---|---|---|---|\n${rows.join('\n')}\n`;
  });
  return `# Rules

${fluxvetRules.rules.length} rules come with fluxvet.
The column *Preset* names the smallest preset that has the rule: \`recommended\` holds without any configuration, \`strict\` adds advice, and \`all\` has every rule.
\`fluxvet rules <id>\` shows a rule's page in the terminal.

${sections.join('\n')}`;
}

function withOutputs(text) {
  return text.replace(
    /(<!-- run: (.+?)(?: lines (\d+)-(\d+))? -->\n```(\w*)\n)[\s\S]*?(```\n<!-- end -->)/g,
    (_, head, command, from, to, __, end) => `${head}${outputOf(command, from, to)}${end}`,
  );
}

/** A command whose block cannot be found would never be run. */
function checkBlocks(path, text) {
  const commands = text.match(/<!-- run: /g) ?? [];
  const blocks = text.match(/<!-- run: .+ -->\n```\w*\n[\s\S]*?```\n<!-- end -->/g) ?? [];
  if (commands.length !== blocks.length) {
    problems.push(`${path} has ${commands.length} commands and ${blocks.length} blocks with their output.`);
  }
}

/** A sample of a configuration must be one. */
function checkSamples(path, text) {
  for (const [, sample] of text.matchAll(/^```yaml\n((?:extends|clusters|plugins):[\s\S]*?)^```$/gm)) {
    for (const { message } of readConfig(sourceFile('fluxvet.config.yaml', sample)).diagnostics) {
      problems.push(`${path}: a sample of a configuration is wrong: ${message}`);
    }
  }
}

function outputOf(command, from, to) {
  const [name, ...args] = command.split(' ');
  if (name !== 'fluxvet') throw new Error(`'${command}' is no command of fluxvet.`);
  const { stdout, stderr } = spawnSync(process.execPath, [program, ...args], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1', FORCE_COLOR: '0' },
  });
  const lines = (stdout + stderr).trimEnd().split('\n');
  const shown = from === undefined ? lines : lines.slice(Number(from) - 1, Number(to));
  return `${shown.map((line) => line.trimEnd()).join('\n')}\n`;
}

/** What stands in back-ticks and looks like a path, a command or a rule must be one. */
function checkNames(path, text) {
  const prose = text.replace(/```[\s\S]*?```/g, '').replace(/<!--[\s\S]*?-->/g, '');
  const commands = new Set([
    'check',
    'list',
    'explain',
    'render',
    'graph',
    'build',
    'pull',
    'rules',
    'config',
    'init',
    'new-plugin',
    'pull',
    'help',
  ]);
  for (const [, name] of prose.matchAll(/`([^`\n]+)`/g)) {
    const command = /^fluxvet ([a-z][\w-]*)/.exec(name)?.[1];
    if (command !== undefined && !commands.has(command))
      problems.push(`${path}: there is no command '${name}'.`);
    if (/^(packages|docs|examples|scripts)\/[\w@./-]+$/.test(name) && !existsSync(join(root, name))) {
      problems.push(`${path}: there is no '${name}'.`);
    }
    if (/^pnpm ([a-z-]+)$/.test(name)) {
      const script = name.slice(5);
      if (!(script in JSON.parse(read('package.json')).scripts))
        problems.push(`${path}: there is no script '${name}'.`);
    }
  }
  for (const [, link] of prose.matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)) {
    if (/^[a-z]+:/.test(link)) continue;
    if (!existsSync(join(root, dirname(path), link)))
      problems.push(`${path}: the link to '${link}' leads nowhere.`);
  }
}
