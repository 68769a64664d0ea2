/**
 * Pods and their containers.
 * Source: pkg/apis/core/validation of Kubernetes.
 *
 * @module
 */
import type { MapNode, Node } from '../../yaml/nodes/node.js';
import { entriesAt, itemsAt, nodeAt, type Path, textAt } from '../../yaml/nodes/node-path.js';
import { hasUnknown } from '../judge-scalar.js';
import type { SchemaProblem } from '../structural-schema.js';
import { demand, isSet, missing, setAmong } from './findings.js';
import { quantityValue } from './quantity.js';
import { labelsIn } from './selectors.js';

const CONTAINERS = ['containers', 'initContainers'];

/** What holds between the parts of a Pod. */
export function checkPod(pod: MapNode): readonly SchemaProblem[] {
  return [
    ...mountsWithoutVolume(pod),
    ...repeatedNames(pod),
    ...hostPorts(pod),
    ...labelsIn(pod, ['nodeSelector']),
    ...itemsAt(pod, 'tolerations').flatMap((each, at) => tolerationProblems(each, ['tolerations', at])),
  ];
}

function mountsWithoutVolume(pod: MapNode): SchemaProblem[] {
  const volumes = nodeAt(pod, 'volumes');
  if (volumes && hasUnknown(volumes)) return [];
  const names = new Set(itemsAt(pod, 'volumes').map((volume) => textAt(volume, 'name')));
  return containersOf(pod).flatMap(({ container, path }) =>
    itemsAt(container, 'volumeMounts').flatMap((mount, at): SchemaProblem[] => {
      const name = textAt(mount, 'name');
      if (name === undefined || names.has(name)) return [];
      return [
        demand(
          [...path, 'volumeMounts', at, 'name'],
          `names the volume '${name}', which the Pod does not have`,
        ),
      ];
    }),
  );
}

interface PlacedContainer {
  readonly container: Node;
  readonly path: Path;
}

function containersOf(pod: MapNode): PlacedContainer[] {
  return CONTAINERS.flatMap((list) =>
    itemsAt(pod, list).map((container, at) => ({ container, path: [list, at] })),
  );
}

/** Within one of the lists the schema tells. */
function repeatedNames(pod: MapNode): SchemaProblem[] {
  const names = new Set(itemsAt(pod, 'containers').map((each) => textAt(each, 'name')));
  return itemsAt(pod, 'initContainers').flatMap((each, at): SchemaProblem[] => {
    const name = textAt(each, 'name');
    if (name === undefined || !names.has(name)) return [];
    return [demand(['initContainers', at, 'name'], `is '${name}', as is the name of another container`)];
  });
}

function hostPorts(pod: MapNode): SchemaProblem[] {
  if (textAt(pod, 'hostNetwork') !== 'true') return [];
  return containersOf(pod).flatMap(({ container, path }) =>
    itemsAt(container, 'ports').flatMap((port, at): SchemaProblem[] => {
      const hostPort = textAt(port, 'hostPort');
      if (hostPort === undefined || hostPort === '0' || hostPort === textAt(port, 'containerPort')) return [];
      return [
        demand(
          [...path, 'ports', at, 'hostPort'],
          'must be the containerPort, since the Pod uses hostNetwork',
        ),
      ];
    }),
  );
}

function tolerationProblems(toleration: Node, path: Path): SchemaProblem[] {
  if (hasUnknown(toleration)) return [];
  const operator = textAt(toleration, 'operator') || 'Equal';
  if (operator === 'Exists' && textAt(toleration, 'value')) {
    return [demand([...path, 'value'], "must be empty for the operator 'Exists'")];
  }
  if (operator === 'Equal' && !textAt(toleration, 'key')) {
    return [demand([...path, 'operator'], "must be 'Exists' where there is no key")];
  }
  if (isSet(toleration, 'tolerationSeconds') && textAt(toleration, 'effect') !== 'NoExecute') {
    return [demand([...path, 'effect'], "must be 'NoExecute' beside tolerationSeconds")];
  }
  return [];
}

const HANDLERS = ['exec', 'grpc', 'httpGet', 'tcpSocket'];

/** What holds between the parts of a container. */
export function checkContainer(container: MapNode): readonly SchemaProblem[] {
  const problems: SchemaProblem[] = [];
  if (!isSet(container, 'image') || textAt(container, 'image') === '') problems.push(missing([], 'image'));
  for (const name of ['livenessProbe', 'startupProbe']) {
    const threshold = textAt(container, name, 'successThreshold');
    if (threshold !== undefined && threshold !== '1' && threshold !== '0') {
      problems.push(demand([name, 'successThreshold'], 'must be 1'));
    }
  }
  for (const name of ['livenessProbe', 'readinessProbe', 'startupProbe']) {
    if (nodeAt(container, name)?.kind === 'map') problems.push(...exactlyOne(container, [name], HANDLERS));
  }
  for (const name of ['postStart', 'preStop']) {
    const path = ['lifecycle', name];
    if (nodeAt(container, ...path)?.kind === 'map') {
      problems.push(...exactlyOne(container, path, ['exec', 'httpGet', 'sleep', 'tcpSocket']));
    }
  }
  return [...problems, ...mountPaths(container), ...portNames(container), ...privileges(container)];
}

