// Writes packages/core/src/kubernetes/built-in-schemas.data.ts: the fields of Kubernetes' own kinds.
//   npm install --prefix DIR kubernetes-models@5.1.0 && node scripts/generate/built-in-schemas.mjs DIR SWAGGER
// The type declarations of that package are generated from Kubernetes' OpenAPI document; they carry fields, types, enums
// and which fields are required. Descriptions, status and versions that are not stable are left out.
// SWAGGER is that document itself, api/openapi-spec/swagger.json of Kubernetes: it says which numbers are integers of 32 bits,
// and which lists have keys.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { FORMS } from './built-in-forms.mjs';

/** The release that kubernetes-models 5.1 is made of. */
const KUBERNETES = '1.36';

/** Kinds that nobody keeps in files, or that only controllers write. */
const NEVER_WRITTEN =
  /List$|Review$|^(Binding|Eviction|Scale|TokenRequest|DeleteOptions|WatchEvent|Status|APIGroup|APIVersions|Event|ComponentStatus|Node|CSINode|ControllerRevision|VolumeAttachment)$/;

/**
 * The OpenAPI document calls required what Go always writes, also where an API server takes the zero value instead.
 * These are the ones whose absence its validation refuses: pkg/apis/<group>/validation of Kubernetes.
 */
