import { type Cluster, defineRule, itemsAt, nameOf, type Place, type Rule, textAt } from '@fluxvet/core';
import { controllersOf, flagOf, instanceOf } from '../../questions/clusters/controller-flags.js';

/** Flags with which controllers trust the kubeconfigs that they are given. */
const FLAGS = ['--insecure-kubeconfig-exec', '--insecure-kubeconfig-tls'];

export const insecureControllerFlag: Rule = defineRule({
  id: 'insecure-controller-flag',
  title: 'A controller of Flux runs with a flag that opens it',
  why: 'Whoever can write a kubeconfig into a Secret runs programs in the controller, or sits between Flux and a cluster.',
  category: 'security',
  severity: 'error',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    flag: "'{controller}' runs with '{flag}'.",
    patch: "FluxInstance '{instance}' gives '{flag}' to controllers of Flux.",
  },
  *check(model, { finding }) {
    for (const cluster of model.clusters) {
      for (const controller of controllersOf(cluster)) {
        for (const flag of FLAGS.flatMap((name) => flagOf(controller, name) ?? [])) {
          const data = { controller: controller.id.name, flag: flag.name };
          yield finding('flag', { in: controller, path: flag.path }, { data });
        }
      }
      for (const { at, flag, instance } of patchesOf(cluster)) {
        yield finding('patch', at, { data: { flag, instance }, identity: [flag] });
      }
    }
  },
});

/** The flags in the patches of a FluxInstance, of which the operator makes the controllers. */
function* patchesOf(cluster: Cluster): Generator<{ at: Place; flag: string; instance: string }> {
  const object = instanceOf(cluster);
  if (!object) return;
  const path = ['spec', 'kustomize', 'patches'];
  for (const [at, patch] of itemsAt(object.body, ...path).entries()) {
    for (const line of textAt(patch, 'patch')?.split('\n') ?? []) {
      const flag = FLAGS.find((each) => sets(line, each));
      if (flag !== undefined)
        yield { at: { in: object, path: [...path, at, 'patch'] }, flag, instance: nameOf(object) };
    }
  }
}

/** Whether a line of a patch sets a flag, and is no comment. */
function sets(line: string, flag: string): boolean {
  const start = line.indexOf(flag);
  if (start < 0 || line.trimStart().startsWith('#')) return false;
  const rest = line.slice(start + flag.length);
  return !/^=(false|f|0)\b/i.test(rest) && !/^[\w-]/.test(rest);
}
