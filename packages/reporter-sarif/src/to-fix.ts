/**
 * Fixes of a report → replacements in files. GitHub ignores them, editors offer them.
 *
 * @module
 */
import type { Location, ReportedFinding, ReportedFix, TextChange } from '@fluxvet/core';
import { isElsewhere } from './parts/anchor.js';
import { sentence } from './parts/message-text.js';
import type { SarifArtifactChange, SarifFix, SarifReplacement } from './sarif-log.js';
import { type LocationContext, toArtifactLocation, toRegion } from './to-location.js';

/** What makes a finding go away: its fix, then what it only suggests. */
export function toFixes({ fix, suggestions = [] }: ReportedFinding, context: LocationContext): SarifFix[] {
  const isHere = (location: Location): boolean => !isElsewhere(location, context.sources.tree);
  return [...(fix ? [fix] : []), ...suggestions]
    .filter(({ changes }) => changes.length > 0 && changes.every(({ location }) => isHere(location)))
    .map((each) => toFix(each, context));
}

function toFix({ title, safety, changes }: ReportedFix, context: LocationContext): SarifFix {
  const files = [...new Set(changes.map(({ location }) => location.file))].sort();
  return {
    description: { text: sentence(title) },
    artifactChanges: files.map(
      (file): SarifArtifactChange => ({
        artifactLocation: toArtifactLocation(file, context),
        replacements: changes
          .filter(({ location }) => location.file === file)
          .sort((a, b) => a.start - b.start || a.end - b.end)
          .map((change) => toReplacement(change, context)),
      }),
    ),
    properties: { safety },
  };
}

function toReplacement({ location, text }: TextChange, { sources }: LocationContext): SarifReplacement {
  return {
    deletedRegion: toRegion(location, sources),
    ...(text !== '' && { insertedContent: { text } }),
  };
}
