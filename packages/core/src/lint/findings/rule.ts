/**
 * What a rule is: a frozen value with metadata, typed messages, options and one pure generator over a finished model.
 * And what a plug-in is: rules under one namespace, with presets and reporters.
 *
 * @module
 */
import type { FluxModel } from '../../flux/model.js';
import type { KubernetesObject } from '../../kubernetes/object.js';
import type { Reporter } from '../../report/report.js';
import type { Severity } from '../../source/diagnostic.js';
import type { SourceFile } from '../../source/source-file.js';
import type { Span } from '../../source/span.js';
import { UsageError } from '../../source/usage-error.js';
import type { Path } from '../../yaml/nodes/node-path.js';
import type { Plain } from '../../yaml/nodes/to-plain.js';

/** How sure a rule is of what it reports. */
export type Confidence = 'certain' | 'likely' | 'hint';

/** A place named by what it is, not by where it stands: the engine finds the text to edit. */
export interface Place {
  readonly in: KubernetesObject | SourceFile;
  /** The way to the value; the name of the object, or the beginning of the file, where there is none. */
  readonly path?: Path;
  /** Which part of the entry at the path is meant; the value by default. */
  readonly on?: 'key' | 'value' | 'entry';
  /** The exact characters, where they are only a part of a value. */
  readonly span?: Span;
}

/** Changes to values; the engine turns them into changes of text, or into none where the text cannot take them. */
export interface Edits {
  /** Puts another scalar in the place of one. */
  set(place: Place, value: string | number | boolean): Edits;
  /** Takes an entry or an item away. */
  remove(place: Place): Edits;
  /** Gives the entry at a place another key. */
  rename(place: Place, key: string): Edits;
  /** Adds an entry to the mapping at a place. */
  add(place: Place, key: string, value: Plain): Edits;
  /** Adds an item to the sequence at a place. */
  append(place: Place, value: Plain): Edits;
  /** Makes a mapping with one key of the scalar at a place. */
  wrap(place: Place, key: string): Edits;
  /** Puts another entry in the place of the one at a place. */
  replace(place: Place, key: string, value: Plain): Edits;
  /** Takes away the exact characters of a place in a file that are no value: a comment. */
  erase(place: Place): Edits;
}

/** A change that makes a finding go away. */
export interface Fix {
  readonly title: string;
  /** Whether the change keeps what the objects mean, so that it may be made without looking. */
  readonly safety: 'safe' | 'unsafe';
  readonly edits: (edits: Edits) => void;
}

/** A further place that belongs to a finding. */
export interface RelatedPlace {
  readonly at: Place;
  /** A fragment of a sentence: what this place has to do with the finding. */
  readonly says: string;
  /**
   * Its part in a chain: `after` for the steps that go on from the finding, as around a circle; `before` for those that led
   * to it, the nearest first. Absent where it only stands beside it, as the other one of two.
   */
  readonly role?: 'before' | 'after';
}

/** What a finding can say beyond its message and place. */
export interface More {
  /** Further places; the engine adds the story behind the value. */
  readonly related?: readonly RelatedPlace[];
  /** Tells apart findings of one rule at one place. */
  readonly identity?: readonly (string | number)[];
  readonly fix?: Fix;
  readonly suggestions?: readonly Fix[];
  /** The clusters that it hits, where the place does not say so by itself. */
  readonly clusters?: readonly string[];
  /** The highest severity that it may have, where the files prove less than the rule usually does. */
  readonly atMost?: Severity;
}

/** One thing that a rule has to say. */
export interface Finding extends More {
  readonly messageId: string;
  readonly data: Readonly<Record<string, string | number>>;
  readonly at: Place;
}

// The holes of a message are a part of its type: '{app} has no {field}' demands data: { app, field }.
type Holes<S extends string> = S extends `${string}{${infer Hole}}${infer Rest}` ? Hole | Holes<Rest> : never;

/** The data that a message needs, and whatever else the finding says. */
export type MoreFor<S extends string> = [Holes<S>] extends [never]
  ? [more?: More]
  : [more: More & { readonly data: { readonly [K in Holes<S>]: string | number } }];

/** What a rule has at hand besides the model. */
export interface Environment<M extends Record<string, string>, O> {
  readonly options: O;
  /** Makes a finding; the data must fill the holes of the message. */
  finding<K extends keyof M & string>(messageId: K, at: Place, ...more: MoreFor<M[K]>): Finding;
}

