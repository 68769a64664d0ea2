import {
  defineRule,
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
import { errorIn, unknownName, wrongField } from './expressions.js';

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
    noField:
      "{kind} '{app}' asks for '{field}' in a health check expression; the fields of the object stand at the top, as 'status' does.",
    noName: "{kind} '{app}' asks for '{field}' in 'readyExpr', which knows 'dep' and 'self' only.",
    notReady: "{kind} '{app}' has a 'readyExpr' that is not CEL: {error}.",
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
          const expression = textAt(item, field);
          const error = errorIn(expression);
          const wrong = error === undefined ? wrongField(expression) : undefined;
          if (error === undefined && wrong === undefined) continue;
          const path: Path = ['spec', 'healthCheckExprs', at, field];
          const kind = app.kind === 'Kustomization' ? 'Flux Kustomization' : app.kind;
          const place = { in: app.object, path };
          const data = { kind, app: nameOf(app.object) };
          if (error !== undefined) yield finding('unreadable', place, { data: { ...data, error } });
          if (wrong !== undefined)
            yield finding('noField', place, { data: { ...data, field: wrong }, atMost: 'warning' });
        }
      }
      for (const [at, item] of itemsAt(app.object.body, 'spec', 'dependsOn').entries()) {
        const expression = textAt(item, 'readyExpr');
        const error = errorIn(expression);
        const place = { in: app.object, path: ['spec', 'dependsOn', at, 'readyExpr'] };
        const kind = app.kind === 'Kustomization' ? 'Flux Kustomization' : app.kind;
        const data = { kind, app: nameOf(app.object) };
        const unknown = error === undefined ? unknownName(expression) : undefined;
        if (error !== undefined) yield finding('notReady', place, { data: { ...data, error } });
        if (unknown !== undefined) yield finding('noName', place, { data: { ...data, field: unknown } });
      }
    }
  },
});

function checksHealth({ object, spec }: KustomizationApp): boolean {
  if (!isSettled(object) || mayBeSet(object.body, 'spec', 'healthChecks')) return true;
  return spec.wait ?? mayBeSet(object.body, 'spec', 'wait');
}
