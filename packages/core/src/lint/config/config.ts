/**
 * The configuration of a run: its shape, and how it is read from a file with the place of every mistake.
 *
 * @module
 */
import { z } from 'zod';
import { DEFAULT_LIMITS, type Limits } from '../../source/bounds/limits.js';
import { closest } from '../../source/closest.js';
import type { Diagnostic, Severity } from '../../source/diagnostic.js';
import { positionAt } from '../../source/line-index.js';
import type { SourceFile } from '../../source/source-file.js';
import { decode } from '../../yaml/nodes/decode.js';
import type { Node } from '../../yaml/nodes/node.js';
import { parseYaml } from '../../yaml/read/parse-yaml.js';
import type { Confidence, RuleSetting } from '../findings/rule.js';
import {
  type ConfiguredExternal,
  externalsSchema,
  type PullPolicy,
  pullSchema,
  type SourceMount,
  sourcesSchema,
} from './config-elsewhere.js';

/** What a team says about how its repository is checked. */
export interface Config {
  /** Where editors find the schema of this file. */
  readonly $schema?: string | undefined;
  /** Presets, later ones over earlier ones; `recommended` where none is named. */
  readonly extends?: readonly string[] | undefined;
  /** Packages and directories with rules, as seen from this file. */
  readonly plugins?: readonly string[] | undefined;
  readonly rules?: Readonly<Record<string, RuleSetting>> | undefined;
  readonly overrides?: readonly Override[] | undefined;
  /** The least confidence that is shown. */
  readonly confidence?: Confidence | undefined;
  /** The least severity that makes a run fail. */
  readonly failOn?: Severity | undefined;
  readonly suppressions?: SuppressionPolicy | undefined;
  /** The file with the findings that are known. */
  readonly baseline?: string | BaselinePolicy | undefined;
  /** Files that are not looked at, as patterns. */
  readonly ignore?: readonly string[] | undefined;
  /** Checkouts of other repositories. */
  readonly sources?: readonly SourceMount[] | undefined;
  /** Objects that exist in the clusters although no file has them. */
  readonly externals?: readonly ConfiguredExternal[] | undefined;
  /** Entry directories of clusters that cannot be found by themselves. */
  readonly clusters?: readonly ClusterEntryPoint[] | undefined;
  /** What `fluxvet pull` may fetch. */
  readonly pull?: PullPolicy | undefined;
  /** How far a run follows what the files ask for, where the usual limits are too low. */
  readonly limits?: Partial<Record<keyof Limits, number | undefined>> | undefined;
}

/** Other severities for a part of the repository. */
export interface Override {
  readonly files?: readonly string[] | undefined;
  readonly clusters?: readonly string[] | undefined;
  readonly namespaces?: readonly string[] | undefined;
  readonly kinds?: readonly string[] | undefined;
  readonly names?: readonly string[] | undefined;
  readonly rules: Readonly<Record<string, Severity | 'off' | 'on'>>;
  readonly reason?: string | undefined;
}

export interface SuppressionPolicy {
  /** Whether a suppression without a reason is an error. */
  readonly requireReason?: boolean | undefined;
  /** Rules that nobody may suppress. */
  readonly forbid?: readonly string[] | undefined;
}

export interface BaselinePolicy {
  readonly path: string;
  /** How bad an entry is for which there is no finding any more. */
  readonly stale?: 'warning' | 'error' | undefined;
}

export interface ClusterEntryPoint {
  readonly path: string;
  readonly name?: string | undefined;
}

const severity = z.enum(['error', 'warning', 'note']);
const level = z.enum(['error', 'warning', 'note', 'off', 'on']);
const texts = z.array(z.string().min(1)).optional();

const ruleSetting: z.ZodType<RuleSetting> = z.union([
  level,
  z.tuple([z.enum(['error', 'warning', 'note', 'on']), z.record(z.string(), z.unknown())]),
]);

