import {
  defineRule,
  indexOf,
  isSettled,
  mayBeSet,
  NOTIFICATION_GROUP,
  nameOf,
  type Rule,
  textAt,
} from '@fluxvet/core';

export const providerMissingSecret: Rule = defineRule({
  id: 'provider-missing-secret',
  title: 'A provider has no address or no credentials to send alerts with',
  why: 'Every alert that goes through it is lost, and only the log of the controller says so.',
  category: 'correctness',
  severity: 'warning',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    credentials: "Provider '{name}' of type '{type}' names no secret with the credentials that it needs.",
    address: "Provider '{name}' of type '{type}' has neither an address nor a secret that holds one.",
  },
  *check(model, { finding }) {
    for (const cluster of model.clusters) {
      for (const object of indexOf(cluster).ofKind(NOTIFICATION_GROUP, 'Provider')) {
        const { body } = object;
        const type = textAt(body, 'spec', 'type');
        if (type === undefined || !isSettled(object) || mayBeSet(body, 'spec', 'secretRef')) continue;
        const address = textAt(body, 'spec', 'address');
        const isPosting = type === 'slack' && address?.startsWith('https://slack.com/api/') === true;
        const isBare = !mayBeSet(body, 'spec', 'address') || address === '';
        const problem =
          NEEDS_CREDENTIALS.has(type) || isPosting
            ? 'credentials'
            : isBare && NEEDS_ADDRESS.has(type)
              ? 'address'
              : undefined;
        if (!problem) continue;
        yield finding(
          problem,
          { in: object, path: ['spec', 'type'] },
          { data: { name: nameOf(object), type } },
        );
      }
    }
  },
});

// Source: notification-controller/internal/notifier, which refuses these without a token or a password.
const NEEDS_CREDENTIALS: ReadonlySet<string> = new Set([
  ...['github', 'githubdispatch', 'githubpullrequestcomment', 'gitlab', 'gitlabmergerequestcomment'],
  ...['gitea', 'giteapullrequestcomment', 'bitbucket', 'bitbucketserver'],
  ...['datadog', 'generic-hmac', 'opsgenie', 'telegram'],
]);

// Others can do without: telegram knows its address, and clouds know who asks.
const NEEDS_ADDRESS: ReadonlySet<string> = new Set([
  ...['alertmanager', 'discord', 'generic', 'googlechat', 'grafana', 'lark', 'matrix', 'msteams', 'nats'],
  ...['pagerduty', 'rocket', 'sentry', 'slack', 'webex'],
]);