/** One of several fields must be set, and no other of them. */
export function exactlyOne(node: MapNode, path: Path, names: readonly string[]): SchemaProblem[] {
  const at = nodeAt(node, ...path);
  const found = setAmong(at, names);
  if (found.length === 1) return [];
  if (found.length === 0) return [demand(path, `must have one of ${names.join(', ')}`)];
  return [
    demand([...path, found[1] ?? ''], `must not stand beside ${found[0]}: only one of them may be set`),
  ];
}

function mountPaths(container: MapNode): SchemaProblem[] {
  const seen = new Set<string>();
  return itemsAt(container, 'volumeMounts').flatMap((mount, at): SchemaProblem[] => {
    const problems: SchemaProblem[] = [];
    const path = textAt(mount, 'mountPath');
    if (path !== undefined && seen.has(path)) {
      problems.push(demand(['volumeMounts', at, 'mountPath'], `is '${path}', as is that of another mount`));
    }
    if (path !== undefined) seen.add(path);
    const subPath = textAt(mount, 'subPath');
    if (subPath?.startsWith('/'))
      problems.push(demand(['volumeMounts', at, 'subPath'], 'must be a relative path'));
    if (subPath?.split('/').includes('..'))
      problems.push(demand(['volumeMounts', at, 'subPath'], "must not hold '..'"));
    return problems;
  });
}

function portNames(container: MapNode): SchemaProblem[] {
  const seen = new Set<string>();
  return itemsAt(container, 'ports').flatMap((port, at): SchemaProblem[] => {
    const name = textAt(port, 'name');
    if (!name) return [];
    if (seen.has(name)) return [demand(['ports', at, 'name'], `is '${name}', as is that of another port`)];
    seen.add(name);
    return [];
  });
}

function privileges(container: MapNode): SchemaProblem[] {
  const context = nodeAt(container, 'securityContext');
  if (textAt(context, 'allowPrivilegeEscalation') !== 'false') return [];
  const at = ['securityContext', 'allowPrivilegeEscalation'];
  if (textAt(context, 'privileged') === 'true') {
    return [demand(at, "must not be 'false' for a privileged container")];
  }
  const added = itemsAt(context, 'capabilities', 'add').map((each) =>
    each.kind === 'scalar' ? each.value : '',
  );
  return added.some((each) => each === 'CAP_SYS_ADMIN' || each === 'SYS_ADMIN')
    ? [demand(at, "must not be 'false' beside the capability SYS_ADMIN")]
    : [];
}

/** Requests above limits, and what cannot be requested at all. */
export function checkResources(resources: MapNode): readonly SchemaProblem[] {
  const problems: SchemaProblem[] = [];
  for (const list of ['limits', 'requests']) {
    for (const { key } of entriesAt(resources, list)) {
      const value = quantityValue(textAt(resources, list, key.value) ?? '');
      if (value !== undefined && value < 0) problems.push(demand([list, key.value], 'must not be negative'));
      if (
        !key.value.includes('/') &&
        !/^(cpu|memory|ephemeral-storage|storage|hugepages-.+)$/.test(key.value)
      ) {
        problems.push(demand([list, key.value], 'is no resource of a container'));
      }
    }
  }
  for (const { key } of entriesAt(resources, 'requests')) {
    const request = textAt(resources, 'requests', key.value);
    const limit = textAt(resources, 'limits', key.value);
    if (key.value.includes('/') && limit === undefined && !isSet(resources, 'limits', key.value)) {
      problems.push(demand(['limits', key.value], 'must be set, since it is requested and cannot be shared'));
    }
    const [more, most] = [quantityValue(request ?? ''), quantityValue(limit ?? '')];
    if (more === undefined || most === undefined || more <= most) continue;
    problems.push(demand(['requests', key.value], `is ${request}, which is more than the limit of ${limit}`));
  }
  return problems;
}

const VOLUMES =
  'awsElasticBlockStore azureDisk azureFile cephfs cinder configMap csi downwardAPI emptyDir ephemeral fc flexVolume flocker gcePersistentDisk gitRepo glusterfs hostPath image iscsi nfs persistentVolumeClaim photonPersistentDisk portworxVolume projected quobyte rbd scaleIO secret storageos vsphereVolume';

/** A volume has one kind of storage. */
export function checkVolume(volume: MapNode): readonly SchemaProblem[] {
  // Without any, it is an empty directory.
  if (setAmong(volume, VOLUMES.split(' ')).length === 0) return [];
  return exactlyOne(volume, [], VOLUMES.split(' '));
}

/** A variable has a value, or a place that it is taken from. */
export function checkVariable(variable: MapNode): readonly SchemaProblem[] {
  const from = nodeAt(variable, 'valueFrom');
  if (from?.kind !== 'map') return [];
  if (textAt(variable, 'value')) return [demand(['valueFrom'], 'must not stand beside a value')];
  return exactlyOne(
    variable,
    ['valueFrom'],
    ['configMapKeyRef', 'fieldRef', 'fileKeyRef', 'resourceFieldRef', 'secretKeyRef'],
  );
}
