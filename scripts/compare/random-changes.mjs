// Seeded changes of YAML texts and of Flux Kustomizations, of the kinds that people make by mistake.
import { parseAllDocuments } from 'yaml';

/** Random choices that are the same for the same seed. */
export function randomOf(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  return {
    chance: (share) => next() < share,
    below: (limit) => Math.floor(next() * limit),
    pick: (list) => list[Math.floor(next() * list.length)],
  };
}

/** The text with one or two changes, or nothing where it cannot be changed. */
export function mutateText(text, random) {
  let changed = random.chance(0.75) ? mutateNodes(text, random) : mutateLines(text, random);
  if (changed !== undefined && random.chance(0.25)) changed = mutateLines(changed, random) ?? changed;
  return changed;
}

const VALUES = [
  null,
  '',
  'x',
  'a b',
  'Upper_Case',
  0,
  7,
  -1,
  1.5,
  true,
  false,
  '2026-01-01',
  new Date('2026-01-01'),
  '${VAR}',
  '../x',
  [],
  {},
  ['a'],
  [null],
  { a: 'b' },
  { name: 'x' },
];

function mutateNodes(text, random) {
  const documents = parseAllDocuments(text, { keepSourceTokens: true });
  if (!Array.isArray(documents) || documents.length === 0) return undefined;
  if (documents.some(({ errors }) => errors.length > 0)) return undefined;
  const document = random.pick(documents);
  const paths = pathsOf(document.toJS() ?? {});
  if (paths.length === 0) return undefined;
  const shallow = paths.filter(({ length }) => length < 4);
  const path = random.pick(random.chance(0.6) && shallow.length > 0 ? shallow : paths);
  const above = path.slice(0, -1);
  const parent = above.length === 0 ? document.contents : document.getIn(above);
  try {
    switch (random.below(8)) {
      case 0:
        document.deleteIn(path);
        break;
      case 1:
        if (typeof path.at(-1) === 'string') {
          const value = document.getIn(path, true);
          document.deleteIn(path);
          document.setIn([...above, misspelt(path.at(-1), random)], value);
        } else document.addIn(above, document.createNode(random.pick(VALUES)));
        break;
      case 2:
        if (parent?.items && typeof path.at(-1) === 'number') parent.items.push(parent.items[path.at(-1)]);
        else document.setIn([...above, 'added'], document.createNode(random.pick(VALUES)));
        break;
      case 3:
        if (typeof document.getIn(path) === 'string')
          document.setIn(path, misspelt(document.getIn(path), random));
        else document.setIn(path, document.createNode(random.pick(VALUES)));
        break;
      default:
        document.setIn(path, document.createNode(random.pick(VALUES)));
    }
    return documents.map((each) => each.toString({ lineWidth: 0 })).join('');
  } catch {
    return undefined;
  }
}

function mutateLines(text, random) {
  const lines = text.split('\n');
  const at = random.below(lines.length);
  const line = lines[at] ?? '';
  switch (random.below(6)) {
    case 0:
      lines.splice(at, 1);
      break;
    case 1:
      lines.splice(at, 0, line);
      break;
    case 2:
      lines[at] = ` ${line}`;
      break;
    case 3:
      lines[at] = line.replace(/:\s.*$/, ':');
      break;
    case 4:
      lines[at] = line.replace(/^(\s*- ).*$/, '$1').trimEnd();
      break;
    default:
      lines[at] = `${line} # note`;
  }
  return lines.join('\n');
}

function pathsOf(value, above = []) {
  if (value === null || typeof value !== 'object' || value instanceof Date) return [];
  const keys = Array.isArray(value) ? value.map((_, at) => at) : Object.keys(value);
  return keys.flatMap((key) => [[...above, key], ...pathsOf(value[key], [...above, key])]);
}

function misspelt(text, random) {
  if (text.length < 2) return `${text}x`;
  const at = 1 + random.below(text.length - 1);
  return random.pick([
    text.slice(0, at) + text.slice(at + 1),
    text.slice(0, at) + text[at] + text.slice(at),
    text.toLowerCase(),
    `${text}s`,
    text.toUpperCase(),
  ]);
}

