// Objects that are made up from a schema, and changes of objects; all by one stream of numbers, so that a seed repeats them.

/** Numbers from 0 to 1 by a seed. */
export function randomOf(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const FORMATS = {
  'date-time': '2026-01-02T03:04:05Z',
  date: '2026-01-02',
  duration: '5m',
  ipv4: '10.0.0.1',
  ipv6: 'fd00::1',
  cidr: '10.0.0.0/8',
  uri: 'https://example.org/a',
  email: 'a@example.org',
  hostname: 'example.org',
  uuid: '01234567-89ab-cdef-0123-456789abcdef',
  byte: 'YQ==',
};
const TEXTS = [
  'a',
  '5m',
  'https://example.org',
  'oci://example.org/a',
  '1.2.3',
  'a/b',
  'example.org',
  '10',
  'A',
  '0',
];

/** A value that a schema could take: mostly what it demands, now and then what it allows. */
export function madeUp(schema, random, depth = 0) {
  const pick = (list) => list[Math.floor(random() * list.length)];
  if (schema.enum) return pick(schema.enum);
  if (schema.default !== undefined && random() < 0.5) return schema.default;
  if (schema['x-kubernetes-int-or-string']) return random() < 0.5 ? 1 : 'a';
  switch (schema.type) {
    case 'string':
      return text(schema, random);
    case 'integer':
    case 'number':
      return Math.max(
        Number(schema.minimum ?? 1),
        Math.min(Number(schema.maximum ?? 5), Math.floor(random() * 10)),
      );
    case 'boolean':
      return random() < 0.5;
    case 'array': {
      const most = Math.max(schema.minItems ?? 0, depth > 5 ? 0 : Math.floor(random() * 3));
      return Array.from({ length: most }, () => madeUp(schema.items ?? {}, random, depth + 1) ?? 'a');
    }
    case 'object': {
      const value = {};
      const chance = depth === 0 ? 1 : depth > 4 ? 0.03 : 0.3;
      for (const [name, inner] of Object.entries(schema.properties ?? {})) {
        const wanted = schema.required?.includes(name) || random() < chance;
        if (wanted && name !== 'status') value[name] = madeUp(inner, random, depth + 1);
      }
      if (typeof schema.additionalProperties === 'object')
        value.a = madeUp(schema.additionalProperties, random, depth + 1);
      if (schema['x-kubernetes-embedded-resource'])
        return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' }, ...value };
      return value;
    }
  }
  return 'a';
}

function text({ pattern, format, minLength }, random) {
  if (format && FORMATS[format]) return FORMATS[format];
  const start = Math.floor(random() * TEXTS.length);
  const order = [...TEXTS.slice(start), ...TEXTS.slice(0, start)];
  const fits = pattern && order.find((each) => matches(pattern, each));
  return (fits ?? order[0]).padEnd(minLength ?? 0, 'a');
}

function matches(pattern, value) {
  try {
    return new RegExp(pattern).test(value);
  } catch {
    return false;
  }
}

/** The object with one to three changes, none of its apiVersion or kind. */
export function mutated(object, schema, random) {
  let changed = object;
  const times = 1 + Math.floor(random() * random() * 3);
  for (let at = 0; at < times; at++) changed = change(structuredClone(changed), schema, random);
  return changed;
}

const ODD = [
  null,
  true,
  0,
  1,
  -1,
  1.5,
  65536,
  3000000000,
  1e20,
  '',
  ' ',
  'a',
  'A_b',
  'a b',
  'a\n',
  '10x',
  '1d',
  '-',
  '*',
  [],
  ['a'],
  {},
  { a: 'b' },
  [null],
  [{}],
];

function change(object, schema, random) {
  const pick = (list) => list[Math.floor(random() * list.length)];
  const places = [];
  visit(object, schema, [], places);
  const place = pick(places.filter(({ path }) => path[0] !== 'apiVersion' && path[0] !== 'kind'));
  if (!place) return object;
  const { parent, key, value, schema: own, parentSchema } = place;
  const isHead = key === 'metadata' || (key === 'name' && place.path.length === 2);
  const way = Math.floor(random() * 10);
  if (way === 0 && !isHead) drop(parent, key);
  else if (way === 1 && !Array.isArray(parent) && !isHead) {
    drop(parent, key);
    parent[`${key}s`] = value;
  } else if (way === 2 && value && typeof value === 'object' && !Array.isArray(value)) value.unheardOf = 1;
  else if (way === 3 && Array.isArray(value))
    value.push(value.length > 0 ? structuredClone(pick(value)) : pick(ODD));
  else if (way === 4 && Array.isArray(value)) value.length = 0;
  else if (way === 5 && typeof value === 'string')
    parent[key] = pick([
      value.toUpperCase(),
      `${value}\n`,
      ` ${value}`,
      value.repeat(100),
      `${value}-`,
      value.slice(1),
      `${value}.`,
      `${value}_x`,
    ]);
  else if (way === 6 && typeof value === 'number')
    parent[key] = pick([-value, value + 0.5, value * 100000, 2 ** 31, 0, String(value)]);
  else if (way <= 8 && own?.properties && typeof value === 'object' && value) add(value, own, random);
  else if (way <= 8 && parentSchema?.properties && !Array.isArray(parent)) add(parent, parentSchema, random);
  else if (!isHead) parent[key] = pick(ODD);
  return object;
}

function add(value, schema, random) {
  const names = Object.keys(schema.properties).filter((name) => name !== 'status' && name !== 'metadata');
  const name = names[Math.floor(random() * names.length)];
  if (name !== undefined && !(name in value)) value[name] = madeUp(schema.properties[name], random, 1);
}

function drop(parent, key) {
  if (Array.isArray(parent)) parent.splice(key, 1);
  else delete parent[key];
}

function visit(value, schema, path, places) {
  if (value === null || typeof value !== 'object') return;
  for (const [key, inner] of Object.entries(value)) {
    const own = Array.isArray(value)
      ? schema?.items
      : (schema?.properties?.[key] ??
        (typeof schema?.additionalProperties === 'object' ? schema.additionalProperties : undefined));
    places.push({
      parent: value,
      key: Array.isArray(value) ? Number(key) : key,
      value: inner,
      schema: own,
      parentSchema: schema,
      path: [...path, key],
    });
    visit(inner, own, [...path, key], places);
  }
}
