import {
  type Cluster,
  defineRule,
  type FluxModel,
  indexOf,
  type KustomizationApp,
  kustomizationsOf,
  nameOf,
  nodeAt,
  type Rule,
  type Span,
} from '@fluxvet/core';

export const targetNamespaceRenamesNamespace: Rule = defineRule({
  id: 'target-namespace-renames-namespace',
  title: 'The target namespace gives a Namespace another name',
  why: 'The namespace that the manifest names is not created, and is deleted with all that is in it if Flux had created it before.',
  category: 'correctness',
  severity: 'error',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    renamed:
      "The targetNamespace of Flux Kustomization '{app}' renames the Namespace '{before}' to '{after}'.",
    missed:
      "The targetNamespace of Flux Kustomization '{app}' renames the Namespace '{before}' to '{after}', although '{object}' is to be in '{before}'.",
  },
  *check(model, { finding }) {
    for (const { cluster, app } of kustomizationsOf(model)) {
      for (const { object, before } of renamedBy(app, model)) {
        const data = { app: nameOf(app.object), before, after: object.id.name };
        const at = { in: app.object, path: ['spec', 'targetNamespace'] };
        const related = [{ at: { in: object, path: ['kind'] }, says: 'It stands here' }];
        const missed = inNamespace(cluster, before);
        if (missed)
          yield finding('missed', at, {
            data: { ...data, object: nameOf(missed) },
            related,
            identity: [before],
          });
        // Whoever renames a template on purpose has nothing in the namespace that it names.
        else yield finding('renamed', at, { data, related, identity: [before], atMost: 'warning' });
      }
    }
  },
});

interface Renamed {
  readonly object: KustomizationApp['objects'][number];
  readonly before: string;
}

/** The Namespaces that an app's targetNamespace gave another name. */
function* renamedBy(app: KustomizationApp, { tree }: FluxModel): Generator<Renamed> {
  const target = nodeAt(app.object.body, 'spec', 'targetNamespace');
  if (!target || app.remote) return;
  for (const object of app.objects) {
    if (object.id.kind !== 'Namespace' || object.id.group !== '') continue;
    for (let at = nodeAt(object.body, 'metadata', 'name')?.origin; at; at = at.was) {
      if (at.step?.what !== 'namespace' || !isSame(at.step.by, target.origin.span) || !at.was) continue;
      const { file, start, end } = at.was.span;
      // Flux puts values in for variables only after this.
      const before = (tree.read(file)?.text.slice(start, end) ?? '').replace(/["']/g, '');
      if (before !== '' && before !== object.id.name) yield { object, before };
    }
  }
}

function isSame(a: Span, b: Span): boolean {
  return a.file === b.file && a.start === b.start && a.end === b.end;
}

/** An object that is to be in a namespace which nothing else brings. */
function inNamespace(cluster: Cluster, namespace: string) {
  if (/^(default|kube-.*)$/.test(namespace)) return undefined;
  const exists = indexOf(cluster)
    .ofKind('', 'Namespace')
    .some(({ id }) => id.name === namespace);
  if (exists || cluster.openings.length > 0) return undefined;
  return cluster.objects.find(({ id }) => id.namespace === namespace);
}
