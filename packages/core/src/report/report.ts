/**
 * The result of a run: plain, versioned data, the one type that leaves the process.
 * Lines and columns count from 1, columns in UTF-16 code units.
 *
 * @module
 */
import type { Severity } from '../source/diagnostic.js';
import type { FileTree } from '../source/file-tree.js';

/** Turns a report into text; pure, so that equal reports give equal bytes. */
export type Reporter = (report: Report, tree: FileTree, options?: ReporterOptions) => string;

/** How a report is to be written. */
export interface ReporterOptions {
  /** Whether escape codes for colours may be written. */
  readonly color?: boolean;
}

/** The result of a run. */
export interface Report {
  readonly version: 1;
  readonly tool: { readonly name: string; readonly version: string };
  /** Whether everything was looked at: no rule crashed, every file could be read. */
  readonly complete: boolean;
  /** Every rule that ran, sorted by id. */
  readonly rules: readonly ReportedRule[];
  readonly plugins: readonly ReportedPlugin[];
  /** Sorted by file and place. Neither suppressed ones nor those of a baseline are among them. */
  readonly findings: readonly ReportedFinding[];
  readonly suppressed: readonly SuppressedFinding[];
  readonly baseline: ReportedBaseline | undefined;
  /** What could not be looked into. */
  readonly gaps: readonly ReportedGap[];
  /** What the run has to say of itself: crashed rules, unreadable files, doubtful settings. */
  readonly notices: readonly Notice[];
  readonly summary: Summary;
}

/** A rule that ran. */
export interface ReportedRule {
  readonly id: string;
  readonly title: string;
  readonly why: string;
  readonly category: string;
  /** The rule's own severity; findings have the configured one. */
  readonly severity: Severity;
  readonly confidence: string;
  readonly tags: readonly string[];
  readonly docs: string;
}

/** A plug-in whose rules ran. */
export interface ReportedPlugin {
  readonly name: string;
  readonly version: string;
  readonly namespace: string;
}

/** A place in a file of the repository. */
export interface Location {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  /** The column after the last character. */
  readonly endColumn: number;
}

/** One thing that is wrong. */
export interface ReportedFinding {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  /** Where to type. */
  readonly location: Location;
  /** The other places that tell the story, the nearest first. */
  readonly related: readonly ReportedRelated[];
  readonly subject?: { readonly object: string; readonly field: string };
  /** The clusters that it hits, sorted; empty where it concerns none or all. */
  readonly clusters: readonly string[];
  /** Equal for the same finding in other versions of the repository: no line, no message goes into it. */
  readonly fingerprint: string;
  readonly fix?: ReportedFix;
  readonly suggestions?: readonly ReportedFix[];
}

/** A place that is a part of a finding's story. */
export interface ReportedRelated {
  readonly location: Location;
  readonly message: string;
  /** `before`: it led to the finding, the nearest place first; `after`: it follows from it; absent: it stands beside it. */
  readonly role?: 'before' | 'after';
}

/** Changes of text that make a finding go away. */
export interface ReportedFix {
  readonly title: string;
  readonly safety: 'safe' | 'unsafe';
  readonly changes: readonly TextChange[];
}

/** A stretch of a file and what takes its place. */
export interface TextChange {
  readonly location: Location;
  /** Offsets in UTF-16 code units. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A finding that somebody has suppressed, with the reason. */
export interface SuppressedFinding extends ReportedFinding {
  readonly suppression: { readonly location: Location; readonly reason: string };
}

/** What the baseline accounts for. */
export interface ReportedBaseline {
  /** How many findings the baseline accounts for. */
  readonly known: number;
  /** Entries for which there is no finding any more. */
  readonly stale: readonly { readonly rule: string; readonly object: string; readonly path: string }[];
}

/** Something that could not be looked into. */
export interface ReportedGap {
  readonly code: string;
  readonly message: string;
  readonly location: Location;
  readonly clusters: readonly string[];
  /** The rules that keep silent about what could come from there, by id; absent where there are none. */
  readonly silences?: readonly string[];
}

/** What a run has to say of itself. */
export interface Notice {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly location?: Location;
  /** The rule that it is about. */
  readonly rule?: string;
  /** What was thrown, where something was. */
  readonly error?: ThrownError;
}

/** What code of a plug-in threw, as data that is the same on every machine. */
export interface ThrownError {
  /** The name of its class. */
  readonly name: string;
  /** Files in it go by their names. */
  readonly message: string;
  /** A line for each call, up to the engine; files go by their package or by their name. */
  readonly stack?: string;
}

/** The counts of a run. */
export interface Summary {
  readonly files: number;
  readonly clusters: readonly ClusterSummary[];
  readonly errors: number;
  readonly warnings: number;
  readonly notes: number;
  readonly suppressed: number;
  readonly known: number;
}

/** What was found of one cluster. */
export interface ClusterSummary {
  readonly name: string;
  readonly root: string;
  readonly kustomizations: number;
  readonly helmReleases: number;
  readonly sources: number;
  readonly objects: number;
}
