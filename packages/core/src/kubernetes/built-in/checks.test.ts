import { expect, test } from 'vitest';
import type { RepoPath } from '../../source/repo-path.js';
import { sourceFile } from '../../source/source-file.js';
import { showPathOf } from '../../yaml/nodes/node-path.js';
import { parseYaml } from '../../yaml/read/parse-yaml.js';
import { builtInSchema } from '../built-in-schema.js';
import { schemaProblems } from '../schema-problems.js';

/** The fields that are refused of an object of a kind, by the text of what stands beside its head. */
function refused(kind: string, text: string): string[] {
  const [group = '', version = '', name = ''] = kind.split('/');
  const schema = builtInSchema({ group, kind: name }, version);
  const root = parseYaml(sourceFile('a.yaml' as RepoPath, text)).documents[0]?.root;
  if (!schema || root?.kind !== 'map') throw new Error('no schema or no mapping');
  return schemaProblems(root, schema).map((problem) =>
    showPathOf([...problem.path, ...('field' in problem ? [problem.field] : [])]),
  );
}

const template = (pod: string, labels = 'app: web'): string =>
  `{ metadata: { labels: { ${labels} } }, spec: { ${pod} } }`;
const deployment = (pod: string, more = ''): string =>
  `spec: { selector: { matchLabels: { app: web } }, ${more} template: ${template(pod)} }`;
const container = (more: string): string => deployment(`containers: [{ name: web, image: web, ${more} }]`);
const OK = 'containers: [{ name: web, image: web }]';

