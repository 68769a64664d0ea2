import {
  type Cluster,
  defineRule,
  mayBeSet,
  nameOf,
  normalizeUrl,
  type Path,
  type RepoPath,
  type Rule,
  type Source,
  textAt,
} from '@fluxvet/core';
import { type ImageAutomation, imageAutomationsOf } from '../../questions/texts/image-automations.js';
import { imageMarkersOf } from '../../questions/texts/image-markers.js';

export const pushToProductionBranch: Rule = defineRule({
  id: 'push-to-production-branch',
  title: 'Image updates are pushed to the branch that production applies',
  why: 'A new image runs in production minutes after it was built, and nobody has looked at the change.',
  category: 'reliability',
  severity: 'warning',
  confidence: 'likely',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    push: "ImageUpdateAutomation '{app}' pushes to the branch '{branch}', from which production takes '{file}' without a review.",
  },
  *check(model, { finding }) {
    const production = model.clusters.filter(({ environment }) => environment === 'production');
    if (production.length === 0) return;
    const markers = imageMarkersOf(model).filter(({ names }) => names !== undefined);
    const marked = [...new Set(markers.map(({ file }) => file.path))];
    for (const automation of imageAutomationsOf(model)) {
      const { object, source, files } = automation;
      const push = pushBranch(automation);
      if (!push || !source || source.content.kind !== 'tree' || !files) continue;
      const updated = marked.filter((file) => files.has(file));
      const hit = production.flatMap((cluster) => {
        const file = syncs(cluster, source, push.branch) && updated.find((each) => cluster.inputs.has(each));
        return file ? [{ cluster, file }] : [];
      });
      const file: RepoPath | undefined = hit[0]?.file;
      if (file === undefined) continue;
      yield finding(
        'push',
        { in: object, path: push.path },
        {
          data: { app: nameOf(object), branch: push.branch, file },
          clusters: hit.map(({ cluster }) => cluster.name),
        },
      );
    }
  },
});

/** The branch that is pushed to, and what says so. */
function pushBranch({ object, source }: ImageAutomation): { branch: string; path: Path } | undefined {
  for (const path of [
    ['spec', 'git', 'push', 'branch'],
    ['spec', 'git', 'checkout', 'ref', 'branch'],
  ]) {
    const branch = textAt(object.body, ...path);
    if (branch) return { branch, path };
    // A branch that cannot be known is one all the same.
    if (branch === undefined && mayBeSet(object.body, ...path)) return undefined;
  }
  if (mayBeSet(object.body, 'spec', 'git', 'checkout')) return undefined;
  const branch = source && followed(source.object.body);
  return branch ? { branch, path: ['spec', 'sourceRef', 'name'] } : undefined;
}

/** The branch that a source follows; its full name outdoes the short one. */
function followed(body: Source['object']['body']): string | undefined {
  const [name, branch] = ['name', 'branch'].map((field) => textAt(body, 'spec', 'ref', field));
  if (textAt(body, 'spec', 'ref', 'commit') !== undefined) return undefined;
  if (name !== undefined) return /^refs\/heads\/(.+)$/.exec(name)?.[1];
  const isReleased = ['tag', 'semver'].some((field) => textAt(body, 'spec', 'ref', field) !== undefined);
  return isReleased ? undefined : branch;
}

/** Whether a cluster applies the repository of a source at a branch. */
function syncs({ sources }: Cluster, source: Source, branch: string): boolean {
  const url = normalizeUrl(textAt(source.object.body, 'spec', 'url') ?? '');
  return sources.some(
    ({ object: { body } }) =>
      normalizeUrl(textAt(body, 'spec', 'url') ?? '') === url && followed(body) === branch,
  );
}
