/**
 * Places of a report → locations of SARIF.
 *
 * @module
 */
import {
  type Location,
  type RepoPath,
  type ReportedFinding,
  type ReportedRelated,
  toRepoPath,
} from '@fluxvet/core';
import { artifactUri, ROOT_ID } from './parts/artifact-uri.js';
import { isPlain, messageText } from './parts/message-text.js';
import type { Sources } from './parts/sources.js';
import type {
  SarifArtifactLocation,
  SarifLocation,
  SarifLogicalLocation,
  SarifPhysicalLocation,
  SarifRegion,
} from './sarif-log.js';

/** What locations are made with. */
export interface LocationContext {
  readonly sources: Sources;
  /** The path of the tree in its repository; empty for the root. */
  readonly directory: string;
}

/** The location of a finding: its characters, and the object and the field that they belong to. */
export function toPrimaryLocation(finding: ReportedFinding, context: LocationContext): SarifLocation {
  const physical = toPhysicalLocation(finding.location, context);
  const region = withSnippet(physical.region, finding, context.sources);
  const logical = logicalLocations(finding.subject);
  return {
    physicalLocation: { ...physical, region },
    ...(logical.length > 0 && { logicalLocations: logical }),
  };
}

/** The location of a related place. */
export function toRelatedLocation(
  { location, message }: ReportedRelated,
  context: LocationContext,
): SarifLocation {
  return { ...toLocation(location, context), message: { text: messageText(message) } };
}

/** A location without anything said of it. */
export function toLocation(location: Location, context: LocationContext): SarifLocation {
  return { physicalLocation: toPhysicalLocation(location, context) };
}

/** The location of a file. */
export function toArtifactLocation(file: string, { directory }: LocationContext): SarifArtifactLocation {
  const path = inRepository(file, directory) ?? file;
  return { uri: artifactUri(path), uriBaseId: ROOT_ID };
}

/** A path as seen from the root of the repository; nothing outside of it. */
export function inRepository(file: string, directory: string): RepoPath | undefined {
  return toRepoPath([directory, file].filter((part) => part !== '').join('/'));
}

/** Lines and columns, in which a byte order mark does not count. */
export function toRegion(location: Location, sources: Sources): SarifRegion {
  const { file, line, column, endLine, endColumn } = location;
  const marked = (line === 1 || endLine === 1) && sources.hasMark(file) ? 1 : 0;
  const unmarked = (at: number, of: number): number => (of === 1 ? Math.max(1, at - marked) : at);
  return {
    startLine: line,
    startColumn: unmarked(column, line),
    endLine,
    endColumn: unmarked(endColumn, endLine),
  };
}

/** A pull request shows a finding only if all its lines are part of it: the first one is enough. */
function toPhysicalLocation(location: Location, context: LocationContext): SarifPhysicalLocation {
  const { sources } = context;
  const artifactLocation = toArtifactLocation(location.file, context);
  const whole = toRegion(location, sources);
  const text = sources.lineText(location.file, location.line);
  if (whole.startLine === whole.endLine || text === undefined) return { artifactLocation, region: whole };
  const endColumn = Math.max(whole.startColumn, text.length + 1);
  return {
    artifactLocation,
    region: { ...whole, endLine: whole.startLine, endColumn },
    contextRegion: whole,
  };
}

function withSnippet(
  region: SarifRegion,
  { location, subject }: ReportedFinding,
  sources: Sources,
): SarifRegion {
  if (!sources.isQuotable(location.file) || subject?.object.startsWith('Secret/')) return region;
  const line = sources.lineText(location.file, region.startLine);
  const text = line?.slice(region.startColumn - 1, region.endColumn - 1) ?? '';
  if (text === '' || text.length > MAX_SNIPPET || !isPlain(text) || sources.isSecret(location.file, text)) {
    return region;
  }
  return { ...region, snippet: { text } };
}

const MAX_SNIPPET = 200;

function logicalLocations(subject: ReportedFinding['subject']): SarifLogicalLocation[] {
  if (!subject) return [];
  const { object, field } = subject;
  if (field === '') return [{ name: object, fullyQualifiedName: object, kind: 'object' }];
  return [{ name: field, fullyQualifiedName: `${object}:${field}`, kind: 'property' }];
}
