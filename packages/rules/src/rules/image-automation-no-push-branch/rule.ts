import {
  type AppliedObject,
  defineRule,
  isSettled,
  mayBeSet,
  nameOf,
  nodeAt,
  type Rule,
  textAt,
} from '@fluxvet/core';
import { imageAutomationsOf } from '../../questions/texts/image-automations.js';

export const imageAutomationNoPushBranch: Rule = defineRule({
  id: 'image-automation-no-push-branch',
  title: 'Nothing says to which branch image updates are pushed',
  why: 'The automation stops before it looks at the first image: it cannot tell where to push.',
  category: 'correctness',
  severity: 'error',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    checkout:
      "ImageUpdateAutomation '{app}' checks out no branch, and sets no 'git.push.branch' to push to instead.",
    source:
      "ImageUpdateAutomation '{app}' takes its GitRepository '{source}' at no branch, and sets no 'git.push.branch' to push to instead.",
  },
  *check(model, { finding }) {
    for (const { object, source } of imageAutomationsOf(model)) {
      const git = nodeAt(object.body, 'spec', 'git');
      if (git?.kind !== 'map' || !isSettled(object) || namesBranch(object, 'spec', 'git', 'push')) continue;
      const app = nameOf(object);
      // A checkout of its own takes the place of the whole ref of the source.
      if (mayBeSet(object.body, 'spec', 'git', 'checkout')) {
        const isUnknown = nodeAt(object.body, 'spec', 'git', 'checkout')?.kind === 'scalar';
        if (isUnknown || namesBranch(object, 'spec', 'git', 'checkout', 'ref')) continue;
        yield finding(
          'checkout',
          { in: object, path: ['spec', 'git', 'checkout', 'ref'] },
          { data: { app } },
        );
        continue;
      }
      if (!source || !isSettled(source.object) || namesBranch(source.object, 'spec', 'ref')) continue;
      yield finding(
        'source',
        { in: object, path: ['spec', 'git'], on: 'key' },
        {
          data: { app, source: nameOf(source.object) },
          related: [
            { at: { in: source.object, path: ['spec', 'ref'] }, says: 'The GitRepository names no branch' },
          ],
        },
      );
    }
  },
});

function namesBranch({ body }: AppliedObject, ...path: readonly string[]): boolean {
  return mayBeSet(body, ...path, 'branch') && textAt(body, ...path, 'branch') !== '';
}
