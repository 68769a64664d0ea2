/**
 * Whether an operator makes a ConfigMap or Secret for an object of the files: an ExternalSecret, a SealedSecret,
 * a Certificate, a trust Bundle, or an original that is copied into other namespaces.
 *
 * @module
 */
import {
  type AppliedObject,
  annotationsOf,
  type Cluster,
  indexOf,
  isFluxGroup,
  type ObjectId,
  textAt,
} from '@fluxvet/core';

/** Whether something in the files of a cluster may make the object in the cluster. */
export function mayBeMade(cluster: Cluster, wanted: ObjectId): boolean {
  const makers = namesMadeIn(cluster).get(wanted.name) ?? [];
  if (makers.some((namespace) => namespace === undefined || namespace === wanted.namespace)) return true;
  if (isMadeByPattern(cluster, wanted)) return true;
  return indexOf(cluster)
    .ofKind('', wanted.kind)
    .some((object) => object.id.name === wanted.name && isCopied(object));
}

// Reflector, Replicator and Config Syncer copy what is annotated so into other namespaces.
const COPIERS = /^(reflector\.|replicator\.|kubed\.|config-syncer\.)/;

function isCopied({ body }: AppliedObject): boolean {
  return [...annotationsOf(body).keys()].some((key) => COPIERS.test(key));
}

/** Where custom resources say how the object is called that is made for them; their own name is one more. */
const NAMES = [
  ['metadata', 'name'],
  ['spec', 'target', 'name'],
  ['spec', 'secretName'],
  ['spec', 'destination', 'name'],
  ['spec', 'template', 'metadata', 'name'],
  ['spec', 'managedSecretReference', 'secretName'],
  ['spec', 'managedSecret', 'name'],
  ['spec', 'externalSecretName'],
  ['spec', 'externalSecretSpec', 'target', 'name'],
  ['spec', 'writeConnectionSecretToRef', 'name'],
  ['spec', 'connectionSecret', 'name'],
  ['spec', 'userSecret', 'name'],
  ['spec', 'secretTemplate', 'metadata', 'name'],
] as const;

const remembered = new WeakMap<Cluster, ReadonlyMap<string, readonly (string | undefined)[]>>();

/** The names that custom resources may make, with the namespaces of the latter; none for those of the whole cluster. */
function namesMadeIn(cluster: Cluster): ReadonlyMap<string, readonly (string | undefined)[]> {
  const known = remembered.get(cluster);
  if (known) return known;
  const names = new Map<string, (string | undefined)[]>();
  for (const { id, body } of cluster.objects) {
    if (!id.group.includes('.') || id.group.endsWith('.k8s.io') || isFluxGroup(id.group)) continue;
    // kustomize gives any kind that it does not know a namespace, those of the whole cluster as well.
    const isOfCluster = /^Cluster[A-Z]/.test(id.kind);
    const namespace = isOfCluster ? undefined : id.namespace;
    const made = MADE_NAMES.get(`${id.group}/${id.kind}`)?.(id.name) ?? [];
    for (const name of [...NAMES.map((path) => textAt(body, ...path)), ...made]) {
      if (name === undefined) continue;
      const before = names.get(name);
      if (before) before.push(namespace);
      else names.set(name, [namespace]);
    }
  }
  remembered.set(cluster, names);
  return names;
}

/** How operators call the Secrets and ConfigMaps that they make for an object, beside its own name. */
const MADE_NAMES: ReadonlyMap<string, (name: string) => readonly string[]> = new Map(
  Object.entries({
    'postgresql.cnpg.io/Cluster': (name: string) =>
      ['app', 'superuser', 'ca', 'server', 'replication'].map((part) => `${name}-${part}`),
    'rabbitmq.com/RabbitmqCluster': (name: string) => [`${name}-default-user`, `${name}-erlang-cookie`],
    'elasticsearch.k8s.elastic.co/Elasticsearch': (name: string) =>
      ['elastic-user', 'http-certs-public', 'http-ca-internal'].map((part) => `${name}-es-${part}`),
    'kibana.k8s.elastic.co/Kibana': (name: string) => [`${name}-kb-http-certs-public`, `${name}-kibana-user`],
    'k8s.keycloak.org/Keycloak': (name: string) => [`${name}-initial-admin`],
    'kafka.strimzi.io/Kafka': (name: string) => [`${name}-cluster-ca-cert`, `${name}-clients-ca-cert`],
    'grafana.integreatly.org/Grafana': (name: string) => [`${name}-admin-credentials`],
    'mongodbcommunity.mongodb.com/MongoDBCommunity': (name: string) => [`${name}-admin-admin`],
    'psmdb.percona.com/PerconaServerMongoDB': (name: string) => [`${name}-secrets`],
    'pxc.percona.com/PerconaXtraDBCluster': (name: string) => [`${name}-secrets`],
    'minio.min.io/Tenant': (name: string) => [`${name}-env-configuration`, `${name}-tls`],
    'argoproj.io/ArgoCD': (name: string) => [`${name}-cluster`],
  }),
);

/** Names with a part that nobody can tell from the object, such as that of a user. */
const MADE_PATTERNS: Readonly<Record<string, (name: string) => (made: string) => boolean>> = {
  'postgres-operator.crunchydata.com/PostgresCluster': (name) => (made) =>
    made.startsWith(`${name}-pguser-`) || made === `${name}-cluster-cert`,
  'acid.zalan.do/postgresql': (name) => (made) => made.includes(`.${name}.credentials.`),
  'mongodbcommunity.mongodb.com/MongoDBCommunity': (name) => (made) => made.startsWith(`${name}-`),
};

function isMadeByPattern(cluster: Cluster, wanted: ObjectId): boolean {
  return Object.entries(MADE_PATTERNS).some(([kind, pattern]) => {
    const [group = '', name = ''] = kind.split('/');
    return indexOf(cluster)
      .ofKind(group, name)
      .some(({ id }) => id.namespace === wanted.namespace && pattern(id.name)(wanted.name));
  });
}
