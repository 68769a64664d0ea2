import { defineRule, helmReleasesOf, nameOf, nodeAt, placeOfSpan, type Rule } from '@fluxvet/core';

export const valuesTargetPathInvalid: Rule = defineRule({
  id: 'values-target-path-invalid',
  title: 'A value cannot be set at its target path',
  why: 'Flux reads path and value as helm --set does, and neither installs nor upgrades the release.',
  category: 'correctness',
  severity: 'error',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    value:
      "The value that HelmRelease '{release}' sets at the targetPath '{path}' cannot be read as 'helm --set' reads it ({reason}): a comma begins the next key there. Put a backslash before it, or set 'literal: true' (since Flux 2.9).",
    path: "Nothing can be set at the targetPath '{path}' of HelmRelease '{release}': {reason}.",
  },
  *check(model, { finding }) {
    for (const { cluster, app } of helmReleasesOf(model)) {
      for (const { reference, path, node, reason, literally } of app.values?.unsettable ?? []) {
        const place = ['spec', 'valuesFrom', reference, 'targetPath'];
        const written = nodeAt(app.object.body, ...place);
        if (!written || (written.kind === 'scalar' && written.unknown !== undefined)) continue;
        const value = placeOfSpan(model, node.origin.span);
        yield finding(
          literally ? 'value' : 'path',
          { in: app.object, path: place },
          {
            data: { release: nameOf(app.object), path, reason },
            clusters: [cluster.name],
            ...(literally && value && { related: [{ at: value, says: 'The value stands here' }] }),
          },
        );
      }
    }
  },
});
