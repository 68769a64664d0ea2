import { type AppliedObject, type Cluster, defineRule, mayBeSet, type Place, type Rule } from '@fluxvet/core';
import { controllersOf, flagOf } from '../../questions/clusters/controller-flags.js';
import { showList } from '../../questions/texts/show-list.js';

export const lockdownPatchesIncomplete: Rule = defineRule({
  id: 'lockdown-patches-incomplete',
  title: 'The lockdown of tenants is not complete',
  why: 'Tenants get around it by what was left out, or the platform itself is locked out.',
  category: 'security',
  severity: 'warning',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    flags: 'Flux locks tenants down in part only: {missing}.',
    sync: "Flux applies what names no account as the service account '{account}', and Flux Kustomization '{app}', which applies the cluster itself, names none.",
  },
  *check(model, { finding }) {
    for (const cluster of model.clusters) {
      const controllers = controllersOf(cluster);
      const at = placeOfLockdown(controllers);
      if (!at) continue;
      const missing = missingFlags(controllers);
      if (missing.length > 0) yield finding('flags', at, { data: { missing: missing.join(', ') } });
      const applier = controllers.find(({ id }) => id.name === 'kustomize-controller');
      const account = flagOf(applier, '--default-service-account')?.value;
      const sync = syncOf(cluster);
      if (!account || !sync || mayBeSet(sync.body, 'spec', 'serviceAccountName')) continue;
      const data = { account, app: `${sync.id.namespace ?? ''}/${sync.id.name}` };
      yield finding('sync', { in: sync, path: ['spec', 'serviceAccountName'] }, { data });
    }
  },
});

const CROSS_NAMESPACE = '--no-cross-namespace-refs';
const ACCOUNT = '--default-service-account';

/** Each flag, and the controllers that need it. */
const FLAGS: readonly (readonly [string, readonly string[]])[] = [
  [
    CROSS_NAMESPACE,
    [
      'kustomize-controller',
      'helm-controller',
      'notification-controller',
      'image-reflector-controller',
      'image-automation-controller',
    ],
  ],
  ['--no-remote-bases', ['kustomize-controller']],
  [ACCOUNT, ['kustomize-controller', 'helm-controller']],
];

/** Where somebody began to lock tenants down; refusing remote bases alone is good advice for every cluster. */
function placeOfLockdown(controllers: readonly AppliedObject[]): Place | undefined {
  for (const controller of controllers) {
    const flag = flagOf(controller, ACCOUNT) ?? flagOf(controller, CROSS_NAMESPACE);
    if (flag) return { in: controller, path: flag.path };
  }
  return undefined;
}

function missingFlags(controllers: readonly AppliedObject[]): string[] {
  return controllers.flatMap((controller) => {
    const { name } = controller.id;
    const lacking = FLAGS.filter(([flag, names]) => names.includes(name) && !flagOf(controller, flag));
    return lacking.length === 0 ? [] : [`'${name}' runs without ${showList(lacking.map(([flag]) => flag))}`];
  });
}

function syncOf({ apps, entry }: Cluster): AppliedObject | undefined {
  return apps.find(
    ({ kind, object }) => kind === 'Kustomization' && object.body.origin.span.file === entry.file,
  )?.object;
}
