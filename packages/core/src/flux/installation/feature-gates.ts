/**
 * The feature gates of kustomize-controller: as its Deployment sets them, or as the patches of a FluxInstance do.
 *
 * @module
 */
import type { KubernetesObject } from '../../kubernetes/object.js';
import { patchObjects } from '../../kustomize/accumulate/patch-objects.js';
import type { MapNode } from '../../yaml/nodes/node.js';
import { itemsAt, textAt } from '../../yaml/nodes/node-path.js';
import { type Made, makeObject } from '../kinds/make-object.js';

/** Whether a feature is on or off; `undefined` where nothing in the files says so. */
export function featureGate(
  controllers: readonly KubernetesObject[],
  instance: KubernetesObject | undefined,
  name: string,
): boolean | undefined {
  const controller = controllers.find(({ id }) => id.name === CONTROLLER) ?? (instance && patched(instance));
  const set = gatesOf(controller).findLast((each) => each.startsWith(`${name}=`));
  return set === undefined ? undefined : /^(1|t|true)$/i.test(set.slice(name.length + 1));
}

const CONTROLLER = 'kustomize-controller';
const FLAG = '--feature-gates';

/** Gates such as `A=true`, from one flag or several. */
function gatesOf(controller: KubernetesObject | undefined): string[] {
  const containers = itemsAt(controller?.body, 'spec', 'template', 'spec', 'containers');
  const args = containers.flatMap((each) => itemsAt(each, 'args')).map((item) => textAt(item) ?? '');
  const values = args.flatMap((text, at) => {
    if (text.startsWith(`${FLAG}=`)) return [text.slice(FLAG.length + 1)];
    return text === FLAG ? [args[at + 1] ?? ''] : [];
  });
  return values.flatMap((value) => value.split(',')).map((gate) => gate.trim());
}

const remembered = new WeakMap<MapNode, KubernetesObject | null>();

/** The Deployment that the Flux Operator makes, with the fields that patches of Flux reach for. */
function patched(instance: KubernetesObject): KubernetesObject | undefined {
  let made = remembered.get(instance.body);
  if (made === undefined) {
    const patches = itemsAt(instance.body, 'spec', 'kustomize', 'patches');
    // One by one: a patch that needs what is not here must not take the others with it.
    let objects: readonly KubernetesObject[] = [deployment(instance)];
    for (const patch of patches) objects = patchObjects(objects, [patch]);
    made = objects[0] ?? null;
    remembered.set(instance.body, made);
  }
  return made ?? undefined;
}

/** As the operator's manifests have it since Flux 2.2; what is the same in all of them, and its shape, counts. */
function deployment({ id, body }: KubernetesObject): KubernetesObject {
  const labels = {
    'app.kubernetes.io/component': CONTROLLER,
    'app.kubernetes.io/part-of': 'flux',
    'control-plane': 'controller',
  };
  const manager: Made = {
    name: 'manager',
    image: `fluxcd/${CONTROLLER}`,
    args: [
      '--events-addr=',
      '--watch-all-namespaces=true',
      '--log-level=info',
      '--log-encoding=json',
      '--enable-leader-election',
    ],
    env: [{ name: 'RUNTIME_NAMESPACE' }],
    ports: [{ name: 'http-prom' }],
    resources: {
      limits: { cpu: '1000m', memory: '1Gi' },
      requests: { cpu: '100m', memory: '64Mi' },
    },
    securityContext: { readOnlyRootFilesystem: true },
    volumeMounts: [{ name: 'temp', mountPath: '/tmp' }],
  };
  const app = { app: CONTROLLER };
  return makeObject(
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: CONTROLLER, namespace: id.namespace ?? 'flux-system', labels },
      spec: {
        replicas: '1',
        selector: { matchLabels: app },
        template: {
          metadata: { annotations: { 'prometheus.io/scrape': 'true' }, labels: app },
          spec: {
            containers: [manager],
            nodeSelector: { 'kubernetes.io/os': 'linux' },
            securityContext: { fsGroup: '1337' },
            serviceAccountName: CONTROLLER,
            volumes: [{ name: 'temp', emptyDir: {} }],
          },
        },
      },
    },
    body.origin,
  );
}
