/**
 * Changes the repositories of `examples` at random and runs the program over them: every format, every command, fixes.
 * A run that crashes, that takes too long, or that prints what steers a terminal or a CI system is a fault: the change is
 * made smaller as long as the fault stays, and kept in `fuzz-faults/` to become a test.
 *
 *     node scripts/measure/fuzz.mjs [seconds] [--seed N] [directory...]
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const program = join(root, 'packages/cli/dist/bin.js');
const args = process.argv.slice(2);
const at = args.indexOf('--seed');
const seed = at < 0 ? Date.now() % 1_000_000 : Number(args.splice(at, 2)[1]);
const seconds = Number(args.find((each) => /^\d+$/.test(each)) ?? 60);
const given = args.filter((each) => !/^\d+$/.test(each));
const places =
  given.length > 0 ? given : ['examples/broken', 'examples/skyscrapers'].map((each) => join(root, each));

// What a run of a small repository takes, many times over. It is processor time that counts: the machine may be busy.
const CPU_SECONDS = 30;
const PATIENCE = 600_000;
const MEGABYTES = 512;
const RUNS = [
  ...['text', 'line', 'json', 'sarif', 'github', 'gitlab', 'junit', 'markdown'].map((format) => [
    'check',
    '--format',
    format,
  ]),
  ['check', '--fix-dry-run=unsafe'],
  ['check', '--untrusted'],
  ['list'],
  ['list', '--format', 'json'],
  ['graph', '--all'],
  ['graph', '--all', '--format', 'dot'],
  ['render', '--origins'],
  ['build', '.'],
];

let state = seed >>> 0 || 1;
function random(below) {
  state ^= state << 13;
  state ^= state >>> 17;
  state ^= state << 5;
  return (state >>> 0) % below;
}
const pick = (list) => list[random(list.length)];

const WORDS = [
  ...[
    '__proto__',
    'constructor',
    'toString',
    'null',
    '~',
    '{}',
    '[]',
    '""',
    '*a',
    '&a x',
    '<<: *a',
    '!!binary x',
    '|',
    '>-',
    '%YAML 9',
    '---',
    '...',
  ],
  ...[
    '${x:=${y}}',
    '${x',
    '$${',
    '${x/(a+)+b/c}',
    '(a+)+$',
    '::error::x',
    '##vso[task.complete]',
    '\u202e',
    '\u0000',
    '\t',
    '\ud800',
    '../..',
    '/etc',
    '.',
    '@',
    'ENC[',
    '9'.repeat(400),
    '-1',
    '1e999',
    '0x',
    '2001-01-01',
  ],
  ...[
    'kind: Secret',
    'kind: Kustomization',
    'apiVersion: v1',
    'patches: [{patch: "- op: remove\\n  path: /"}]',
    'resources: [.]',
    'resources: [..]',
    'components: [.]',
    'replacements: [{}]',
    'spec: null',
    'metadata: []',
    'name: {a: b}',
    'dependsOn: [{name: x}]',
  ],
];

/** Changes of one file, each of which text → text. */
const CHANGES = [
  (lines) => lines.splice(random(lines.length), 1 + random(3)),
  (lines) => lines.splice(random(lines.length), 0, lines[random(lines.length)]),
  (lines) => lines.splice(random(lines.length), 0, ' '.repeat(random(8)) + pick(WORDS)),
  (lines) => {
    const line = random(lines.length);
    lines[line] = lines[line].replace(/: .*/, () => `: ${pick(WORDS)}`);
  },
  (lines) => {
    const line = random(lines.length);
    lines[line] = lines[line].replace(/^( *)[^:]+:/, (_, blanks) => `${blanks}${pick(WORDS).split(':')[0]}:`);
  },
  (lines) => {
    const line = random(lines.length);
    lines[line] = ' '.repeat(random(10)) + lines[line].trimStart();
  },
  (lines) => {
    const line = random(lines.length);
    const text = lines[line];
    const from = random(text.length + 1);
    lines[line] = text.slice(0, from) + String.fromCharCode(random(0x250)) + text.slice(from + random(3));
  },
  (lines) => lines.push('---', ...lines.slice(0, 20)),
  (lines) => {
    const [a, b] = [random(lines.length), random(lines.length)];
    [lines[a], lines[b]] = [lines[b], lines[a]];
  },
];

function filesOf(directory) {
  const files = new Map();
  const visit = (each) => {
    for (const entry of readdirSync(each, { withFileTypes: true })) {
      const path = join(each, entry.name);
      if (entry.isDirectory()) visit(path);
      else if (entry.isFile()) files.set(relative(directory, path), readFileSync(path, 'utf8'));
    }
  };
  visit(directory);
  return files;
}

