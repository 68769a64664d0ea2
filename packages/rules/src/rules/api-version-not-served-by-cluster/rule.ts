import { defineRule, fluxObjectsOf, nameOf, type Rule } from '@fluxvet/core';
import { servedVersion } from '../../questions/objects/served-version.js';

export const apiVersionNotServedByCluster: Rule = defineRule({
  id: 'api-version-not-served-by-cluster',
  title: "An object is written in an API version that is newer than the cluster's Flux",
  why: 'The API server refuses it, and with it everything that is applied together with it.',
  category: 'correctness',
  severity: 'error',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    newer: "{kind} '{name}' is written in {apiVersion}, which {flux} does not serve yet; use {newest}.",
  },
  *check(model, { finding }) {
    for (const { cluster, object } of fluxObjectsOf(model)) {
      const served = servedVersion(object, cluster, model);
      if (!cluster || served?.state !== 'too-new' || served.newest === undefined || !served.isOwn) continue;
      const { group, kind } = object.id;
      const newest = `${group}/${served.newest}`;
      const apiVersion = `${group}/${object.version}`;
      yield finding(
        'newer',
        { in: object, path: ['apiVersion'] },
        { data: { kind, name: nameOf(object), apiVersion, flux: served.by, newest } },
      );
    }
  },
});
