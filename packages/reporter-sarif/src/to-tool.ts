/**
 * The tool with all rules that ran, whether they found something or not, and the plug-ins that brought them.
 *
 * @module
 */
import type { Report, ReportedRule } from '@fluxvet/core';
import { MAX_EXTENSIONS } from './github-limits.data.js';
import type { SarifOptions } from './options.js';
import type { SarifExtension, SarifTool } from './sarif-log.js';
import { toRule } from './to-rule.js';

/** The tool; its rules keep their order. */
export function toTool(
  { tool: { name, version }, plugins }: Report,
  rules: readonly ReportedRule[],
  { homepage, ruleUrl }: SarifOptions,
): SarifTool {
  const own = plugins.find(({ namespace }) => namespace === '');
  const ownPackage = own && packageUrl(own.name, own.version);
  const pageOf = (id: string): string | undefined =>
    ruleUrl?.(id) ?? (id.includes('/') ? undefined : ownPackage);
  const extensions = plugins.slice(0, MAX_EXTENSIONS).map(toExtension);
  return {
    driver: {
      name,
      version,
      semanticVersion: version,
      informationUri: homepage ?? packageUrl(name, version),
      // All of them stand here: viewers other than GitHub seldom look into extensions.
      rules: rules.map((rule) => toRule(rule, pageOf(rule.id))),
    },
    ...(extensions.length > 0 && { extensions }),
  };
}

/**
 * The address of a package wherever it is kept: a package URL, with the at sign of a scope encoded.
 * Source: https://github.com/package-url/purl-spec.
 */
function packageUrl(name: string, version: string): string {
  return `pkg:npm/${name.replace('@', '%40')}@${version}`;
}

function toExtension({ name, version }: Report['plugins'][number]): SarifExtension {
  return { name, version, ...(SEMANTIC_VERSION.test(version) && { semanticVersion: version }) };
}

const SEMANTIC_VERSION = /^\d+\.\d+\.\d+(-[\w.-]+)?(\+[\w.-]+)?$/;