function changed(files) {
  const result = new Map();
  const paths = [...files.keys()].filter(
    (path) => /\.ya?ml$/.test(path) && !path.includes('gotk-components'),
  );
  for (let count = 1 + random(4); count > 0; count--) {
    const path = pick(paths);
    const lines = (result.get(path) ?? files.get(path)).split('\n');
    for (let times = 1 + random(4); times > 0; times--) if (lines.length > 0) pick(CHANGES)(lines);
    result.set(path, lines.map((line) => line ?? '').join('\n'));
  }
  return result;
}

/** What is wrong with a run over a repository with changes; nothing where nothing is. */
function faultOf(files, changes, argv) {
  const directory = mkdtempSync(join(tmpdir(), 'fluxvet-fuzz-'));
  try {
    for (const [path, text] of [...files, ...changes]) {
      mkdirSync(join(directory, dirname(path)), { recursive: true });
      writeFileSync(join(directory, path), text);
    }
    const ran = spawnSync(
      'sh',
      [
        '-c',
        `ulimit -t ${CPU_SECONDS}; exec "$@"`,
        'sh',
        process.execPath,
        `--max-old-space-size=${MEGABYTES}`,
        program,
        ...argv,
      ],
      {
        cwd: directory,
        encoding: 'utf8',
        timeout: PATIENCE,
        killSignal: 'SIGKILL',
        maxBuffer: 1 << 28,
      },
    );
    const { status, stdout, stderr } = ran;
    if (status === null) return `did not end: ${ran.error?.message ?? ran.signal}`;
    if (/this is a bug in fluxvet|internal\/(fault|rule-crash)/.test(stdout + stderr)) return 'crashed';
    if (status === 3 && /reporter '.*' crashed/.test(stderr)) return 'a reporter crashed';
    const steering = steersBy(stdout, argv) ?? steersBy(stderr, []);
    if (steering !== undefined) return `steers by ${JSON.stringify(steering)}`;
    if (argv.includes('json') || argv.includes('sarif') || argv.includes('gitlab')) {
      if (stdout !== '') JSON.parse(stdout);
    }
    return undefined;
  } catch (error) {
    return String(error);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function steersBy(text, argv) {
  const control =
    /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]|##(vso)?\[/.exec(
      text,
    )?.[0];
  return control ?? (argv.includes('github') ? undefined : /^\s*::/m.exec(text)?.[0]);
}

/** The change with as little in it as still makes the fault. */
function smaller(files, changes, argv, until) {
  let best = changes;
  for (const path of [...best.keys()]) {
    const without = new Map(best);
    without.delete(path);
    if (Date.now() < until && faultOf(files, without, argv) !== undefined) best = without;
  }
  for (const path of best.keys()) {
    for (
      let size = Math.ceil(best.get(path).split('\n').length / 2);
      size >= 1;
      size = size === 1 ? 0 : Math.ceil(size / 2)
    ) {
      for (let from = 0; from < best.get(path).split('\n').length && Date.now() < until; ) {
        const lines = best.get(path).split('\n');
        lines.splice(from, size);
        const next = new Map(best).set(path, lines.join('\n'));
        if (faultOf(files, next, argv) === undefined) from += size;
        else best = next;
      }
    }
  }
  return best;
}

const repositories = places.map((place) => [place, filesOf(place)]);
const end = Date.now() + seconds * 1000;
let runs = 0;
const faults = new Set();
console.log(`seed ${seed}, ${seconds} s`);
while (Date.now() < end) {
  const [place, files] = pick(repositories);
  const changes = changed(files);
  const first = random(RUNS.length);
  // A few commands for each change: most faults are there in all of them.
  for (const argv of [RUNS[2], RUNS[first], RUNS[(first + 5) % RUNS.length]]) {
    if (Date.now() >= end) break;
    runs++;
    const fault = faultOf(files, changes, argv);
    if (fault === undefined || faults.has(`${fault} ${argv.join(' ')}`)) continue;
    faults.add(`${fault} ${argv.join(' ')}`);
    const least = smaller(files, changes, argv, Date.now() + 120_000);
    const kept = join(root, 'fuzz-faults', `${seed}-${runs}.json`);
    mkdirSync(dirname(kept), { recursive: true });
    writeFileSync(
      kept,
      `${JSON.stringify({ fault, argv, place: relative(root, place), files: Object.fromEntries(least) }, undefined, 2)}\n`,
    );
    console.log(`${fault}: fluxvet ${argv.join(' ')}: ${relative(root, kept)}`);
    break;
  }
}
console.log(`${runs} runs, ${faults.size} faults`);
process.exit(faults.size > 0 ? 1 : 0);
