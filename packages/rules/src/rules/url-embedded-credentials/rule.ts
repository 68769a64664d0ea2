import {
  credentialInUrl,
  defineRule,
  fluxObjectsOf,
  hasKnownToken,
  isPlaceholder,
  nameOf,
  nodeAt,
  type Path,
  type Rule,
  showPathOf,
} from '@fluxvet/core';

const FIELDS: readonly Path[] = [
  ['spec', 'url'],
  ['spec', 'endpoint'],
  ['spec', 'address'],
  ['spec', 'proxy'],
  ['spec', 'sync', 'url'],
  ['spec', 'git', 'push', 'url'],
];

/** Addresses that open to whoever knows them, by host and path. */
const WEBHOOKS: readonly (readonly [host: RegExp, path: RegExp])[] = [
  [/^hooks\.slack(-gov)?\.com$/, /^\/services\/T\w+\/B\w+\/\w{20,}$/],
  [/^(ptb\.|canary\.)?discord(app)?\.com$/, /^\/api\/webhooks\/\d{15,}\/[\w-]{40,}/],
  [/\.webhook\.office\.com$/, /^\/webhookb2\/[\w@-]+\/IncomingWebhook\/\w+/],
  [/^chat\.googleapis\.com$/, /^\/v1\/spaces\/[^?]+\?.*token=/],
  [/^oapi\.dingtalk\.com$/, /^\/robot\/send\?access_token=\w{20,}/],
  [/^open\.(feishu\.cn|larksuite\.com)$/, /^\/open-apis\/bot\/v2\/hook\/[\w-]{20,}/],
];

export const urlEmbeddedCredentials: Rule = defineRule({
  id: 'url-embedded-credentials',
  title: 'An address holds a credential',
  why: 'Whoever can read the repository, the object or the logs that show the address can use it.',
  category: 'security',
  severity: 'error',
  confidence: 'likely',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    user: "{kind} '{name}' holds a credential in '{field}', in the address of '{host}'.",
    webhook:
      "{kind} '{name}' holds a webhook of '{host}' in '{field}', which opens to whoever knows its address.",
  },
  *check(model, { finding }) {
    for (const { object } of fluxObjectsOf(model)) {
      for (const path of FIELDS) {
        const node = nodeAt(object.body, ...path);
        if (node?.kind !== 'scalar' || node.unknown !== undefined) continue;
        const found = embeddedIn(node.value);
        if (!found) continue;
        const { message, host } = found;
        const data = { kind: object.id.kind, name: nameOf(object), field: showPathOf(path), host };
        yield finding(message, { in: object, path }, { data });
      }
    }
  },
});

function embeddedIn(
  value: string,
): { readonly message: 'user' | 'webhook'; readonly host: string } | undefined {
  const credential = credentialInUrl(value);
  if (credential) return { message: 'user', host: credential.host };
  const [, user = '', host = '', rest = ''] =
    /^https?:\/\/(?:([^\s/@]{0,300})@)?([^\s/:?#@]{1,253})(?::\d+)?([^\s]{0,1000})$/i.exec(
      value.slice(0, 2000),
    ) ?? [];
  if (user !== '' && hasKnownToken(user)) return { message: 'user', host };
  if (isPlaceholder(value) || /X{5}|0{8}/i.test(rest)) return undefined;
  const known = WEBHOOKS.some(([name, path]) => name.test(host.toLowerCase()) && path.test(rest));
  return known ? { message: 'webhook', host } : undefined;
}
