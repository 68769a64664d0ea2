/**
 * How far a run follows what a repository asks for. A few lines of a repository can ask for more than any machine has:
 * copies of copies, components of components, objects that make objects. What is beyond a limit is told where it
 * happened, nothing is said of what lies beyond it, and all else goes on.
 *
 * @module
 */

/** The limits of a run; each is far above what repositories need that are applied to clusters. */
export interface Limits {
  /** Steps of one build: an object that a transformer looks at, a component for each object that it meets. */
  readonly buildWork: number;
  /** Steps of all builds of one cluster, each counted every time that its inputs change. */
  readonly clusterWork: number;
  /** How often the components of one build are applied, counted with each way that leads to them. */
  readonly components: number;
  /** Characters of one value that is put together of others. */
  readonly text: number;
  /** Characters of all values of one cluster that are put together of others. */
  readonly clusterText: number;
  /** Values of one object, each alias and each copy counted as all that it stands for. */
  readonly objectSize: number;
  /** Values of all objects of a cluster, counted in the same way. */
  readonly clusterSize: number;
  /** Values that the aliases of all files stand for, beyond what is spelled out. */
  readonly aliases: number;
  /** Objects of one build. */
  readonly buildObjects: number;
  /** Objects of one ResourceSet. */
  readonly setObjects: number;
  /** Objects of one cluster. */
  readonly clusterObjects: number;
  /** Flux Kustomizations of one cluster. */
  readonly apps: number;
  /** How deep kustomizations may stand in one another. */
  readonly depth: number;
  /** How deep mappings and lists may stand in one another. */
  readonly valueDepth: number;
  /** Documents of one file. */
  readonly documents: number;
  /** Patterns of one ignore file. */
  readonly patterns: number;
  /** The length of a pattern times that of the text that it is asked about. */
  readonly matches: number;
  /** Findings of one rule. */
  readonly findings: number;
  /** Characters that are read again to see whether the fixes in one file are right, the file once for each. */
  readonly fixes: number;
}

/** What holds where the configuration says nothing. */
export const DEFAULT_LIMITS: Limits = {
  buildWork: 500_000,
  clusterWork: 2_000_000,
  components: 1_000,
  text: 2_000_000,
  clusterText: 64_000_000,
  objectSize: 100_000,
  clusterSize: 2_000_000,
  aliases: 300_000,
  buildObjects: 10_000,
  setObjects: 2_000,
  clusterObjects: 10_000,
  apps: 2_000,
  depth: 200,
  valueDepth: 1_000,
  documents: 10_000,
  patterns: 10_000,
  matches: 20_000_000,
  findings: 10_000,
  fixes: 4_000_000,
};

/** A limit that was reached. It ends the unit of work that it is thrown in: a build, an app, a value. */
export class LimitReached extends Error {
  readonly limit: keyof Limits;

  constructor(limit: keyof Limits, message: string) {
    super(message);
    this.name = 'LimitReached';
    this.limit = limit;
  }
}

/** What is counted over more than one value. */
type Counted = 'buildWork' | 'clusterWork' | 'components' | 'clusterText' | 'aliases';

interface Ledger {
  readonly limits: Limits;
  readonly spent: Record<Counted, number>;
}

const NOTHING: Readonly<Record<Counted, number>> = {
  buildWork: 0,
  clusterWork: 0,
  components: 0,
  clusterText: 0,
  aliases: 0,
};

// A run never waits, so that what is set here is that of the run whose code is at work.
let ledger: Ledger | undefined;

/** The limits of the run at work. */
export function limits(): Limits {
  return ledger?.limits ?? DEFAULT_LIMITS;
}

/** Does the work of a run under limits; those that are not given stay as they are. */
export function withLimits<T>(given: Partial<Limits>, work: () => T): T {
  const before = ledger;
  ledger = { limits: { ...limits(), ...given }, spent: { ...(before?.spent ?? NOTHING) } };
  try {
    return work();
  } finally {
    ledger = before;
  }
}

/** Does work that has a count of its own: what it spends of these counts is not spent of those around it. */
export function counting<T>(counts: readonly Counted[], work: () => T): T {
  const own = ledger ?? { limits: DEFAULT_LIMITS, spent: { ...NOTHING } };
  const outer = ledger;
  ledger = own;
  const before = counts.map((each) => own.spent[each]);
  for (const each of counts) own.spent[each] = 0;
  try {
    return work();
  } finally {
    for (const [at, each] of counts.entries()) own.spent[each] = before[at] ?? 0;
    ledger = outer;
  }
}

/** Counts work, and ends the unit that asks for more than its limit. */
export function spend(what: Counted, amount: number, where?: () => string): void {
  if (!ledger) return;
  const spent = ledger.spent[what] + amount;
  ledger.spent[what] = spent;
  if (spent > ledger.limits[what]) throw new LimitReached(what, where?.() ?? TOO_MUCH[what](limits()[what]));
}

/** Counts work that can be left out: false, and nothing is counted, where it would be beyond the limit. */
export function spendIfLeft(what: Counted, amount: number): boolean {
  if (!ledger) return true;
  const spent = ledger.spent[what] + amount;
  if (spent > ledger.limits[what]) return false;
  ledger.spent[what] = spent;
  return true;
}

/** Steps of a build, which are those of its cluster as well. */
export function spendSteps(steps: number): void {
  spend('buildWork', steps);
  spend('clusterWork', steps);
}

const TOO_MUCH: Readonly<Record<Counted, (limit: number) => string>> = {
  buildWork: (limit) => `The build takes more than ${show(limit)} steps.`,
  clusterWork: (limit) => `The builds of this cluster take more than ${show(limit)} steps.`,
  components: (limit) => `Components are applied more than ${show(limit)} times in one build.`,
  clusterText: (limit) =>
    `The values of this cluster that are put together have more than ${show(limit)} characters.`,
  aliases: (limit) => `The aliases of all files stand for more than ${show(limit)} values.`,
};

/** A number as messages show it: `10,000`. */
export function show(number: number): string {
  return number.toLocaleString('en-US');
}
