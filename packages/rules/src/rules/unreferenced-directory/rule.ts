import { defineRule, type Rule } from '@fluxvet/core';
import { deadDirectories, leftOutDirectories } from './dead-directories.js';
import { pathsInComments, wantedDirectories } from './directory-references.js';

export const unreferencedDirectory: Rule = defineRule({
  id: 'unreferenced-directory',
  title: 'No cluster reaches a directory of manifests',
  why: 'What stands there is never applied, and nothing says so.',
  category: 'correctness',
  severity: 'warning',
  confidence: 'likely',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    unreferenced: "No cluster applies the manifests in '{directory}'.",
    leftOut: "No kustomization lists '{directory}', although most of the directories beside it are listed.",
  },
  *check(model, { finding }) {
    const isWatched = model.clusters.length > 0;
    const unapplied = [...(isWatched ? deadDirectories(model) : leftOutDirectories(model))];
    if (unapplied.length === 0) return;
    const setAside = pathsInComments(model);
    const wanted = isWatched ? wantedDirectories(model) : () => false;
    for (const { directory, file, hasLivingNeighbour } of unapplied) {
      if (setAside.has(directory) || wanted(directory)) continue;
      // Without a neighbour that is applied, it may well be kept for something else.
      const atMost = hasLivingNeighbour ? 'warning' : 'note';
      yield finding(isWatched ? 'unreferenced' : 'leftOut', { in: file }, { data: { directory }, atMost });
    }
  },
});
