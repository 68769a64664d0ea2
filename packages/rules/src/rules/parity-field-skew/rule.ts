import {
  type AppliedObject,
  clusterCounterparts,
  defineRule,
  HELM_GROUP,
  isKind,
  KUSTOMIZE_GROUP,
  nameOf,
  nodeAt,
  objectCounterparts,
  type Rule,
  showPathOf,
  withoutEnvironment,
} from '@fluxvet/core';

export const parityFieldSkew: Rule = defineRule({
  id: 'parity-field-skew',
  title: 'A Flux object behaves differently in the other environment',
  why: 'What staging shows of a change is not what production does with it.',
  category: 'reliability',
  severity: 'note',
  confidence: 'hint',
  stability: 'stable',
  since: '0.1.0',
  messages: { differs: "{kind} '{name}' has {field} {live} in production, but {before} in {environment}." },
  *check(model, { finding }) {
    for (const pair of clusterCounterparts(model)) {
      for (const { staging, production } of objectCounterparts(pair)) {
        if (isSameText(staging, production)) continue;
        for (const { path, absent } of fieldsOf(production)) {
          const [live, before] = [read(production, path, absent), read(staging, path, absent)];
          // Who patches a field wants it to differ.
          if (!live || !before || live.meaning === before.meaning) continue;
          const data = {
            kind: production.id.kind,
            name: nameOf(production),
            field: showPathOf(path),
            live: live.shown,
            before: before.shown,
            environment: pair.staging.environment ?? '',
          };
          const related = [{ at: { in: staging, path }, says: `In ${data.environment}` }];
          yield finding('differs', { in: production, path }, { data, identity: [data.field], related });
        }
      }
    }
  },
});

/** Both come from one base: whatever differs was patched. */
function isSameText(one: AppliedObject, other: AppliedObject): boolean {
  const [a, b] = [one.body.origin.span, other.body.origin.span];
  return a.file === b.file && a.start === b.start;
}

interface Field {
  readonly path: readonly string[];
  /** What it means to leave it out. */
  readonly absent: string;
}

// Intervals, timeouts and retries are tuned for each environment, and what is bad by itself has rules of its own.
const KUSTOMIZATION: readonly Field[] = [
  { path: ['spec', 'wait'], absent: 'false' },
  { path: ['spec', 'deletionPolicy'], absent: 'MirrorPrune' },
  { path: ['spec', 'serviceAccountName'], absent: '' },
  { path: ['spec', 'decryption', 'provider'], absent: '' },
];
const HELM_RELEASE: readonly Field[] = [
  { path: ['spec', 'serviceAccountName'], absent: '' },
  { path: ['spec', 'driftDetection', 'mode'], absent: 'disabled' },
  { path: ['spec', 'install', 'crds'], absent: 'Create' },
  { path: ['spec', 'upgrade', 'crds'], absent: 'Skip' },
];

function fieldsOf(object: AppliedObject): readonly Field[] {
  if (isKind(object, KUSTOMIZE_GROUP, 'Kustomization')) return KUSTOMIZATION;
  return isKind(object, HELM_GROUP, 'HelmRelease') ? HELM_RELEASE : [];
}

interface Setting {
  readonly meaning: string;
  readonly shown: string;
}

/** What the text of the object says; nothing where something else said it. */
function read({ body }: AppliedObject, path: readonly string[], absent: string): Setting | undefined {
  const node = nodeAt(body, ...path);
  if (!node) return { meaning: absent, shown: absent === '' ? 'nothing' : `the default '${absent}'` };
  if (node.kind !== 'scalar' || node.unknown !== undefined || node.origin.step) return undefined;
  const meaning = path.at(-1) === 'serviceAccountName' ? withoutEnvironment(node.value) : node.value;
  return { meaning, shown: `'${node.value}'` };
}
