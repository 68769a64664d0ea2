/**
 * The story of a value: from the line that has the last word, step by step, to the line that first wrote it, and the way
 * on which its object reached the cluster.
 *
 * @module
 */

import type { AppliedObject, Cluster, FluxModel } from '../flux/model.js';
import { hideSecrets, isSecretValue } from '../flux/secrets/hide-secrets.js';
import { redacted } from '../flux/secrets/redacted.js';
import { redactorOf } from '../flux/secrets/redactor.js';
import type { KubernetesObject } from '../kubernetes/object.js';
import { showId } from '../kubernetes/object-id.js';
import type { Story, StoryStep } from '../report/story.js';
import { closest } from '../source/closest.js';
import { UsageError } from '../source/usage-error.js';
import type { Node, Origin, Removal } from '../yaml/nodes/node.js';
import { entryOf, nodeAt, type Path } from '../yaml/nodes/node-path.js';
import { toPlain } from '../yaml/nodes/to-plain.js';
import { locationOf } from './findings/location-of.js';
import { sayStep, wayOf } from './findings/unfold-origin.js';

/**
 * Tells the story of a field of an object of a cluster.
 *
 * @param object - `Kind/namespace/name`, or `Kind/name`
 * @param field - keys joined by dots, as in `spec.template.spec.containers[0].image`; the whole object by default
 * @throws UsageError where there is no such cluster or object
 */
export function explain(model: FluxModel, clusterName: string, object: string, field = ''): Story {
  const cluster = findCluster(model, clusterName);
  const found = findNamed(cluster, object);
  const path = parseField(field, found);
  const node = nodeAt(found.body, ...path);
  const secret = isSecretValue(found.body, path, model.tree);
  const told = node ? originStory(node.origin) : removalStory(found, path);
  const redactor = redactorOf(model.tree, model.clusters);
  const steps = [...told, ...wayOf(found)].map(({ message, span }, at) => ({
    message,
    location: locationOf(span, model.tree),
    ...(secret && at < told.length && { secret }),
  }));
  const unknown = node?.kind === 'scalar' ? node.unknown : undefined;
  const shown = node && nodeAt(hideSecrets(found.body, model.tree), ...path);
  const story: Story = {
    version: 1,
    cluster: cluster.name,
    object: showId(found.id),
    field,
    ...(shown && unknown === undefined && { value: toPlain(shown) }),
    ...(unknown !== undefined && { unknown }),
    steps: steps.filter((step, at) => at === 0 || !sameStep(step, steps[at - 1])),
  };
  return redacted(story, redactor);
}

/**
 * The cluster with a name.
 *
 * @throws UsageError that names the ones that there are
 */
export function findCluster(model: FluxModel, name: string): Cluster {
  const found = model.clusters.find((cluster) => cluster.name === name);
  if (found) return found;
  const names = model.clusters.map((cluster) => cluster.name).join(', ');
  throw new UsageError('no-such-cluster', `There is no cluster '${name}'; there are: ${names || 'none'}.`);
}

function findNamed(cluster: Cluster, name: string): AppliedObject {
  const wanted = name.toLowerCase();
  const found = cluster.objects.find(({ id }) => showId(id).toLowerCase() === wanted);
  if (found) return found;
  const near = closest(
    name,
    cluster.objects.map(({ id }) => showId(id)),
  );
  const hint = near === undefined ? '' : ` Did you mean '${near}'?`;
  throw new UsageError('no-such-object', `The cluster '${cluster.name}' has no object '${name}'.${hint}`);
}

/** Keys may have dots in them: the longest key that is there wins. */
function parseField(field: string, object: KubernetesObject): Path {
  const path: (string | number)[] = [];
  let at: Node | undefined = object.body;
  let rest = field.replace(/^\./, '');
  while (rest !== '') {
    const index = /^\[(\d+)\]\.?/.exec(rest);
    if (index) {
      const item = Number(index[1]);
      path.push(item);
      at = at?.kind === 'seq' ? at.items[item] : undefined;
      rest = rest.slice(index[0].length);
      continue;
    }
    const quoted = /^\[(['"])(.*?)\1\]\.?/.exec(rest);
    const key: string = quoted ? (quoted[2] ?? '') : nextKey(rest, at);
    path.push(key);
    at = entryOf(at, key)?.value;
    rest = quoted ? rest.slice(quoted[0].length) : rest.slice(key.length).replace(/^\./, '');
  }
  return path;
}

function nextKey(rest: string, at: Node | undefined): string {
  const keys = at?.kind === 'map' ? at.entries.map(({ key }) => key.value) : [];
  const fitting = keys.filter(
    (key) => key === rest || rest.startsWith(`${key}.`) || rest.startsWith(`${key}[`),
  );
  const longest = fitting.sort((a, b) => b.length - a.length)[0];
  return longest ?? /^[^.[]+/.exec(rest)?.[0] ?? rest;
}

interface Told {
  readonly message: string;
  readonly span: Origin['span'];
}

function originStory(origin: Origin, told = new Set<Origin>()): Told[] {
  const story: Told[] = [];
  for (let at: Origin | undefined = origin; at && !told.has(at); at = at.was) {
    // Many values share what they come from: it is told once.
    told.add(at);
    if (at.step) {
      story.push({ message: sayStep(at.step), span: at.step.by });
      for (const from of at.step.from ?? []) {
        story.push({ message: 'Its value comes from here', span: from.span });
        story.push(...originStory(from, told).slice(1));
      }
      // What was written there first is told last, and once.
      const isFirst = at.was && !at.was.step && sameSpan(at.was.span, at.span);
      if (!isFirst && !sameSpan(at.span, at.step.by)) story.push({ message: 'Written here', span: at.span });
    } else story.push({ message: at === origin ? 'Written here' : 'First written here', span: at.span });
  }
  return story;
}

/** Why a field is not there: the nearest parent knows what was taken from it. */
function removalStory(object: KubernetesObject, path: Path): Told[] {
  for (let length = path.length - 1; length >= 0; length--) {
    const parent = nodeAt(object.body, ...path.slice(0, length));
    if (!parent || parent.kind === 'scalar') continue;
    const step = path[length];
    const removal = (parent.removed ?? []).find(({ key }: Removal) => key === undefined || key === step);
    if (removal) {
      const by = { message: `Taken away by '${removal.step.what}' here`, span: removal.span };
      return [by, ...originStory(removal.was)];
    }
    return [{ message: 'The field is not there; its nearest parent is', span: parent.origin.span }];
  }
  return [];
}

function sameSpan(a: Origin['span'], b: Origin['span']): boolean {
  return a.file === b.file && a.start === b.start && a.end === b.end;
}

function sameStep(a: StoryStep, b: StoryStep | undefined): boolean {
  return (
    a.message === b?.message &&
    a.location.file === b.location.file &&
    a.location.line === b.location.line &&
    a.location.column === b.location.column
  );
}
