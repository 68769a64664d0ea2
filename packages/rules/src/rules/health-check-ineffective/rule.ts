import {
  defineRule,
  expressionError,
  helmReleasesOf,
  isSettled,
  itemsAt,
  type KustomizationApp,
  kustomizationsOf,
  mayBeSet,
  nameOf,
  type Path,
  type Rule,
  textAt,
} from '@fluxvet/core';

export const healthCheckIneffective: Rule = defineRule({
  id: 'health-check-ineffective',
  title: 'A health check has no effect, or cannot be read',
  why: 'The app is called healthy without the check that somebody wrote for it, or is not applied at all.',
  category: 'correctness',
  severity: 'error',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    ignored: "Flux Kustomization '{app}' sets 'wait', so that its 'healthChecks' are ignored.",
    unused:
      "Flux Kustomization '{app}' has 'healthCheckExprs', but neither 'wait' nor 'healthChecks' to use them.",
    unreadable: "{kind} '{app}' has a health check expression that is not CEL: {error}.",
  },
  *check(model, { finding }) {
    for (const { app } of kustomizationsOf(model)) {
      const { object, spec } = app;
      const app_ = nameOf(object);
      if (spec.wait === true && itemsAt(object.body, 'spec', 'healthChecks').length > 0) {
        yield finding(
          'ignored',
          { in: object, path: ['spec', 'healthChecks'], on: 'key' },
          { data: { app: app_ }, atMost: 'warning' },
        );
      }
      if (itemsAt(object.body, 'spec', 'healthCheckExprs').length > 0 && !checksHealth(app)) {
        yield finding(
          'unused',
          { in: object, path: ['spec', 'healthCheckExprs'], on: 'key' },
          { data: { app: app_ }, atMost: 'warning' },
        );
      }
    }
    for (const { app } of [...kustomizationsOf(model), ...helmReleasesOf(model)]) {
      for (const [at, item] of itemsAt(app.object.body, 'spec', 'healthCheckExprs').entries()) {
        for (const field of ['current', 'inProgress', 'failed']) {
          const error = errorIn(textAt(item, field));
          if (error === undefined) continue;
          const path: Path = ['spec', 'healthCheckExprs', at, field];
          const kind = app.kind === 'Kustomization' ? 'Flux Kustomization' : app.kind;
          yield finding(
            'unreadable',
            { in: app.object, path },
            { data: { kind, app: nameOf(app.object), error } },
          );
        }
      }
    }
  },
});

function checksHealth({ object, spec }: KustomizationApp): boolean {
  if (!isSettled(object) || mayBeSet(object.body, 'spec', 'healthChecks')) return true;
  return spec.wait ?? mayBeSet(object.body, 'spec', 'wait');
}

// Parts of the language that Flux reads and that are not checked here.
const NOT_CHECKED = /\.\?|\[\?|\{\?|"""|'''|\b[rRbB]{1,2}["']/;

function errorIn(expression: string | undefined): string | undefined {
  if (expression === undefined || NOT_CHECKED.test(expression)) return undefined;
  return expressionError(expression)?.replace(/\.$/, '');
}
