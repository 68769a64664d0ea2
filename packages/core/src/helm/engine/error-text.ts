/**
 * The words of Helm for what goes wrong in templates.
 * Source: cleanupParseError and reformatExecErrorMsg in pkg/engine/engine.go of Helm 4.2.
 *
 * @module
 */
import type { GoFault } from '../../template/execute/fault.js';
import { MESSAGE_END, MESSAGE_START } from '../../template/functions/language/include.js';
import type { HelmVersion } from '../charts/helm-version.js';

/** A text that is no template. */
export function parseErrorText(message: string): string {
  const parts = message.split(': ');
  return `parse error at (${parts[1]}): ${parts.at(-1)}`;
}

/** An execution that failed. */
export function execErrorText(fault: GoFault, helm: HelmVersion): string {
  const { message } = fault;
  const location = /^[^:]*: (.*?): /s.exec(message)?.[1] ?? '';
  const start = message.indexOf(MESSAGE_START);
  const end = message.lastIndexOf(MESSAGE_END);
  if (start >= 0 && end > start)
    return `execution error at (${location}): ${message.slice(start + MESSAGE_START.length, end)}`;
  if (helm === '3') return message;
  return multiLine(fault) ?? message;
}

/** One paragraph for each error of the chain; nothing where one of them is none of the engine's. */
function multiLine(fault: GoFault): string | undefined {
  const paragraphs: string[] = [];
  for (let at: GoFault | undefined = fault; at; at = at.wraps) {
    const paragraph = paragraphOf(at.message);
    if (paragraph === undefined) return undefined;
    if (paragraphs.at(-1) !== paragraph) paragraphs.push(paragraph);
  }
  return paragraphs.join('').trim();
}

const PREFIX = 'template: ';

function paragraphOf(message: string): string | undefined {
  if (!message.startsWith(PREFIX)) return undefined;
  const rest = message.slice(PREFIX.length);
  if (rest.startsWith('no template ')) return `${message}\n`;
  const executing = /^(.*?): executing "([^"]*)" at <(.*?)>: (.*)$/s.exec(rest);
  const cut = (text: string): string => text.split(' template:', 1)[0] ?? '';
  if (executing) {
    const [, location = '', name = '', node = '', reason = ''] = executing;
    const last = cut(reason);
    return `${location}\n  executing "${name}" at <${node}>:\n    ${last === '' ? '' : `${last}\n`}`;
  }
  const colon = rest.lastIndexOf(': ');
  return colon < 0 ? undefined : `${rest.slice(0, colon)}\n  ${cut(rest.slice(colon + 2))}\n`;
}