/** Everything that can be said of a rule without running it. */
export interface RuleMeta {
  /** The fault in the field's own terms, in lower case with hyphens. */
  readonly id: string;
  /** One line without a full stop. */
  readonly title: string;
  /** One sentence: what happens in production. */
  readonly why: string;
  readonly category: 'correctness' | 'security' | 'reliability' | 'upgrade' | 'style';
  readonly severity: Severity;
  readonly confidence: Confidence;
  /** Experimental rules can change without a major release, and are in no preset but `all`. */
  readonly stability: 'stable' | 'experimental';
  readonly since: string;
  readonly tags?: readonly string[];
  /** The kinds whose absence it reports: it keeps silent where they could come from what is not available locally. */
  readonly absenceOf?: readonly string[];
  readonly deprecated?: {
    readonly since: string;
    readonly replacedBy: readonly string[];
    readonly reason: string;
  };
  /** The page of the rule, in Markdown. */
  readonly docs?: string;
}

/** The least that an options schema must be able to do; zod and other validators of the Standard Schema kind can. */
export interface OptionsSchema<O = unknown> {
  readonly '~standard': {
    readonly version: 1;
    readonly vendor: string;
    readonly validate: (value: unknown) => SchemaResult<O> | Promise<SchemaResult<O>>;
    readonly types?: { readonly input: unknown; readonly output: O } | undefined;
  };
}

/** What a validator answers. */
export type SchemaResult<O> =
  | { readonly value: O; readonly issues?: undefined }
  | { readonly issues: readonly SchemaIssue[] };

/** What a validator finds wrong with options. */
export interface SchemaIssue {
  readonly message: string;
  readonly path?: readonly (PropertyKey | { readonly key: PropertyKey })[] | undefined;
}

/** A rule as the engine runs it. */
export interface Rule extends RuleMeta {
  readonly apiVersion: 1;
  readonly messages: Readonly<Record<string, string>>;
  readonly options?: OptionsSchema;
  /** Codes of problems that the stages find by themselves, and that this rule stands for. */
  readonly stages?: readonly string[];
  check(model: FluxModel, environment: Environment<Record<string, string>, never>): Iterable<Finding>;
}

/** What `defineRule` takes. */
export type RuleSpec<M extends Record<string, string>, O> = RuleMeta & {
  readonly messages?: M;
  readonly options?: OptionsSchema<O>;
  readonly stages?: readonly string[];
  readonly check?: (model: FluxModel, environment: Environment<M, O>) => Iterable<Finding>;
};

/**
 * Makes a rule. The message ids and the data that each message needs are checked by the compiler.
 *
 * @throws UsageError with code `bad-plugin` if the metadata is not as it must be
 */
export function defineRule<const M extends Record<string, string>, O = undefined>(
  spec: RuleSpec<M, O>,
): Rule {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(spec.id)) {
    throw new UsageError('bad-plugin', `The rule id '${spec.id}' must be words in lower case with hyphens.`);
  }
  if (!spec.check && !spec.stages) {
    throw new UsageError('bad-plugin', `The rule '${spec.id}' has neither a check nor stages.`);
  }
  const { messages, check, ...rest } = spec;
  const rule = { ...rest, apiVersion: 1, messages: Object.freeze({ ...messages }), check: check ?? nothing };
  return Object.freeze(rule as unknown as Rule);
}

function* nothing(): Generator<Finding> {}

/** The severity of a rule, or `off`; with options for rules that have some. */
export type RuleSetting =
  | Severity
  | 'off'
  | 'on'
  | readonly [Severity | 'on', Readonly<Record<string, unknown>>];

/** A named set of rule settings. */
export interface Preset {
  readonly rules: Readonly<Record<string, RuleSetting>>;
}

/** Rules that come together. */
export interface Plugin {
  readonly apiVersion: 1;
  /** The name of the package. */
  readonly name: string;
  readonly version: string;
  /** Put before the id of each rule, with a slash; only fluxvet's own rules have none. */
  readonly namespace: string;
  readonly rules: readonly Rule[];
  readonly presets?: Readonly<Record<string, Preset>>;
  readonly reporters?: Readonly<Record<string, Reporter>>;
}

/** Makes a plug-in. */
export function definePlugin(plugin: Plugin): Plugin {
  return Object.freeze({ ...plugin, rules: Object.freeze([...plugin.rules]) });
}

/** The id under which a rule of a plug-in is known. */
export function ruleIdOf(plugin: Plugin, rule: Rule): string {
  return plugin.namespace === '' ? rule.id : `${plugin.namespace}/${rule.id}`;
}
