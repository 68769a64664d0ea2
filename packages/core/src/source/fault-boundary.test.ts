import { expect, test } from 'vitest';
import { LimitReached } from './bounds/limits.js';
import { within } from './fault-boundary.js';
import type { RepoPath } from './repo-path.js';
import { UsageError } from './usage-error.js';

const unit = {
  what: "the Flux Kustomization 'apps'",
  span: { file: 'a.yaml' as RepoPath, start: 1, end: 2 },
};

function thrown(error: unknown): unknown {
  return within<unknown>(
    unit,
    () => {
      throw error;
    },
    (diagnostic) => diagnostic,
  );
}

test('what is thrown becomes a diagnostic of the unit, without its own message', () => {
  expect(thrown(new TypeError('the password is hunter2'))).toMatchObject({
    code: 'internal/fault',
    span: unit.span,
  });
  expect(JSON.stringify(thrown(new TypeError('the password is hunter2')))).not.toContain('hunter2');
  expect(JSON.stringify(thrown(new TypeError('x')))).toContain("the Flux Kustomization 'apps'");
});

test('a limit is told as one', () => {
  expect(thrown(new LimitReached('text', 'It is too long.'))).toMatchObject({
    code: 'internal/limit',
    message:
      "It is too long. What is beyond the limit 'text' is not followed in the Flux Kustomization 'apps'.",
  });
});

test('what is meant for the caller passes', () => {
  expect(() => thrown(new UsageError('no-input', 'x'))).toThrow(UsageError);
});