/** A Flux Kustomization with some of its fields changed, as its definition allows. */
export function mutateApp(body, random, paths) {
  const spec = { ...body.spec };
  const { substituteFrom: _, ...postBuild } = spec.postBuild ?? {};
  spec.postBuild = postBuild;
  // Set after all that is compared here.
  delete spec.commonMetadata;
  const times = 1 + random.below(3);
  for (let time = 0; time < times; time++) random.pick(CHANGES)(spec, random, paths);
  if (Object.keys(spec.postBuild ?? {}).length === 0) delete spec.postBuild;
  return { ...body, spec };
}

const texts = (random) =>
  random.pick([
    'x',
    'a-b',
    'prod',
    '${VAR}',
    '${VAR:=x}',
    '$${VAR}',
    '7',
    'true',
    '2026-01-01',
    'a: b',
    '"',
    "it's",
    '',
  ]);

const CHANGES = [
  (spec, random) => Object.assign(spec, { targetNamespace: random.pick(['shop', 'prod', 'a-b']) }),
  (spec, random) => Object.assign(spec, { namePrefix: random.pick(['x-', 'prod-']) }),
  (spec, random) => Object.assign(spec, { nameSuffix: random.pick(['-x', '-prod']) }),
  (spec, random) =>
    Object.assign(spec, {
      path: random.pick([
        `${spec.path}/`,
        `/${spec.path ?? ''}`,
        `../../${spec.path ?? ''}`,
        './gone',
        spec.path,
      ]),
    }),
  (spec, random, paths) =>
    Object.assign(spec, {
      components: [random.pick(['../gone', '.', '../component', relative(random.pick(paths))])],
      ...(random.chance(0.5) && { ignoreMissingComponents: true }),
    }),
  (spec, random) =>
    Object.assign(spec, {
      images: [
        random.pick([
          { name: 'nginx', newTag: '1.2.3' },
          { name: 'busybox', newName: 'example.com/x', newTag: '1' },
          { name: '.*', newTag: 'all' },
          { name: 'nginx', digest: 'sha256:abc' },
        ]),
      ],
    }),
  (spec, random) => Object.assign(spec, { patches: [patch(random)] }),
  (spec, random) => Object.assign(spec, { patches: [patch(random), patch(random)] }),
  (spec, random) => {
    spec.postBuild = {
      ...spec.postBuild,
      substitute: {
        ...spec.postBuild?.substitute,
        VAR: texts(random),
        [random.pick(['A', 'b_1', 'a-b', '1a'])]: texts(random),
      },
    };
  },
  (spec) => {
    spec.postBuild = { ...spec.postBuild, substituteStrategy: 'Always' };
  },
];

function patch(random) {
  const kind = random.pick([
    'ConfigMap',
    'Deployment',
    'HelmRelease',
    'Namespace',
    'Kustomization',
    '.*',
    'Gone',
  ]);
  return random.pick([
    { target: { kind }, patch: `- op: add\n  path: /metadata/labels/x\n  value: ${texts(random)}\n` },
    { target: { kind }, patch: `- op: add\n  path: /metadata/annotations\n  value: { a: b }\n` },
    { target: { kind }, patch: `- op: replace\n  path: /metadata/name\n  value: renamed\n` },
    { target: { kind }, patch: `- op: remove\n  path: /spec\n` },
    {
      target: { kind, name: '.*' },
      patch: `apiVersion: v1\nkind: X\nmetadata:\n  name: x\n  annotations:\n    a: ${texts(random)}\n`,
    },
    { target: { kind }, patch: `apiVersion: v1\nkind: X\nmetadata:\n  name: x\nspec: null\n` },
    { target: { kind }, patch: `apiVersion: v1\nkind: X\nmetadata:\n  name: x\n$patch: delete\n` },
    { patch: `apiVersion: v1\nkind: ${kind}\nmetadata:\n  name: gone\n` },
    {
      target: { labelSelector: random.pick(['app=x', 'app in (a, b)', '!gone', 'a=']) },
      patch: `- op: add\n  path: /metadata/annotations/z\n  value: "1"\n`,
    },
  ]);
}

function relative(path = '') {
  return `../${path.split('/').slice(0, -1).join('/')}`;
}
