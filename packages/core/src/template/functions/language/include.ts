/**
 * Helm's functions that execute templates: `include` and `tpl`; and those that end the rendering.
 * Source: engine.go of Helm 4.2.
 *
 * @module
 */
import { GoFault } from '../../execute/fault.js';
import type { CallSite } from '../../execute/rendering.js';
import {
  addTemplates,
  finished,
  lookUp,
  newOutput,
  type Rendering,
  type TemplateSet,
} from '../../execute/rendering.js';
import { execute } from '../../execute/walk.js';
import { quote } from '../../format/quote.js';
import { parseTemplates } from '../../parse/parse.js';
import type { Template } from '../../tree/nodes.js';
import { plain, read } from '../../values/traced.js';
import type { Value } from '../../values/value.js';
import type { Functions } from '../call/define.js';
import { removeText } from '../call/remove-text.js';

// What Helm calls the set of all templates.
const ROOT = 'gotpl';
const MOST_NESTED = 1000;

/** What Go prints for nothing, which Helm takes away. */
export const NO_VALUE = '<no value>';

/** Marks the message of `fail` and `required` within an error. */
export const MESSAGE_START = 'HELM_ERR_START';
export const MESSAGE_END = 'HELM_ERR_END';

function include(name: string, data: Value | undefined, site: CallSite): Value {
  const { rendering, templates, depth } = site;
  const { included } = rendering;
  const nested = included.get(name);
  if (nested !== undefined && nested > MOST_NESTED) {
    throw new GoFault(
      `rendering template has a nested reference name: ${name}: unable to execute template`,
      new GoFault('unable to execute template'),
    );
  }
  included.set(name, (nested ?? 0) + 1);
  const template = lookUp(templates, name);
  const output = newOutput();
  try {
    if (!template)
      throw new GoFault(`template: no template ${quote(name)} associated with template ${quote(ROOT)}`);
    execute(rendering, templates, template, data, output, depth + 1);
  } finally {
    included.set(name, (included.get(name) ?? 1) - 1);
  }
  return finished(output);
}

function expand(text: string, of: Value, data: Value | undefined, site: CallSite): Value {
  const { rendering, templates, depth } = site;
  const set: TemplateSet = { own: new Map(), outer: templates };
  addTemplates(set, parsed(text, of, rendering));
  const output = newOutput();
  const template = set.own.get(ROOT) ?? lookUp(templates, ROOT);
  if (!template) return '';
  try {
    execute(rendering, set, template, data, output, depth + 1);
  } catch (fault) {
    if (!(fault instanceof GoFault)) throw fault;
    throw new GoFault(`error during tpl function execution for ${quote(text)}: ${fault.message}`, fault);
  }
  return removeText(finished(output), NO_VALUE);
}

function parsed(text: string, of: Value, { functions, parsed: known }: Rendering): readonly Template[] {
  const cached = known.get(text);
  if (cached?.[0]?.source.place === of) return cached;
  const source = { name: ROOT, text, place: of };
  const result = parseTemplates(source, { hasFunction: (name) => functions.has(name) });
  if ('error' in result) throw new GoFault(`cannot parse template ${quote(text)}: ${result.error.message}`);
  known.set(text, result.templates);
  return result.templates;
}

function marked(message: string): GoFault {
  return new GoFault(`${MESSAGE_START}${message}${MESSAGE_END}`);
}

export const INCLUDE: Functions = {
  include: {
    params: ['string', 'interface {}'],
    call: ([name, data], site) => include(read(name ?? null) as string, data ?? undefined, site),
  },
  tpl: {
    params: ['string', 'interface {}'],
    call: ([text = null, data], site) => expand(read(text) as string, text, data ?? undefined, site),
  },
  required: {
    params: ['string', 'interface {}'],
    call: ([message, value = null]) => {
      const bare = plain(value);
      if (bare === null || bare === '') {
        read(value);
        throw marked(read(message ?? null) as string);
      }
      return value;
    },
  },
  fail: {
    params: ['string'],
    call: ([message]) => {
      throw marked(read(message ?? null) as string);
    },
  },
};
