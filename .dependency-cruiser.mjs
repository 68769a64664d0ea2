// The walls of the house: who may import whom. Each has the reason in its comment.
import { readdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const core = '^packages/core/src/';

// A floor imports lower ones only.
const FLOORS = [
  'source',
  ['yaml', 'disk'],
  ['kubernetes', 'template'],
  ['kustomize', 'helm'],
  'flux',
  ['lint', 'report'],
];

// The rooms of a floor, and the other rooms of it that each may import; `.` is what stands on the floor itself.
// A folder that is not named here fails, as does an arrow that is not; the arrows make no circle.
const ROOMS = {
  'core/src/source': {
    bounds: [],
    text: [],
    '.': ['bounds', 'text'],
  },
  'core/src/yaml': {
    nodes: [],
    write: ['nodes'],
    faults: ['nodes'],
    read: ['nodes', 'faults'],
  },
  'core/src/template': {
    tree: [],
    values: ['tree'],
    format: ['values'],
    lex: ['format', 'values'],
    parse: ['format', 'lex', 'tree', 'values'],
    semver: ['format', 'values'],
    execute: ['format', 'parse', 'tree', 'values'],
    'functions/call': ['execute', 'format', 'tree', 'values'],
    'functions/collections': ['execute', 'functions/call', 'values'],
    'functions/numbers': ['execute', 'format', 'functions/call', 'semver', 'values'],
    'functions/texts': ['execute', 'format', 'functions/call', 'values'],
    'functions/documents': ['execute', 'format', 'functions/call', 'functions/texts', 'values'],
    'functions/language': [
      'execute',
      'format',
      'functions/call',
      'functions/texts',
      'parse',
      'tree',
      'values',
    ],
    functions: [
      'execute',
      'functions/call',
      'functions/collections',
      'functions/documents',
      'functions/language',
      'functions/numbers',
      'functions/texts',
    ],
  },
  'core/src/helm': {
    charts: [],
    values: ['charts'],
    engine: ['charts'],
    manifests: ['charts'],
    schema: ['charts'],
    '.': ['charts', 'engine', 'manifests', 'schema', 'values'],
  },
  'core/src/kustomize': {
    schema: [],
    objects: ['schema'],
    load: ['objects'],
    origins: ['objects'],
    generate: ['load', 'objects', 'origins'],
    patch: ['load', 'objects', 'origins', 'schema'],
    replace: ['load', 'objects', 'schema'],
    transform: ['load', 'objects', 'schema'],
    accumulate: ['generate', 'load', 'objects', 'patch', 'replace', 'schema', 'transform'],
    '.': ['accumulate', 'generate', 'load', 'objects', 'origins', 'replace', 'schema', 'transform'],
  },
  'core/src/flux': {
    unknown: [],
    kinds: [],
    'kinds/specs': [],
    secrets: [],
    kustomization: [],
    substitution: [],
    installation: ['kinds'],
    releases: ['substitution'],
    sources: ['kinds', 'kustomization', 'unknown'],
    operator: ['kinds', 'substitution', 'unknown'],
    clusters: ['kinds', 'kustomization', 'operator', 'sources'],
    walk: [
      'clusters',
      'installation',
      'kinds',
      'kustomization',
      'operator',
      'releases',
      'sources',
      'substitution',
      'unknown',
    ],
    '.': [
      'clusters',
      'installation',
      'kinds',
      'kinds/specs',
      'kustomization',
      'releases',
      'secrets',
      'sources',
      'substitution',
      'unknown',
      'walk',
    ],
    queries: ['.', 'clusters', 'installation', 'kinds', 'unknown'],
  },
  'core/src/lint': {
    findings: [],
    config: ['findings'],
    settle: ['config', 'findings'],
    fix: ['findings'],
    '.': ['config', 'findings', 'fix', 'settle'],
  },
  'rules/src/questions': {
    texts: [],
    files: [],
    secrets: [],
    clusters: [],
    objects: [],
  },
  'reporter-sarif/src': {
    parts: [],
    '.': ['parts'],
    testing: ['.'],
  },
  'cli/src': {
    output: [],
    plugins: [],
    lock: [],
    config: ['lock', 'output', 'plugins'],
    'pull/ask': [],
    'pull/content': ['pull/ask'],
    'pull/git': ['lock', 'pull/ask', 'pull/content'],
    'pull/registry': ['lock', 'pull/ask', 'pull/content'],
    pull: ['lock', 'pull/ask', 'pull/content', 'pull/git', 'pull/registry'],
    commands: ['config', 'lock', 'output', 'plugins', 'pull'],
    '.': ['commands', 'config', 'output', 'plugins'],
    testing: ['.'],
  },
};

const folders = (from) => `${core}(${FLOORS.slice(from).flat().join('|')})/`;
const upward = FLOORS.slice(0, -1).map((floor, at) => {
  const names = [floor].flat().join('|');
  return {
    name: `${names.replace('|', '-and-')}-imports-nothing-above`,
    comment: 'A floor stands on lower ones only; types included.',
    severity: 'error',
    from: { path: `${core}(${names})/`, pathNot: '\\.test\\.ts$' },
    to: { path: folders(at + 1) },
  };
});

const between = Object.entries(ROOMS).flatMap(([floor, rooms]) => {
  demandAllRooms(floor, Object.keys(rooms));
  demandNoCircle(floor, rooms);
  // Files of the room itself; rooms within it are rooms of their own.
  const inside = (room) => `^packages/${floor}/${room === '.' ? '' : `${room}/`}[^/]+$`;
  return Object.entries(rooms).map(([room, allowed]) => ({
    name: `${floor.replace('/src', '')}/${room}-imports-what-it-may`,
    comment: 'An import that no arrow of ROOMS allows goes the wrong way.',
    severity: 'error',
    from: { path: inside(room), pathNot: '\\.test\\.ts$' },
    to: { path: `^packages/${floor}/`, pathNot: [inside(room), ...allowed.map(inside)] },
  }));
});

function demandAllRooms(floor, known) {
  const base = fileURLToPath(new URL(`packages/${floor}/`, import.meta.url));
  const files = readdirSync(base, { recursive: true }).filter((path) => path.endsWith('.ts'));
  for (const path of files) {
    const room = dirname(path);
    if (!known.includes(room) && room !== '.')
      throw new Error(`${floor}/${room} is a room that .dependency-cruiser.mjs does not know`);
  }
}

function demandNoCircle(floor, rooms) {
  const reaches = (from, to, seen = new Set()) =>
    rooms[from].some((next) => {
      if (next === to) return true;
      if (seen.has(next)) return false;
      return reaches(next, to, seen.add(next));
    });
  for (const room of Object.keys(rooms)) {
    if (reaches(room, room)) throw new Error(`${floor}/${room} may import itself by way of other rooms`);
  }
}

export default {
  forbidden: [
    ...upward,
    ...between,
    {
      name: 'no-cycle',
      comment: 'What needs each other is one thing, or has a third thing in it.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'report-does-not-import-lint',
      comment: 'A run ends in a report; what prints one does not know how it was made.',
      severity: 'error',
      from: { path: `${core}report/`, pathNot: '\\.test\\.ts$' },
      to: { path: `${core}lint/` },
    },
    {
      name: 'templates-know-no-objects',
      comment:
        "The language is Go's; charts and ResourceSets give it what they know as functions and values.",
      severity: 'error',
      from: { path: `${core}template/`, pathNot: '\\.test\\.ts$' },
      to: { path: `${core}(disk|kubernetes)/` },
    },
    {
      name: 'charts-and-builds-are-apart',
      comment: 'Neither Helm nor kustomize knows of the other; a release of Flux puts one behind the other.',
      severity: 'error',
      from: { path: `${core}(helm|kustomize)/`, pathNot: '\\.test\\.ts$' },
      to: { path: `${core}(?!$1/)(helm|kustomize)/` },
    },
    {
      name: 'floors-do-not-use-the-doors',
      comment: 'The doors are for others; inside, they would hide cycles.',
      severity: 'error',
      from: {
        path: `${core}(${FLOORS.flat().join('|')})/`,
        pathNot: '\\.test\\.ts$',
      },
      to: { path: `${core}(index\\.ts|testing/)` },
    },
    {
      name: 'only-yaml-imports-parsers',
      comment: 'So that another parser can take their place.',
      severity: 'error',
      from: { path: '^packages/', pathNot: `${core}yaml/` },
      to: { path: 'node_modules/(yaml|js-yaml)/' },
    },
    {
      name: 'only-disk-touches-files',
      comment: 'Everything else works on a tree, wherever that comes from.',
      severity: 'error',
      from: { path: '^packages/(core|rules|reporter-sarif)/src/', pathNot: `${core}disk/|\\.test\\.ts$` },
      to: { path: '^(node:)?(fs|child_process)|node_modules/fast-glob/' },
    },
    {
      name: 'rules-and-reporters-use-the-doors',
      comment: 'They have what every plug-in has, and nothing more.',
      severity: 'error',
      from: { path: '^packages/(rules|reporter-sarif|cli)/src/' },
      to: { path: `${core}(?!index\\.ts|testing/index\\.ts)` },
    },
    {
      name: 'rules-do-not-import-rules',
      comment: 'What two rules need stands in questions.',
      severity: 'error',
      from: { path: '^packages/rules/src/rules/([^/]+)/', pathNot: '\\.test\\.ts$' },
      to: { path: '^packages/rules/src/rules/[^/]+/', pathNot: '^packages/rules/src/rules/$1/' },
    },
    {
      name: 'questions-do-not-import-rules',
      comment: 'A question knows nothing of who asks it.',
      severity: 'error',
      from: { path: '^packages/rules/src/questions/', pathNot: '\\.test\\.ts$' },
      to: { path: '^packages/rules/src/(rules|[^/]+\\.ts)' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '/dist/' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'default'] },
  },
};
