/**
 * The flags that the controllers of a cluster's Flux run with.
 *
 * @module
 */
import {
  type AppliedObject,
  type Cluster,
  indexOf,
  itemsAt,
  labelsOf,
  OPERATOR_GROUP,
  type Path,
  textAt,
} from '@fluxvet/core';

/** A flag of a controller as it is written. */
export interface ControllerFlag {
  readonly controller: AppliedObject;
  readonly path: Path;
  /** With the dashes. */
  readonly name: string;
  /** Empty for a flag that stands alone. */
  readonly value: string;
}

const remembered = new WeakMap<Cluster, readonly AppliedObject[]>();

/** The Deployments of Flux. */
export function controllersOf(cluster: Cluster): readonly AppliedObject[] {
  let controllers = remembered.get(cluster);
  if (!controllers) {
    controllers = indexOf(cluster)
      .ofKind('apps', 'Deployment')
      .filter(({ body }) => labelsOf(body).get('app.kubernetes.io/part-of') === 'flux');
    remembered.set(cluster, controllers);
  }
  return controllers;
}

/** Every flag of a controller. */
function flagsOf(controller: AppliedObject): ControllerFlag[] {
  const containers: Path = ['spec', 'template', 'spec', 'containers'];
  return itemsAt(controller.body, ...containers).flatMap((container, at) => {
    const args = itemsAt(container, 'args');
    return args.flatMap((item, index): ControllerFlag[] => {
      const text = textAt(item);
      if (!text?.startsWith('--')) return [];
      const path = [...containers, at, 'args', index];
      const equals = text.indexOf('=');
      if (equals >= 0)
        return [{ controller, path, name: text.slice(0, equals), value: text.slice(equals + 1) }];
      const next = textAt(args[index + 1]);
      const value = next === undefined || next.startsWith('-') ? '' : next;
      return [{ controller, path, name: text, value }];
    });
  });
}

/** The flag of a name, if it is set and not switched off; the last one counts. */
export function flagOf(controller: AppliedObject | undefined, name: string): ControllerFlag | undefined {
  const flag = controller && flagsOf(controller).findLast((each) => each.name === name);
  return flag && !/^(false|f|0)$/i.test(flag.value) ? flag : undefined;
}

/** The FluxInstance of a cluster, from which the Flux Operator makes the controllers. */
export function instanceOf(cluster: Cluster): AppliedObject | undefined {
  return indexOf(cluster).ofKind(OPERATOR_GROUP, 'FluxInstance')[0];
}

/**
 * Whether a controller runs with a flag: the place that says so, `false`, or `undefined` where the files do not tell.
 * The Flux Operator sets the flags that lock tenants down where its FluxInstance asks for that.
 */
export function lockdownFlag(
  cluster: Cluster,
  component: string,
  name: '--no-cross-namespace-refs' | '--default-service-account',
): { readonly object: AppliedObject; readonly path: Path } | false | undefined {
  const controller = controllersOf(cluster).find(({ id }) => id.name === component);
  if (controller) {
    const flag = flagOf(controller, name);
    return flag ? { object: controller, path: flag.path } : false;
  }
  const instance = instanceOf(cluster);
  if (!instance) return undefined;
  const path = ['spec', 'cluster', 'multitenant'];
  if (textAt(instance.body, ...path) === 'true') return { object: instance, path };
  const patches = itemsAt(instance.body, 'spec', 'kustomize', 'patches');
  return patches.some((patch) => textAt(patch, 'patch')?.includes(name)) ? undefined : false;
}
