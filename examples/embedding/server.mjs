// @ts-check
import { createServer } from 'node:http';
import { check, memoryTree } from '@fluxvet/core';
import { fluxvetRules } from '@fluxvet/rules';

/**
 * Checks a repository that is held in memory.
 *
 * @param {Record<string, string>} files path → text
 */
export function checkFiles(files) {
  const report = check(memoryTree(files), {
    plugins: [fluxvetRules],
    config: {
      extends: ['recommended'],
      overrides: [{ clusters: ['sandbox-*'], rules: { 'path-not-found': 'note' } }],
    },
  });
  return {
    clusters: report.summary.clusters.map(({ name }) => name),
    findings: report.findings.map(({ rule, severity, message, location }) => ({
      rule,
      severity,
      message,
      location,
    })),
  };
}

/** The server; it does not listen yet. */
export const server = createServer(async (request, response) => {
  let body = '';
  for await (const chunk of request) body += chunk;
  try {
    response.setHeader('content-type', 'application/json').end(JSON.stringify(checkFiles(JSON.parse(body))));
  } catch (error) {
    response.writeHead(400).end(String(error));
  }
});

if (process.argv[1] === import.meta.filename) server.listen(Number(process.argv[2] ?? 8080));
