import { type AppliedObject, defineRule, kustomizationsOf, nameOf, type Rule } from '@fluxvet/core';
import { isWrittenByFlux } from '../../questions/objects/written-by-flux.js';

export const pruneDisabled: Rule = defineRule({
  id: 'prune-disabled',
  title: 'A Flux Kustomization leaves behind what is removed from Git',
  why: 'Objects whose manifests are deleted or renamed go on running, and nobody sees them in Git any more.',
  category: 'reliability',
  severity: 'warning',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: { disabled: "Flux Kustomization '{app}' does not delete what is removed from Git." },
  *check(model, { finding }) {
    for (const { cluster, app } of kustomizationsOf(model)) {
      const { object, spec } = app;
      if (spec.prune !== false || spec.suspend || isWrittenByFlux(cluster, object)) continue;
      const kept = app.objects.length > 0 && app.objects.every(isPrecious);
      const isComplete = app.path.kind === 'built' && app.path.build.complete;
      if (kept && isComplete) continue;
      yield finding(
        'disabled',
        { in: object, path: ['spec', 'prune'] },
        {
          data: { app: nameOf(object) },
          // What is not at hand may be such that it must not be deleted.
          ...((app.objects.some(isFoundation) || (!isComplete && app.objects.every(isPrecious))) && {
            atMost: 'note' as const,
          }),
        },
      );
    }
  },
});

/** What loses data or takes other objects along when it is deleted. */
const PRECIOUS: ReadonlySet<string> = new Set([
  'CustomResourceDefinition',
  'Namespace',
  'PersistentVolume',
  'PersistentVolumeClaim',
  'StorageClass',
]);

function isPrecious({ id }: AppliedObject): boolean {
  return PRECIOUS.has(id.kind);
}

/** What takes much along when it goes by mistake: definitions with all their objects, Flux with all that it applies. */
function isFoundation({ id }: AppliedObject): boolean {
  return id.kind === 'CustomResourceDefinition' || /^flux-(operator|instance)$/.test(id.name);
}