/** The shape of a configuration. */
export const configSchema: z.ZodType<Config> = z.strictObject({
  $schema: z.string().optional().describe('Where editors find the schema of this file'),
  extends: texts.describe('Presets, later ones over earlier ones; recommended where none is named'),
  plugins: texts.describe('Packages and directories with rules, as seen from this file'),
  rules: z.record(z.string(), ruleSetting).optional().describe('The severity of rules, and their options'),
  overrides: z
    .array(
      z.strictObject({
        files: texts.describe('Patterns of paths'),
        clusters: texts.describe('Patterns of names of clusters'),
        namespaces: texts,
        kinds: texts,
        names: texts.describe('Patterns of names of objects'),
        rules: z.record(z.string(), level),
        reason: z.string().optional(),
      }),
    )
    .optional()
    .describe('Other severities for a part of the repository; later ones win'),
  confidence: z.enum(['certain', 'likely', 'hint']).optional().describe('The least confidence that is shown'),
  failOn: severity.optional().describe('The least severity that makes a run fail'),
  suppressions: z
    .strictObject({ requireReason: z.boolean().optional(), forbid: texts })
    .optional()
    .describe('What suppressions in files may do'),
  baseline: z
    .union([z.string(), z.strictObject({ path: z.string(), stale: z.enum(['warning', 'error']).optional() })])
    .optional()
    .describe('The file with the findings that are known'),
  ignore: texts.describe('Files that are not looked at, as patterns'),
  sources: sourcesSchema.optional().describe('Checkouts of other repositories, as seen from this file'),
  externals: externalsSchema
    .optional()
    .describe('Objects that exist in the clusters although no file has them'),
  clusters: z
    .array(z.strictObject({ path: z.string(), name: z.string().optional() }))
    .optional()
    .describe('Entry directories of clusters that cannot be found by themselves'),
  pull: pullSchema.optional().describe('What `fluxvet pull` may fetch'),
  limits: z
    .strictObject(
      Object.fromEntries(Object.keys(DEFAULT_LIMITS).map((name) => [name, z.int().positive().optional()])),
    )
    .optional()
    .describe('How far a run follows what the files ask for, where the usual limits are too low'),
});

/** A configuration as it stands in a file. */
export interface ConfigSource {
  /** Its path is as seen from the directory that is checked, so that reports do not tell where the program was started. */
  readonly file: SourceFile;
  /** How messages to whoever started the program name the file; by its path where this is absent. */
  readonly shown?: string;
  /** Absent where the file is a program. */
  readonly node?: Node | undefined;
}

/** Mistakes in a configuration, one a line, each with its place. */
export function showProblems(diagnostics: readonly Diagnostic[], source: ConfigSource | undefined): string {
  return diagnostics
    .map(({ message, span }) => {
      if (!source) return message;
      const { file, shown = file.path } = source;
      if (file.text === '') return `${shown}: ${message}`;
      const { line, column } = positionAt(file.lines, span.start);
      return `${shown}:${line}:${column}: ${message}`;
    })
    .join('\n');
}

/** A configuration with the places of what it says. */
export interface ReadConfig {
  readonly config: Config;
  /** What the configuration was read from, where it was a file with places. */
  readonly node: Node | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** Reads a configuration from YAML or JSON. */
export function readConfig(file: SourceFile): ReadConfig {
  const parsed = parseYaml(file);
  const root = parsed.documents[0]?.root;
  const problems = parsed.diagnostics.map((each): Diagnostic => ({ ...each, severity: 'error' }));
  if (!root) return { config: {}, node: undefined, diagnostics: problems };
  const { value, diagnostics } = decode(root, configSchema, { code: 'config/bad-field' });
  return {
    config: value ?? {},
    node: root,
    diagnostics: [...problems, ...diagnostics.map(withNearestField)],
  };
}

/** Of an unknown field, the one that was probably meant. */
function withNearestField(diagnostic: Diagnostic): Diagnostic {
  const field = /(?:^|\.)([^.\s]+) is not a known field\.$/.exec(diagnostic.message)?.[1];
  const near = field && closest(field, fieldsOf(z.toJSONSchema(configSchema, { io: 'input' })));
  if (!near) return diagnostic;
  return { ...diagnostic, message: diagnostic.message.replace(/\.$/, `; did you mean '${near}'?`) };
}

function fieldsOf(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  return Object.entries(schema).flatMap(([key, inner]) => [
    ...(key === 'properties' && inner ? Object.keys(inner as object) : []),
    ...fieldsOf(inner),
  ]);
}

/** The limits that a configuration sets. */
export function limitsOf(config: Config = {}): Partial<Limits> {
  return Object.fromEntries(Object.entries(config.limits ?? {}).filter(([, limit]) => limit !== undefined));
}
