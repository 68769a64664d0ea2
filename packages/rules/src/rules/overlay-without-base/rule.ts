import {
  defineRule,
  type EnvironmentOverlays,
  type FluxModel,
  type KubernetesObject,
  nameOf,
  neutralId,
  objectsOf,
  type RepoPath,
  type Rule,
  showPath,
} from '@fluxvet/core';
import { showList } from '../../questions/texts/show-list.js';
import { shareOfEqualValues } from './equal-values.js';

export const overlayWithoutBase: Rule = defineRule({
  id: 'overlay-without-base',
  title: 'An object is written out for each environment',
  why: 'Every change must be made twice: sooner or later one environment is forgotten, and they drift apart.',
  category: 'style',
  severity: 'note',
  confidence: 'hint',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    twice: "'{directory}' has almost the same {objects} in full for {environment} and for {other}.",
  },
  *check(model, { finding }) {
    for (const [family, written] of objectsByFamily(model)) {
      const [[environment, own] = [], ...others] = [...written];
      for (const [other, theirs] of others) {
        if (environment === undefined || own === undefined) continue;
        const twins = [...own].flatMap(([id, object]) => {
          const twin = theirs.get(id);
          return twin && areAlike(object, twin) ? [{ object, twin }] : [];
        });
        const [first] = twins;
        if (!first) continue;
        const names = twins.map(({ object }) => `${object.id.kind} ${nameOf(object)}`);
        const shown = names.length > MOST ? [...names.slice(0, MOST), `${names.length - MOST} more`] : names;
        yield finding(
          'twice',
          { in: first.twin },
          {
            data: { directory: showPath(family.directory), objects: showList(shown), environment, other },
            identity: [environment, other],
            related: [{ at: { in: first.object }, says: `For ${environment}` }],
          },
        );
      }
    }
  },
});

const MOST = 5;

type Written = Map<string, Map<string, KubernetesObject>>;

/** The objects that stand in files of an environment, by environment and then by what they are. */
function objectsByFamily(model: FluxModel): ReadonlyMap<EnvironmentOverlays, Written> {
  const homes = new Map<RepoPath, { readonly family: EnvironmentOverlays; readonly environment: string }>();
  for (const family of model.layout.overlays) {
    // A cluster's own files are made for it.
    if (family.directory.split('/').includes('clusters')) continue;
    for (const [environment, home] of family.environments) homes.set(home, { family, environment });
  }
  const found = new Map<EnvironmentOverlays, Written>();
  if (homes.size === 0) return found;
  for (const { object } of objectsOf(model)) {
    const home = homeOf(object, homes);
    if (!home || object.id.kind === 'Secret') continue;
    const byEnvironment: Written = found.get(home.family) ?? new Map();
    found.set(home.family, byEnvironment);
    const byId = byEnvironment.get(home.environment) ?? new Map<string, KubernetesObject>();
    byEnvironment.set(home.environment, byId.set(neutralId(object), object));
  }
  return found;
}

/** The nearest environment above the file in which an object is written. */
function homeOf<T>({ body }: KubernetesObject, homes: ReadonlyMap<RepoPath, T>): T | undefined {
  const parts = body.origin.span.file.split('/');
  for (let end = parts.length - 1; end > 0; end--) {
    const home = homes.get(parts.slice(0, end).join('/') as RepoPath);
    if (home) return home;
  }
  return undefined;
}

function areAlike(one: KubernetesObject, other: KubernetesObject): boolean {
  return shareOfEqualValues(one.body, other.body) >= ALIKE;
}

const ALIKE = 0.8;