const DEMANDED = {
  'admissionregistration.k8s.io/v1/ValidatingAdmissionPolicyBinding': 'spec',
  AdmissionregistrationV1MatchCondition: 'expression name',
  AdmissionregistrationV1MutatingWebhook: 'admissionReviewVersions clientConfig name sideEffects',
  AdmissionregistrationV1ServiceReference: 'name namespace',
  AdmissionregistrationV1ValidatingAdmissionPolicyBindingSpec: 'policyName validationActions',
  AdmissionregistrationV1ValidatingWebhook: 'admissionReviewVersions clientConfig name sideEffects',
  AdmissionregistrationV1Validation: 'expression',
  AdmissionregistrationV1Variable: 'expression name',
  'apiextensions.k8s.io/v1/CustomResourceDefinition': 'spec',
  ApiextensionsV1CustomResourceDefinitionNames: 'kind plural',
  ApiextensionsV1CustomResourceDefinitionSpec: 'group names scope versions',
  ApiextensionsV1CustomResourceDefinitionVersion: 'name',
  ApiregistrationV1APIServiceSpec: 'groupPriorityMinimum versionPriority',
  ApisMetaV1LabelSelectorRequirement: 'key operator',
  'apps/v1/DaemonSet': 'spec',
  'apps/v1/Deployment': 'spec',
  'apps/v1/ReplicaSet': 'spec',
  'apps/v1/StatefulSet': 'spec',
  'batch/v1/Job': 'spec',
  '/v1/PersistentVolumeClaim': 'spec',
  '/v1/Pod': 'spec',
  '/v1/Service': 'spec',
  'networking.k8s.io/v1/Ingress': 'spec',
  AppsV1DaemonSetSpec: 'selector template',
  AppsV1DeploymentSpec: 'selector template',
  AppsV1ReplicaSetSpec: 'selector',
  AppsV1StatefulSetSpec: 'selector template',
  'autoscaling/v1/HorizontalPodAutoscaler': 'spec',
  AutoscalingV1CrossVersionObjectReference: 'kind name',
  AutoscalingV1HorizontalPodAutoscalerSpec: 'maxReplicas scaleTargetRef',
  'autoscaling/v2/HorizontalPodAutoscaler': 'spec',
  AutoscalingV2ContainerResourceMetricSource: 'container name target',
  AutoscalingV2CrossVersionObjectReference: 'kind name',
  AutoscalingV2ExternalMetricSource: 'metric target',
  AutoscalingV2HPAScalingPolicy: 'periodSeconds type value',
  AutoscalingV2HorizontalPodAutoscalerSpec: 'maxReplicas scaleTargetRef',
  AutoscalingV2MetricIdentifier: 'name',
  AutoscalingV2MetricSpec: 'type',
  AutoscalingV2MetricTarget: 'type',
  AutoscalingV2ObjectMetricSource: 'describedObject metric target',
  AutoscalingV2PodsMetricSource: 'metric target',
  AutoscalingV2ResourceMetricSource: 'name target',
  'batch/v1/CronJob': 'spec',
  BatchV1CronJobSpec: 'jobTemplate schedule',
  BatchV1JobSpec: 'template',
  CoreV1CSIPersistentVolumeSource: 'driver volumeHandle',
  CoreV1CSIVolumeSource: 'driver',
  CoreV1ConfigMapKeySelector: 'key',
  CoreV1Container: 'name',
  CoreV1ContainerPort: 'containerPort',
  CoreV1DownwardAPIVolumeFile: 'path',
  CoreV1EnvVar: 'name',
  CoreV1GRPCAction: 'port',
  CoreV1HTTPGetAction: 'port',
  CoreV1HTTPHeader: 'name',
  CoreV1HostAlias: 'ip',
  CoreV1HostPathVolumeSource: 'path',
  CoreV1KeyToPath: 'key path',
  CoreV1LimitRangeItem: 'type',
  CoreV1LocalVolumeSource: 'path',
  CoreV1NFSVolumeSource: 'path server',
  CoreV1NodeSelector: 'nodeSelectorTerms',
  CoreV1NodeSelectorRequirement: 'key operator',
  CoreV1ObjectFieldSelector: 'fieldPath',
  CoreV1PersistentVolumeClaimTemplate: 'spec',
  CoreV1PersistentVolumeClaimVolumeSource: 'claimName',
  CoreV1PodAffinityTerm: 'topologyKey',
  CoreV1PodSpec: 'containers',
  CoreV1PodTemplateSpec: 'spec',
  CoreV1PreferredSchedulingTerm: 'weight',
  CoreV1ResourceFieldSelector: 'resource',
  CoreV1SeccompProfile: 'type',
  CoreV1SecretKeySelector: 'key',
  CoreV1ServiceAccountTokenProjection: 'path',
  CoreV1ServicePort: 'port',
  CoreV1Sysctl: 'name',
  CoreV1TCPSocketAction: 'port',
  CoreV1TopologySpreadConstraint: 'maxSkew topologyKey whenUnsatisfiable',
  CoreV1TypedLocalObjectReference: 'kind name',
  CoreV1Volume: 'name',
  CoreV1VolumeDevice: 'devicePath name',
  CoreV1VolumeMount: 'mountPath name',
  CoreV1WeightedPodAffinityTerm: 'podAffinityTerm weight',
  'discovery.k8s.io/v1/EndpointSlice': 'addressType',
  DiscoveryV1Endpoint: 'addresses',
  NetworkingV1HTTPIngressPath: 'backend pathType',
  NetworkingV1HTTPIngressRuleValue: 'paths',
  NetworkingV1IPBlock: 'cidr',
  NetworkingV1IngressClassParametersReference: 'kind name',
  NetworkingV1IngressServiceBackend: 'name',
  'node.k8s.io/v1/RuntimeClass': 'handler',
  'rbac.authorization.k8s.io/v1/ClusterRoleBinding': 'roleRef',
  'rbac.authorization.k8s.io/v1/RoleBinding': 'roleRef',
  RbacV1PolicyRule: 'verbs',
  RbacV1RoleRef: 'kind name',
  RbacV1Subject: 'kind name',
  'storage.k8s.io/v1/StorageClass': 'provisioner',
  'storage.k8s.io/v1/VolumeAttributesClass': 'driverName',
};

const OPEN = { 'x-kubernetes-preserve-unknown-fields': true };

/** A quantity is a text or a number of any kind. */
const QUANTITY = { format: 'kubernetes:quantity' };

