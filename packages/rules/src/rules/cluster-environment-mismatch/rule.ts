import {
  type Cluster,
  type DefinedVariable,
  defineRule,
  type Environment,
  environmentOf,
  isEnvironmentWord,
  placeOfSpan,
  type Rule,
} from '@fluxvet/core';
import { placeOfCluster } from '../../questions/clusters/cluster-place.js';
import { showList } from '../../questions/texts/show-list.js';

export const clusterEnvironmentMismatch: Rule = defineRule({
  id: 'cluster-environment-mismatch',
  title: "A cluster's name and its settings speak of different environments",
  why: "The cluster runs with another environment's settings, or is taken for what it is not.",
  category: 'correctness',
  severity: 'warning',
  confidence: 'likely',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    variable:
      "Cluster '{cluster}' is a {environment} cluster by its name, but the variable '{variable}' says '{value}'.",
    directory: "The directory '{directory}' of a cluster speaks of {environments}.",
  },
  *check(model, { finding }) {
    for (const cluster of model.clusters) {
      const more = { clusters: [cluster.name] };
      const named = environmentsNamed(cluster);
      const at = placeOfCluster(cluster, model);
      if (named.length > 1 && named.includes('production') && at) {
        const data = { directory: cluster.entry.directory, environments: showList(named) };
        yield finding('directory', at, { data, ...more, atMost: 'note' });
      }
      const { environment } = cluster;
      const settings = settingsOf(cluster);
      const said = new Set(settings.map((each) => each.environment));
      // A cluster that runs apps of several environments says so on purpose.
      if (environment === undefined || said.size !== 1 || said.has(environment)) continue;
      const isProduction = environment === 'production' || said.has('production');
      for (const { name, value, definition } of settings) {
        const place = placeOfSpan(model, definition.origin.span);
        if (!place) continue;
        const data = { cluster: cluster.name, environment, variable: name, value };
        yield finding('variable', place, {
          data,
          ...more,
          ...(!isProduction && { atMost: 'note' as const }),
        });
      }
    }
  },
});

/** What the parts of a directory's path speak of, the outermost first. */
function environmentsNamed({ entry }: Cluster): Environment[] {
  const parts = entry.directory.split('/');
  const below = parts.slice(parts.lastIndexOf('clusters') + 1);
  return [...new Set(below.flatMap((part) => environmentOf(part) ?? []))];
}

interface Setting {
  readonly name: string;
  readonly value: string;
  readonly environment: Environment;
  readonly definition: DefinedVariable;
}

const NAMES = /^(cluster_?)?env(ironment)?(_?name)?$/i;

/** The variables of a cluster that say which environment it is, each once. */
function settingsOf({ apps }: Cluster): Setting[] {
  const found = new Map<string, Setting>();
  for (const app of apps) {
    if (app.kind !== 'Kustomization' || app.remote) continue;
    for (const [name, definition] of app.substitution.variables?.defined ?? []) {
      const { variable, origin } = definition;
      if (!NAMES.test(name) || variable.kind !== 'value' || !isEnvironmentWord(variable.text)) continue;
      const environment = environmentOf(variable.text);
      const { file, start } = origin.span;
      if (environment) found.set(`${start}:${file}`, { name, value: variable.text, environment, definition });
    }
  }
  return [...found.values()];
}