// Recorded from the validation of Kubernetes 1.37: each of them is refused, at this field or the list that it stands in.
test.for<[kind: string, text: string, field: string]>([
  [
    'apps/v1/Deployment',
    container('ports: [{ containerPort: 80800 }]'),
    'spec.template.spec.containers[0].ports[0].containerPort',
  ],
  [
    'apps/v1/Deployment',
    container('ports: [{ containerPort: 80, name: a-name-that-is-too-long }]'),
    'spec.template.spec.containers[0].ports[0].name',
  ],
  [
    'apps/v1/Deployment',
    container('ports: [{ containerPort: 80 }, { containerPort: 80, protocol: TCP }]'),
    'spec.template.spec.containers[0].ports[1]',
  ],
  [
    'apps/v1/Deployment',
    container('env: [{ name: A }, { name: A }]'),
    'spec.template.spec.containers[0].env[1]',
  ],
  ['apps/v1/Deployment', container('env: [{ name: "A=B" }]'), 'spec.template.spec.containers[0].env[0].name'],
  [
    'apps/v1/Deployment',
    container('env: [{ name: A, value: a, valueFrom: { fieldRef: { fieldPath: metadata.name } } }]'),
    'spec.template.spec.containers[0].env[0].valueFrom',
  ],
  [
    'apps/v1/Deployment',
    container('resources: { limits: { cpu: 100 m } }'),
    'spec.template.spec.containers[0].resources.limits.cpu',
  ],
  [
    'apps/v1/Deployment',
    container('resources: { limits: { memory: 128MB } }'),
    'spec.template.spec.containers[0].resources.limits.memory',
  ],
  [
    'apps/v1/Deployment',
    container('resources: { limits: { cpu: 1 }, requests: { cpu: 1500m } }'),
    'spec.template.spec.containers[0].resources.requests.cpu',
  ],
  [
    'apps/v1/Deployment',
    container('resources: { limits: { gpu: 1 } }'),
    'spec.template.spec.containers[0].resources.limits.gpu',
  ],
  [
    'apps/v1/Deployment',
    container('livenessProbe: { periodSeconds: -1, httpGet: { port: 80 } }'),
    'spec.template.spec.containers[0].livenessProbe.periodSeconds',
  ],
  [
    'apps/v1/Deployment',
    container('livenessProbe: { periodSeconds: 1 }'),
    'spec.template.spec.containers[0].livenessProbe',
  ],
  [
    'apps/v1/Deployment',
    container('livenessProbe: { successThreshold: 2, httpGet: { port: 80 } }'),
    'spec.template.spec.containers[0].livenessProbe.successThreshold',
  ],
  [
    'apps/v1/Deployment',
    container('readinessProbe: { exec: { command: [a] }, httpGet: { port: 80 } }'),
    'spec.template.spec.containers[0].readinessProbe.httpGet',
  ],
  [
    'apps/v1/Deployment',
    container('readinessProbe: { httpGet: { port: 0 } }'),
    'spec.template.spec.containers[0].readinessProbe.httpGet.port',
  ],
  [
    'apps/v1/Deployment',
    container('volumeMounts: [{ name: data, mountPath: /data }]'),
    'spec.template.spec.containers[0].volumeMounts[0].name',
  ],
  [
    'apps/v1/Deployment',
    container('securityContext: { privileged: true, allowPrivilegeEscalation: false }'),
    'spec.template.spec.containers[0].securityContext.allowPrivilegeEscalation',
  ],
  ['apps/v1/Deployment', deployment('containers: []'), 'spec.template.spec.containers'],
  ['apps/v1/Deployment', deployment('containers: [{ name: web }]'), 'spec.template.spec.containers[0].image'],
  [
    'apps/v1/Deployment',
    deployment('containers: [{ name: Web, image: web }]'),
    'spec.template.spec.containers[0].name',
  ],
  [
    'apps/v1/Deployment',
    deployment(`${OK}, initContainers: [{ name: web, image: web }]`),
    'spec.template.spec.initContainers[0].name',
  ],
  [
    'apps/v1/Deployment',
    deployment(`${OK}, volumes: [{ name: a, emptyDir: {}, configMap: { name: a } }]`),
    'spec.template.spec.volumes[0].configMap',
  ],
  ['apps/v1/Deployment', deployment(`${OK}, restartPolicy: Never`), 'spec.template.spec.restartPolicy'],
  [
    'apps/v1/Deployment',
    deployment(`${OK}, tolerations: [{ key: a, operator: Exists, value: b }]`),
    'spec.template.spec.tolerations[0].value',
  ],
  [
    'apps/v1/Deployment',
    deployment(`${OK}, nodeSelector: { 'a b': c }`),
    "spec.template.spec.nodeSelector['a b']",
  ],
  ['apps/v1/Deployment', deployment(OK, 'replicas: -1,'), 'spec.replicas'],
  [
    'apps/v1/Deployment',
    deployment(OK, 'strategy: { type: Recreate, rollingUpdate: { maxSurge: 1 } },'),
    'spec.strategy.rollingUpdate',
  ],
  [
    'apps/v1/Deployment',
    deployment(OK, 'strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: 0 } },'),
    'spec.strategy.rollingUpdate.maxUnavailable',
  ],
  [
    'apps/v1/Deployment',
    deployment(OK, 'strategy: { rollingUpdate: { maxSurge: half } },'),
    'spec.strategy.rollingUpdate.maxSurge',
  ],
  [
    'apps/v1/DaemonSet',
    `spec: { selector: { matchLabels: { tier: a } }, template: ${template(OK)} }`,
    'spec.selector.matchLabels.tier',
  ],
  ['apps/v1/DaemonSet', `spec: { selector: {}, template: ${template(OK)} }`, 'spec.selector'],
  [
    'apps/v1/DaemonSet',
    `spec: { selector: { matchExpressions: [{ key: app, operator: In, values: [b] }] }, template: ${template(OK)} }`,
    'spec.selector.matchExpressions[0]',
  ],
  ['batch/v1/Job', `spec: { template: ${template(OK)} }`, 'spec.template.spec.restartPolicy'],
  [
    'batch/v1/Job',
    `spec: { template: ${template(`${OK}, restartPolicy: Always`)} }`,
    'spec.template.spec.restartPolicy',
  ],
  [
    'batch/v1/Job',
    `spec: { backoffLimit: -1, template: ${template(`${OK}, restartPolicy: Never`)} }`,
    'spec.backoffLimit',
  ],
  [
    'batch/v1/CronJob',
    `spec: { schedule: "60 * * * *", jobTemplate: { spec: { template: ${template(`${OK}, restartPolicy: Never`)} } } }`,
    'spec.schedule',
  ],
  ['/v1/Service', 'spec: { ports: [{ port: 80 }, { port: 81 }] }', 'spec.ports[0].name'],
  ['/v1/Service', 'spec: { ports: [{ port: 0 }] }', 'spec.ports[0].port'],
  ['/v1/Service', 'spec: { selector: { app: web } }', 'spec.ports'],
  ['/v1/Service', 'spec: { ports: [{ port: 80, nodePort: 30000 }] }', 'spec.ports[0].nodePort'],
  ['/v1/Service', 'spec: { type: ExternalName }', 'spec.externalName'],
  ['/v1/Service', 'spec: { selector: { app: a_ }, ports: [{ port: 80 }] }', 'spec.selector.app'],
  [
    'networking.k8s.io/v1/Ingress',
    'spec: { rules: [{ http: { paths: [{ path: shop, pathType: Prefix, backend: { service: { name: a, port: { number: 80 } } } }] } }] }',
    'spec.rules[0].http.paths[0].path',
  ],
  [
    'networking.k8s.io/v1/Ingress',
    'spec: { defaultBackend: { service: { name: a } } }',
    'spec.defaultBackend.service.port',
  ],
  [
    'networking.k8s.io/v1/Ingress',
    'spec: { defaultBackend: { service: { name: a, port: { number: 80 } } }, rules: [{ host: Shop.example.org }] }',
    'spec.rules[0].host',
  ],
  ['networking.k8s.io/v1/Ingress', 'spec: {}', 'spec'],
  [
    'networking.k8s.io/v1/NetworkPolicy',
    'spec: { podSelector: {}, ingress: [{ from: [{}] }] }',
    'spec.ingress[0].from[0]',
  ],
  [
    'networking.k8s.io/v1/NetworkPolicy',
    'spec: { podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: 10.0.0.0 } }] }] }',
    'spec.ingress[0].from[0].ipBlock.cidr',
  ],
  ['/v1/PersistentVolumeClaim', 'spec: { resources: { requests: { storage: 1Gi } } }', 'spec.accessModes'],
  ['/v1/PersistentVolumeClaim', 'spec: { accessModes: [ReadWriteOnce] }', 'spec.resources.requests.storage'],
  ['/v1/ConfigMap', 'data: { "a b": c }', "data['a b']"],
  ['/v1/ConfigMap', 'data: { a: b }\nbinaryData: { a: YQ== }', 'binaryData.a'],
  ['/v1/Secret', 'data: { a: plain-text }', 'data.a'],
  ['/v1/Secret', 'type: kubernetes.io/tls\nstringData: { tls.crt: a }', "data['tls.key']"],
  ['rbac.authorization.k8s.io/v1/Role', 'rules: [{ apiGroups: [""], verbs: [get] }]', 'rules[0].resources'],
  [
    'rbac.authorization.k8s.io/v1/Role',
    'rules: [{ nonResourceURLs: [/a], verbs: [get] }]',
    'rules[0].nonResourceURLs',
  ],
  [
    'rbac.authorization.k8s.io/v1/RoleBinding',
    'roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Rule, name: a }',
    'roleRef.kind',
  ],
  [
    'rbac.authorization.k8s.io/v1/ClusterRoleBinding',
    'roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: a }\nsubjects: [{ kind: ServiceAccount, name: a }]',
    'subjects[0].namespace',
  ],
  ['policy/v1/PodDisruptionBudget', 'spec: { minAvailable: 1, maxUnavailable: 1 }', 'spec.maxUnavailable'],
  ['policy/v1/PodDisruptionBudget', 'spec: { minAvailable: half }', 'spec.minAvailable'],
  [
    'autoscaling/v2/HorizontalPodAutoscaler',
    'spec: { scaleTargetRef: { kind: Deployment, name: a }, minReplicas: 3, maxReplicas: 2 }',
    'spec.maxReplicas',
  ],
])('refuses of %s what stands in %s', ([kind, text, field]) => {
  expect(refused(kind, text)).toContain(field);
});