const [dir = '.', swagger] = process.argv.slice(2);
const documented = documentedTypes(JSON.parse(readFileSync(swagger, 'utf8')).definitions);
const declarations = readDeclarations();
const definitions = {};
const kinds = {};
const used = new Set();
for (const { node } of declarations.values()) {
  if (!ts.isInterfaceDeclaration(node)) continue;
  const apiVersion = literalOf(node, 'apiVersion');
  const kind = literalOf(node, 'kind');
  if (apiVersion === undefined || kind === undefined || NEVER_WRITTEN.test(kind)) continue;
  const [group, version] = apiVersion.includes('/') ? apiVersion.split('/') : ['', apiVersion];
  if (!/^v\d+$/.test(version)) continue;
  const key = `${group}/${version}/${kind}`;
  const own = node.members.filter(
    ({ name }) => !['apiVersion', 'kind', 'metadata', 'status'].includes(name?.text),
  );
  kinds[key] = schemaOfMembers(own, key);
}
write();

/** The declarations that the package exports, by the names under which other files import them. */
function readDeclarations() {
  const found = new Map();
  const files = ['kubernetes-models', '@kubernetes-models/apimachinery'].flatMap((name) =>
    readdirSync(join(dir, 'node_modules', name), { recursive: true })
      .filter(
        (file) => /\.d\.ts$/.test(file) && !/(^|\/)(_schemas|node_modules)\/|(^|\/)index\.d\.ts$/.test(file),
      )
      .sort()
      .map((file) => join(dir, 'node_modules', name, file)),
  );
  for (const file of files) {
    const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ES2022, false);
    const local = new Map();
    for (const each of source.statements) {
      if (ts.isInterfaceDeclaration(each) || ts.isTypeAliasDeclaration(each)) local.set(each.name.text, each);
    }
    for (const each of source.statements) {
      if (!ts.isExportDeclaration(each) || !each.exportClause) continue;
      for (const { name, propertyName } of each.exportClause.elements) {
        const node = name.text.startsWith('IIo') && local.get(propertyName?.text);
        if (node) found.set(name.text, { node });
      }
    }
  }
  return found;
}

function literalOf(node, field) {
  const member = node.members.find((each) => ts.isPropertySignature(each) && each.name.text === field);
  return member && ts.isLiteralTypeNode(member.type) ? member.type.literal.text : undefined;
}

/** The types of the OpenAPI document by the names that the package derives from theirs. */
function documentedTypes(types) {
  const camel = (name) =>
    name
      .split(/[.-]/)
      .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
      .join('');
  return new Map(Object.entries(types).map(([name, type]) => [shortened(`I${camel(name)}`), type]));
}

/** What the document says of a field beyond its declaration. */
function documentedAs(schema, documented) {
  if (!documented) return schema;
  const {
    type,
    format,
    items,
    'x-kubernetes-list-type': list,
    'x-kubernetes-list-map-keys': keys,
  } = documented;
  if (type === 'integer' && schema.type === 'number') {
    return { ...schema, type: 'integer', ...(format === 'int32' && { format }) };
  }
  if (type !== 'array' || schema.type !== 'array') return schema;
  return {
    ...schema,
    ...(items && { items: documentedAs(schema.items, items) }),
    ...(list === 'set' && { 'x-kubernetes-list-type': list }),
    ...(list === 'map' && { 'x-kubernetes-list-type': list, 'x-kubernetes-list-map-keys': keys }),
  };
}

function schemaOfMembers(members, owner) {
  const type = documented.get(owner);
  const properties = {};
  const required = [];
  let others;
  for (const member of members) {
    if (ts.isIndexSignatureDeclaration(member)) others = schemaOfType(member.type);
    if (!ts.isPropertySignature(member)) continue;
    const name = member.name.text;
    const form = FORMS[`${owner}.${name}`];
    properties[name] = { ...documentedAs(schemaOfType(member.type), type?.properties?.[name]), ...form };
    if (form) used.add(`${owner}.${name}`);
    if (DEMANDED[owner]?.split(' ').includes(name)) required.push(name);
  }
  if (Object.keys(properties).length === 0)
    return others ? { type: 'object', additionalProperties: others } : OPEN;
  return { type: 'object', properties, ...(required.length > 0 && { required }) };
}

