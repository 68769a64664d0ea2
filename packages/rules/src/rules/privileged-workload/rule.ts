import { defineRule, itemsAt, nameOf, type Path, type Rule, textAt } from '@fluxvet/core';
import { podsOf } from '../../questions/objects/pods.js';

export const privilegedWorkload: Rule = defineRule({
  id: 'privileged-workload',
  title: 'A workload has more rights on its node than most need',
  why: 'Whoever takes over the container takes over the node, or sees what other Pods do there.',
  category: 'security',
  severity: 'note',
  confidence: 'hint',
  stability: 'experimental',
  since: '0.1.0',
  messages: {
    privileged: "{kind} '{name}' runs its container '{container}' as privileged.",
    host: "{kind} '{name}' shares with its node: {field}.",
    writable:
      "{kind} '{name}' lets its container '{container}' write to its root file system: readOnlyRootFilesystem is false.",
  },
  *check(model, { finding }) {
    for (const { object, path } of podsOf(model)) {
      const data = { kind: object.id.kind, name: nameOf(object) };
      for (const field of ['hostNetwork', 'hostPID', 'hostIPC']) {
        if (textAt(object.body, ...path, field) !== 'true') continue;
        yield finding('host', { in: object, path: [...path, field] }, { data: { ...data, field } });
      }
      for (const list of ['initContainers', 'containers']) {
        for (const [index, each] of itemsAt(object.body, ...path, list).entries()) {
          const container = textAt(each, 'name') ?? '';
          const context: Path = [...path, list, index, 'securityContext'];
          if (textAt(object.body, ...context, 'privileged') === 'true') {
            const at = { in: object, path: [...context, 'privileged'] };
            yield finding('privileged', at, { data: { ...data, container } });
          }
          if (textAt(object.body, ...context, 'readOnlyRootFilesystem') === 'false') {
            const at = { in: object, path: [...context, 'readOnlyRootFilesystem'] };
            yield finding('writable', at, { data: { ...data, container } });
          }
        }
      }
    }
  },
});
