/**
 * Configuration, storage and rights.
 * Source: pkg/apis/core/validation and pkg/apis/rbac/validation of Kubernetes.
 *
 * @module
 */
import { own } from '../../source/text/own.js';
import type { MapNode, Node } from '../../yaml/nodes/node.js';
import { entriesAt, itemsAt, nodeAt, type Path, textAt } from '../../yaml/nodes/node-path.js';
import { hasUnknown } from '../judge-scalar.js';
import { dnsSubdomainProblem } from '../names.js';
import type { SchemaProblem } from '../structural-schema.js';
import { demand, isSet, missing } from './findings.js';
import { quantityValue } from './quantity.js';

/** The keys of a ConfigMap, and no key twice. */
export function checkConfigMap(body: MapNode): readonly SchemaProblem[] {
  const texts = new Set(entriesAt(body, 'data').map(({ key }) => key.value));
  const twice = entriesAt(body, 'binaryData')
    .filter(({ key }) => texts.has(key.value))
    .map(({ key }) => demand(['binaryData', key.value], 'must not have the key of an entry in data'));
  return [...keyProblems(body, 'data'), ...keyProblems(body, 'binaryData'), ...twice];
}

function keyProblems(body: MapNode, field: string): SchemaProblem[] {
  return entriesAt(body, field).flatMap(({ key }): SchemaProblem[] => {
    const name = key.value;
    const isKey =
      /^[-._a-zA-Z0-9]+$/.test(name) && name.length <= 253 && name !== '.' && !name.startsWith('..');
    if (isKey) return [];
    return [demand([field, name], "is no key: letters, digits, '-', '_' and '.', at most 253 of them")];
  });
}

const DEMANDED: Readonly<Record<string, readonly string[]>> = {
  'kubernetes.io/tls': ['tls.crt', 'tls.key'],
  'kubernetes.io/dockerconfigjson': ['.dockerconfigjson'],
  'kubernetes.io/dockercfg': ['.dockercfg'],
  'kubernetes.io/ssh-auth': ['ssh-privatekey'],
};

/** The keys of a Secret, and those that its type asks for. */
export function checkSecret(body: MapNode): readonly SchemaProblem[] {
  const problems = [...keyProblems(body, 'data'), ...keyProblems(body, 'stringData')];
  const isOpen = ['data', 'stringData'].some((field) => {
    const at = nodeAt(body, field);
    return at !== undefined && at.kind !== 'map' && hasUnknown(at);
  });
  if (isOpen || isSet(body, 'sops')) return problems;
  const type = textAt(body, 'type') ?? '';
  const wanted = own(DEMANDED, type) ?? [];
  for (const key of wanted) {
    if (!isSet(body, 'data', key) && !isSet(body, 'stringData', key)) problems.push(missing(['data'], key));
  }
  if (type === 'kubernetes.io/basic-auth') {
    const has = ['username', 'password'].some(
      (key) => isSet(body, 'data', key) || isSet(body, 'stringData', key),
    );
    if (!has) problems.push(missing(['data'], 'username'));
  }
  return problems;
}

/** A claim says how it is used and how large it is. */
export function checkClaim(spec: MapNode): readonly SchemaProblem[] {
  const problems: SchemaProblem[] = [];
  if (!isSet(spec, 'accessModes') || isEmptyList(spec, 'accessModes')) {
    problems.push(missing([], 'accessModes'));
  }
  const size: Path = ['resources', 'requests', 'storage'];
  if (!isSet(spec, ...size) && !isOpen(spec, ['resources']) && !isOpen(spec, ['resources', 'requests'])) {
    problems.push(missing(['resources', 'requests'], 'storage'));
  }
  const value = quantityValue(textAt(spec, ...size) ?? '');
  if (value !== undefined && value <= 0) problems.push(demand(size, 'must be more than 0'));
  const modes = itemsAt(spec, 'accessModes').map((each) => (each.kind === 'scalar' ? each.value : ''));
  if (modes.includes('ReadWriteOncePod') && modes.length > 1) {
    problems.push(demand(['accessModes'], "must have no other mode beside 'ReadWriteOncePod'"));
  }
  return problems;
}

function isEmptyList(node: MapNode, field: string): boolean {
  const at = nodeAt(node, field);
  return at?.kind === 'seq' && at.items.length === 0;
}

function isOpen(node: MapNode, path: Path): boolean {
  const at = nodeAt(node, ...path);
  return at?.kind === 'scalar' && at.unknown !== undefined;
}