function schemaOfType(type) {
  switch (type.kind) {
    case ts.SyntaxKind.ParenthesizedType:
      return schemaOfType(type.type);
    case ts.SyntaxKind.StringKeyword:
      return { type: 'string' };
    case ts.SyntaxKind.NumberKeyword:
      return { type: 'number' };
    case ts.SyntaxKind.BooleanKeyword:
      return { type: 'boolean' };
  }
  if (ts.isUnionTypeNode(type)) return schemaOfUnion(type);
  if (ts.isArrayTypeNode(type)) return { type: 'array', items: schemaOfType(type.elementType) };
  if (ts.isTypeLiteralNode(type)) return schemaOfMembers(type.members);
  if (!ts.isTypeReferenceNode(type)) return OPEN;
  const name = type.typeName.text;
  const [first, second] = type.typeArguments ?? [];
  if (name === 'Array') return { type: 'array', items: schemaOfType(first) };
  if (name === 'Record') return { type: 'object', additionalProperties: schemaOfType(second) };
  return declarations.has(name) ? reference(name) : OPEN;
}

function schemaOfUnion({ types }) {
  const inner = types.filter((each) => each.literal?.kind !== ts.SyntaxKind.NullKeyword);
  if (inner.length === 1) return schemaOfType(inner[0]);
  if (inner.every((each) => each.literal && ts.isStringLiteral(each.literal))) {
    return { type: 'string', enum: inner.map(({ literal }) => literal.text) };
  }
  const isScalar = ({ kind }) => kind === ts.SyntaxKind.StringKeyword || kind === ts.SyntaxKind.NumberKeyword;
  return inner.every(isScalar) ? { 'x-kubernetes-int-or-string': true } : OPEN;
}

function shortened(alias) {
  return alias
    .replace(/^IIoK8sApi(machineryPkg)?(?=[A-Z])/, '')
    .replace(/^IIoK8sKubeAggregatorPkgApis/, '')
    .replace(/^IIoK8sApiextensionsApiserverPkgApis/, '');
}

function reference(alias) {
  const name = shortened(alias);
  if (name === 'ApiResourceQuantity') return QUANTITY;
  if (name === 'UtilIntstrIntOrString') return { 'x-kubernetes-int-or-string': true };
  // A schema contains schemas: what custom resources demand is not judged here.
  if (name.endsWith('JSONSchemaProps')) return OPEN;
  if (!(name in definitions)) {
    definitions[name] = {};
    const { node } = declarations.get(alias);
    definitions[name] = ts.isInterfaceDeclaration(node)
      ? schemaOfMembers(node.members, name)
      : schemaOfType(node.type);
  }
  return { $ref: name };
}

function write() {
  const missing = Object.keys(DEMANDED).filter((owner) => !(kinds[owner] ?? definitions[owner])?.required);
  if (missing.length > 0) throw new Error(`no such type, or it demands nothing: ${missing.join(', ')}`);
  const unused = Object.keys(FORMS).filter((field) => !used.has(field));
  if (unused.length > 0) throw new Error(`no such field: ${unused.join(', ')}`);
  const text = JSON.stringify({ kinds, definitions });
  writeFileSync(
    new URL('../../packages/core/src/kubernetes/built-in-schemas.data.ts', import.meta.url),
    `// Generated by scripts/generate/built-in-schemas.mjs; do not edit.
// Made of the type declarations of kubernetes-models 5.1.0, copyright (c) 2018 Tommy Chen, MIT licence,
// which are made of the OpenAPI document of Kubernetes ${KUBERNETES}, copyright The Kubernetes Authors, Apache License 2.0. See NOTICE.

/** The release of Kubernetes whose kinds these are. */
export const NEWEST_KUBERNETES = '${KUBERNETES}';

// biome-ignore format: one line
/** The stable kinds and the types that they share, as JSON that is parsed when it is needed. */
export const BUILT_IN_SCHEMAS: string = ${JSON.stringify(text)};
`,
  );
  console.log(Object.keys(kinds).length, 'kinds,', Object.keys(definitions).length, 'types,', text.length);
}
