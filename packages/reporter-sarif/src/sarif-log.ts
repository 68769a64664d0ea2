/**
 * The part of SARIF 2.1.0 that is written here, with the names of its specification.
 *
 * @module
 */

/** How bad a result is. */
export type SarifLevel = 'error' | 'warning' | 'note';

/** A whole SARIF file. */
export interface SarifLog {
  readonly $schema: string;
  readonly version: '2.1.0';
  readonly runs: readonly [SarifRun];
}

/** One run of a tool. */
export interface SarifRun {
  readonly tool: SarifTool;
  readonly automationDetails?: { readonly id: string };
  readonly invocations: readonly [SarifInvocation];
  readonly versionControlProvenance?: readonly SarifVersionControl[];
  readonly originalUriBaseIds: Readonly<Record<string, { readonly description: SarifText }>>;
  readonly columnKind: 'utf16CodeUnits';
  readonly results: readonly SarifResult[];
  /** How many findings there was no room for. */
  readonly properties?: { readonly leftOut: number };
}

/** A text without formatting. */
export interface SarifText {
  readonly text: string;
}

/** The tool, and the plug-ins that it ran with. */
export interface SarifTool {
  readonly driver: SarifDriver;
  readonly extensions?: readonly SarifExtension[];
}

/** The tool itself, with the rules of everyone. */
export interface SarifDriver {
  readonly name: string;
  readonly version: string;
  readonly semanticVersion: string;
  readonly informationUri: string;
  readonly rules: readonly SarifRule[];
}

/** A plug-in. */
export interface SarifExtension {
  readonly name: string;
  readonly version: string;
  readonly semanticVersion?: string;
}

/** The metadata of a rule. */
export interface SarifRule {
  readonly id: string;
  readonly name: string;
  readonly shortDescription: SarifText;
  readonly fullDescription: SarifText;
  readonly defaultConfiguration: { readonly level: SarifLevel };
  readonly help: { readonly text: string; readonly markdown?: string };
  readonly helpUri?: string;
  readonly properties: Readonly<Record<string, string | readonly string[]>>;
}

/** A finding. */
export interface SarifResult {
  readonly ruleId: string;
  readonly ruleIndex?: number;
  readonly level: SarifLevel;
  readonly message: SarifText;
  readonly locations: readonly [SarifLocation];
  readonly relatedLocations?: readonly SarifLocation[];
  readonly codeFlows?: readonly SarifCodeFlow[];
  readonly fixes?: readonly SarifFix[];
  readonly suppressions?: readonly SarifSuppression[];
  readonly partialFingerprints: Readonly<Record<string, string>>;
  readonly properties?: Readonly<Record<string, readonly string[]>>;
}

/** A place in a file; results link to it by its id. */
export interface SarifLocation {
  readonly id?: number;
  readonly physicalLocation: SarifPhysicalLocation;
  readonly logicalLocations?: readonly SarifLogicalLocation[];
  readonly message?: SarifText;
}

/** The characters that are meant, and what they are a part of. */
export interface SarifPhysicalLocation {
  readonly artifactLocation: SarifArtifactLocation;
  readonly region: SarifRegion;
  readonly contextRegion?: SarifRegion;
}

/** A file, relative to the root of its repository. */
export interface SarifArtifactLocation {
  readonly uri: string;
  readonly uriBaseId: string;
}

/** Lines and columns from 1; the end column is the one after the last character. */
export interface SarifRegion {
  readonly startLine: number;
  readonly startColumn: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly snippet?: SarifText;
}

/** An object or a field of one. */
export interface SarifLogicalLocation {
  readonly name: string;
  readonly fullyQualifiedName: string;
  readonly kind: string;
}

/** A way through files. */
export interface SarifCodeFlow {
  readonly threadFlows: readonly [{ readonly locations: readonly SarifStep[] }];
}

/** One place on a way. */
export interface SarifStep {
  readonly location: SarifLocation;
}

/** What makes a result go away. */
export interface SarifFix {
  readonly description: SarifText;
  readonly artifactChanges: readonly SarifArtifactChange[];
  readonly properties: { readonly safety: 'safe' | 'unsafe' };
}

/** What changes in one file. */
export interface SarifArtifactChange {
  readonly artifactLocation: SarifArtifactLocation;
  readonly replacements: readonly SarifReplacement[];
}

/** A stretch of text and what takes its place. */
export interface SarifReplacement {
  readonly deletedRegion: SarifRegion;
  readonly insertedContent?: SarifText;
}

/** A comment or an annotation that hides a result. */
export interface SarifSuppression {
  readonly kind: 'inSource';
  readonly location?: SarifLocation;
  readonly justification?: string;
}

/** How the run went. */
export interface SarifInvocation {
  readonly executionSuccessful: boolean;
  readonly toolExecutionNotifications?: readonly SarifNotification[];
  readonly toolConfigurationNotifications?: readonly SarifNotification[];
}

/** What the tool says of its own run. */
export interface SarifNotification {
  readonly descriptor: { readonly id: string };
  readonly level: SarifLevel;
  readonly message: SarifText;
  readonly associatedRule?: { readonly id: string; readonly index: number };
  readonly locations?: readonly SarifLocation[];
  readonly exception?: SarifException;
}

/** What a rule threw. */
export interface SarifException {
  readonly kind: string;
  readonly message: string;
  readonly stack?: { readonly frames: readonly SarifFrame[] };
}

/** One call of a stack. */
export interface SarifFrame {
  readonly module?: string;
  readonly location: { readonly logicalLocations: readonly SarifLogicalLocation[] };
}

/** The commit that was looked at. */
export interface SarifVersionControl {
  readonly repositoryUri: string;
  readonly revisionId?: string;
  readonly branch?: string;
  readonly mappedTo: { readonly uriBaseId: string };
}