// Documented: the ports of a headless Service may be left out.
test('takes a headless Service without ports', () => {
  expect(refused('/v1/Service', 'spec: { clusterIP: None, selector: { app: a } }')).toEqual([]);
});

// Recorded in the same way: each of them is taken.
test.for<[kind: string, text: string]>([
  ['apps/v1/Deployment', container('ports: [{ containerPort: 53 }, { containerPort: 53, protocol: UDP }]')],
  [
    'apps/v1/Deployment',
    container(
      'resources: { limits: { cpu: 0.5, memory: 1e9, example.org/gpu: 1 }, requests: { cpu: 500m, example.org/gpu: "1" } }',
    ),
  ],
  ['apps/v1/Deployment', container('env: [{ name: "a b" }, { name: c, value: "" }]')],
  [
    'apps/v1/Deployment',
    deployment(
      `${OK}, restartPolicy: Always, volumes: [{ name: a }]`,
      'strategy: { rollingUpdate: { maxSurge: 25%, maxUnavailable: 0 } },',
    ),
  ],
  [
    'apps/v1/DaemonSet',
    `spec: { selector: { matchExpressions: [{ key: app, operator: Exists }] }, template: ${template(OK)} }`,
  ],
  [
    'batch/v1/CronJob',
    `spec: { schedule: "*/5 1-3 * jan sun", jobTemplate: { spec: { template: ${template(`${OK}, restartPolicy: OnFailure`)} } } }`,
  ],
  ['/v1/Service', 'spec: { type: NodePort, ports: [{ port: 80, targetPort: web, nodePort: 30000 }] }'],
  [
    'networking.k8s.io/v1/Ingress',
    'spec: { rules: [{ host: "*.example.org", http: { paths: [{ pathType: ImplementationSpecific, backend: { service: { name: a, port: { name: web } } } }] } }] }',
  ],
  [
    'networking.k8s.io/v1/NetworkPolicy',
    'spec: { podSelector: {}, egress: [{ to: [{ namespaceSelector: {} }], ports: [{ port: 53 }] }] }',
  ],
  [
    '/v1/PersistentVolumeClaim',
    'spec: { accessModes: [ReadWriteOnce], storageClassName: "", resources: { requests: { storage: 1Gi } } }',
  ],
  ['/v1/Secret', 'type: kubernetes.io/tls\nstringData: { tls.crt: a }\ndata: { tls.key: YQ== }'],
  ['rbac.authorization.k8s.io/v1/ClusterRole', 'rules: [{ nonResourceURLs: [/a], verbs: [get] }]'],
  [
    'rbac.authorization.k8s.io/v1/RoleBinding',
    'roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: a }\nsubjects: [{ kind: ServiceAccount, name: a }]',
  ],
])('takes of %s what stands in %s', ([kind, text]) => {
  expect(refused(kind, text)).toEqual([]);
});
