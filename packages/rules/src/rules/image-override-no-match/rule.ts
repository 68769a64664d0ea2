import { closest, defineRule, nameOf, placeOfSpan, type Rule, scalarsOf } from '@fluxvet/core';
import { type IdleEntry, idleEntries } from '../../questions/files/ineffective-entries.js';

export const imageOverrideNoMatch: Rule = defineRule({
  id: 'image-override-no-match',
  title: 'An entry of images names an image that no container has',
  why: 'The entry is left out without a word, and the containers keep the image that they had.',
  category: 'correctness',
  severity: 'warning',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    nothing: "No container that Flux Kustomization '{app}' builds has the image '{image}'.",
    similar:
      "No container that Flux Kustomization '{app}' builds has the image '{image}'; there is '{similar}'.",
  },
  *check(model, { finding }) {
    for (const entry of idleEntries(model, 'images')) {
      const at = placeOfSpan(model, entry.span);
      if (!at) continue;
      // What is written for many builds need not fit in each.
      const more = { clusters: entry.clusters, ...(entry.isShared && { atMost: 'note' as const }) };
      const data = { app: nameOf(entry.app.object), image: entry.wanted };
      const similar = similarImage(entry);
      if (similar === undefined) yield finding('nothing', at, { data, ...more });
      else yield finding('similar', at, { data: { ...data, similar }, ...more });
    }
  },
});

/** An image of the build that is named almost alike, or equally but for its registry. */
function similarImage({ wanted, app }: IdleEntry): string | undefined {
  const images = new Set<string>();
  for (const { body } of app.path.kind === 'built' ? app.path.build.objects : []) {
    for (const { node, path } of scalarsOf(body)) {
      const isOfContainer = typeof path.at(-2) === 'number' && /^(initC|c)ontainers$/.test(`${path.at(-3)}`);
      if (path.at(-1) === 'image' && isOfContainer) images.add(nameOfImage(node.value));
    }
  }
  const last = (image: string): string | undefined => image.split('/').at(-1);
  return [...images].find((image) => last(image) === last(wanted)) ?? closest(wanted, images);
}

/** An image without its tag and digest; a colon before the last slash belongs to the registry. */
function nameOfImage(image: string): string {
  const [name = ''] = image.split('@');
  const colon = name.indexOf(':', name.lastIndexOf('/') + 1);
  return colon < 0 ? name : name.slice(0, colon);
}