/** A binding is to a Role or a ClusterRole, and to subjects of the right groups. */
export function checkRoleBinding(body: MapNode): readonly SchemaProblem[] {
  return bindingProblems(body, ['Role', 'ClusterRole']);
}

/** A binding in all namespaces is to a ClusterRole. */
export function checkClusterRoleBinding(body: MapNode): readonly SchemaProblem[] {
  return bindingProblems(body, ['ClusterRole']);
}

const RBAC = 'rbac.authorization.k8s.io';

function bindingProblems(body: MapNode, kinds: readonly string[]): SchemaProblem[] {
  const problems: SchemaProblem[] = [];
  const group = textAt(body, 'roleRef', 'apiGroup');
  const kind = textAt(body, 'roleRef', 'kind');
  if (group !== undefined && group !== RBAC && group !== '') {
    problems.push(demand(['roleRef', 'apiGroup'], `must be '${RBAC}'`));
  }
  if (kind && !kinds.includes(kind)) {
    problems.push(
      demand(['roleRef', 'kind'], `is '${kind}'; allowed: ${kinds.map((each) => `'${each}'`).join(' and ')}`),
    );
  }
  const isEverywhere = kinds.length === 1;
  for (const [at, subject] of itemsAt(body, 'subjects').entries()) {
    problems.push(...subjectProblems(subject, ['subjects', at], isEverywhere));
  }
  return problems;
}

function subjectProblems(subject: Node, path: Path, isEverywhere: boolean): SchemaProblem[] {
  const kind = textAt(subject, 'kind');
  const group = textAt(subject, 'apiGroup');
  if (kind === 'ServiceAccount') {
    const problems: SchemaProblem[] = [];
    // A RoleBinding without it means its own namespace.
    const hasNamespace = isSet(subject, 'namespace') && textAt(subject, 'namespace') !== '';
    if (isEverywhere && !hasNamespace) problems.push(missing(path, 'namespace'));
    if (group) problems.push(demand([...path, 'apiGroup'], 'must be empty for a ServiceAccount'));
    const name = textAt(subject, 'name') ?? '';
    const wrong = name === '' ? undefined : dnsSubdomainProblem(name);
    if (wrong) problems.push({ kind: 'bad-form', path: [...path, 'name'], value: name, demand: wrong });
    return problems;
  }
  if (kind === 'User' || kind === 'Group') {
    return group === undefined || group === '' || group === RBAC
      ? []
      : [demand([...path, 'apiGroup'], `must be '${RBAC}'`)];
  }
  return kind
    ? [demand([...path, 'kind'], `is '${kind}'; allowed: 'ServiceAccount', 'User' and 'Group'`)]
    : [];
}

/** A rule of a Role is about resources of groups. */
export function checkRole(body: MapNode): readonly SchemaProblem[] {
  return itemsAt(body, 'rules').flatMap((rule, at) => {
    const path: Path = ['rules', at];
    if (itemsAt(rule, 'nonResourceURLs').length > 0) {
      return [
        demand([...path, 'nonResourceURLs'], 'must not be set in a Role, which belongs to a namespace'),
      ];
    }
    return ruleProblems(rule, path);
  });
}

/** A rule of a ClusterRole is about resources of groups, or about addresses. */
export function checkClusterRole(body: MapNode): readonly SchemaProblem[] {
  return itemsAt(body, 'rules').flatMap((rule, at) => {
    const path: Path = ['rules', at];
    const urls = itemsAt(rule, 'nonResourceURLs').length > 0;
    const others = ['apiGroups', 'resources', 'resourceNames'].some(
      (field) => itemsAt(rule, field).length > 0,
    );
    if (urls && others) return [demand([...path, 'nonResourceURLs'], 'must not stand beside resources')];
    return urls ? [] : ruleProblems(rule, path);
  });
}

function ruleProblems(rule: Node, path: Path): SchemaProblem[] {
  return ['apiGroups', 'resources', 'verbs'].flatMap((field): SchemaProblem[] => {
    const at = nodeAt(rule, field);
    if (at?.kind === 'scalar' && at.unknown !== undefined) return [];
    const isEmpty = at?.kind !== 'seq' || at.items.length === 0;
    // The schema tells that verbs are missing altogether.
    return isEmpty && (field !== 'verbs' || at?.kind === 'seq') ? [missing(path, field)] : [];
  });
}
