/**
 * Services, Ingresses and NetworkPolicies.
 * Source: pkg/apis/core/validation and pkg/apis/networking/validation of Kubernetes.
 *
 * @module
 */
import type { MapNode, Node } from '../../yaml/nodes/node.js';
import { itemsAt, nodeAt, type Path, textAt } from '../../yaml/nodes/node-path.js';
import { dnsSubdomainProblem } from '../names.js';
import type { SchemaProblem } from '../structural-schema.js';
import { demand, isSet, missing } from './findings.js';
import { exactlyOne } from './pod-checks.js';
import { labelsIn } from './selectors.js';

/** The ports and the address of a Service. */
export function checkService(spec: MapNode): readonly SchemaProblem[] {
  const problems = labelsIn(spec, ['selector']);
  const ports = itemsAt(spec, 'ports');
  const type = textAt(spec, 'type') || 'ClusterIP';
  const clusterIp = textAt(spec, 'clusterIP');
  if (type === 'ExternalName') {
    if (!isSet(spec, 'externalName')) problems.push(missing([], 'externalName'));
  } else if (ports.length === 0 && clusterIp !== 'None' && !isUnknownList(spec, 'ports')) {
    problems.push(missing([], 'ports'));
  }
  if (type === 'LoadBalancer' && clusterIp === 'None') {
    problems.push(demand(['clusterIP'], "must not be 'None' for a LoadBalancer"));
  }
  const names = new Set<string>();
  for (const [at, port] of ports.entries()) {
    const name = textAt(port, 'name');
    if (ports.length > 1 && !isSet(port, 'name')) problems.push(missing(['ports', at], 'name'));
    if (name && names.has(name)) {
      problems.push(demand(['ports', at, 'name'], `is '${name}', as is that of another port`));
    }
    if (name) names.add(name);
    const nodePort = textAt(port, 'nodePort');
    if (type === 'ClusterIP' && nodePort !== undefined && nodePort !== '0') {
      problems.push(demand(['ports', at, 'nodePort'], "must not be set for the type 'ClusterIP'"));
    }
  }
  const policy = textAt(spec, 'externalTrafficPolicy');
  if (type === 'ClusterIP' && policy && itemsAt(spec, 'externalIPs').length === 0) {
    problems.push(demand(['externalTrafficPolicy'], "must not be set for the type 'ClusterIP'"));
  }
  return problems;
}

function isUnknownList(node: Node, field: string): boolean {
  const at = nodeAt(node, field);
  return at?.kind === 'scalar' && at.unknown !== undefined;
}

/** An Ingress leads somewhere. */
export function checkIngress(spec: MapNode): readonly SchemaProblem[] {
  const problems: SchemaProblem[] = [];
  if (!isSet(spec, 'rules') && !isSet(spec, 'defaultBackend')) {
    problems.push(demand([], 'must have rules or a defaultBackend'));
  }
  for (const [at, rule] of itemsAt(spec, 'rules').entries()) {
    const host = textAt(rule, 'host');
    const demanded = host ? hostProblem(host) : undefined;
    if (host && demanded) {
      problems.push({ kind: 'bad-form', path: ['rules', at, 'host'], value: host, demand: demanded });
    }
  }
  return problems;
}

function hostProblem(host: string): string | undefined {
  if (/^\d+(\.\d+){3}$/.test(host)) return 'is an address, not the name of a host';
  return dnsSubdomainProblem(host.startsWith('*.') ? host.slice(2) : host);
}

/** A path of an Ingress begins with a slash. */
export function checkIngressPath(each: MapNode): readonly SchemaProblem[] {
  const path = textAt(each, 'path');
  const type = textAt(each, 'pathType');
  const at: Path = ['path'];
  if (type === undefined) return [];
  if (type !== 'ImplementationSpecific' && !isSet(each, 'path')) {
    return [demand(at, `must be an absolute path for the type '${type}', and is not set`)];
  }
  if (path !== undefined && path !== '' && !path.startsWith('/')) {
    return [demand(at, `is '${path}', and must be an absolute path`)];
  }
  if (path === '' && type !== 'ImplementationSpecific') return [demand(at, 'must be an absolute path')];
  return type !== 'ImplementationSpecific' && path?.includes('//') ? [demand(at, "must not hold '//'")] : [];
}

/** A backend is a Service or another object; a Service has a port, by its name or its number. */
export function checkIngressBackend(backend: MapNode): readonly SchemaProblem[] {
  const problems = exactlyOne(backend, [], ['resource', 'service']);
  if (problems.length > 0) return problems;
  const service = nodeAt(backend, 'service');
  if (service?.kind !== 'map') return [];
  const [name, number] = ['name', 'number'].map((field) => isSet(service, 'port', field));
  if (!name && !number) return [demand(['service', 'port'], 'must have the name or the number of a port')];
  return name && number ? [demand(['service', 'port'], 'must not have both a name and a number')] : [];
}

/** A peer is chosen by labels, or is a range of addresses. */
export function checkPeer(peer: MapNode): readonly SchemaProblem[] {
  const chosen = ['namespaceSelector', 'podSelector'].some((field) => isSet(peer, field));
  const range = isSet(peer, 'ipBlock');
  if (chosen && range) return [demand(['ipBlock'], 'must not stand beside a selector')];
  return chosen || range ? [] : [demand([], 'must have a podSelector, a namespaceSelector or an ipBlock')];
}
