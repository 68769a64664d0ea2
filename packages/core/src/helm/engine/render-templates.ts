/**
 * Executes all templates of a chart, in Helm's order.
 * Source: pkg/engine/engine.go of Helm 4.2.
 *
 * @module
 */
import { ExecFault, GoFault } from '../../template/execute/fault.js';
import {
  addTemplates,
  finished,
  newOutput,
  newRendering,
  type Opening,
  type RenderingOptions,
  type TemplateSet,
} from '../../template/execute/rendering.js';
import { execute } from '../../template/execute/walk.js';
import { removeText } from '../../template/functions/call/remove-text.js';
import { NO_VALUE } from '../../template/functions/language/include.js';
import {
  type ParsedTemplates,
  parseTemplates,
  type TemplateSyntaxError,
} from '../../template/parse/parse.js';
import type { Template } from '../../template/tree/nodes.js';
import { compareText } from '../../template/values/go-text.js';
import { map, type Value } from '../../template/values/value.js';
import { ChartFault, type ChartFile } from '../charts/chart.js';
import type { HelmVersion } from '../charts/helm-version.js';
import { execErrorText, parseErrorText } from './error-text.js';
import { baseOf, type Renderable } from './root-object.js';

/** What templates rendered to. */
export interface Rendered {
  /** Full name → text, with its origin, in the order of execution. */
  readonly texts: ReadonlyMap<string, Value>;
  readonly openings: readonly Opening[];
}

/** Where a template stopped the rendering. */
export class RenderFault extends ChartFault {
  /** The chain of errors behind the text; absent for texts that are no templates. */
  readonly chain: GoFault | undefined;
  readonly syntax: { readonly file: ChartFile; readonly error: TemplateSyntaxError } | undefined;

  constructor(message: string, chain: GoFault | undefined, syntax?: RenderFault['syntax']) {
    super('render', message);
    this.chain = chain;
    this.syntax = syntax;
  }
}

/** Renders. Throws a `RenderFault`. */
export function renderTemplates(
  all: readonly Renderable[],
  options: RenderingOptions & { readonly helm: HelmVersion },
): Rendered {
  const { functions, helm } = options;
  const ordered = [...all].sort((a, b) => order(b.name, a.name));
  const set: TemplateSet = { own: new Map(), outer: undefined };
  for (const { name, file } of ordered) {
    const parsed = parsedFile(file, name, functions);
    if ('error' in parsed)
      throw new RenderFault(parseErrorText(parsed.error.message), undefined, { file, error: parsed.error });
    addTemplates(set, parsed.templates);
  }
  const rendering = newRendering(options);
  const texts = new Map<string, Value>();
  for (const { name, root, basePath } of ordered) {
    if (baseOf(name).startsWith('_')) continue;
    const template = set.own.get(name);
    if (!template) continue;
    root.entries.set(
      'Template',
      map([
        ['Name', name],
        ['BasePath', basePath],
      ]),
    );
    const output = newOutput();
    try {
      execute(rendering, set, template, root, output, 0);
    } catch (fault) {
      throw renderFault(fault, template, helm);
    }
    texts.set(name, removeText(finished(output), NO_VALUE));
  }
  return { texts, openings: rendering.openings };
}

function renderFault(fault: unknown, template: Template, helm: HelmVersion): unknown {
  if (fault instanceof GoFault) return new RenderFault(execErrorText(fault, helm), fault);
  if (!(fault instanceof RangeError) || !/call stack/i.test(fault.message)) return fault;
  const reason = 'templates call each other too deeply';
  const { name, source, root } = template;
  const place = { template: name, source, at: root.at, reason };
  return new RenderFault(`template: ${name}: ${reason}`, new ExecFault(reason, place, undefined, true));
}

/** Deeper files first, and of equally deep ones the last in the alphabet. */
function order(a: string, b: string): number {
  return slashes(a) - slashes(b) || compareText(a, b);
}

function slashes(text: string): number {
  return text.split('/').length;
}

// The same files of a chart are rendered once for each release of it.
const remembered = new WeakMap<ChartFile, Map<string, ParsedTemplates>>();

function parsedFile(
  file: ChartFile,
  name: string,
  functions: RenderingOptions['functions'],
): ReturnType<typeof parseTemplates> {
  const known = remembered.get(file)?.get(name);
  if (known) return known;
  const source = { name, text: file.text, place: file };
  const parsed = parseTemplates(source, { hasFunction: (each) => functions.has(each) });
  if ('error' in parsed) return parsed;
  const byName = remembered.get(file) ?? new Map<string, ParsedTemplates>();
  byName.set(name, parsed);
  remembered.set(file, byName);
  return parsed;
}
