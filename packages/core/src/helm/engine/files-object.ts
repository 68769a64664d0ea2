/**
 * `.Files` of templates.
 * Source: pkg/engine/files.go of Helm 4.2.
 *
 * @module
 */
import { GoFault } from '../../template/execute/fault.js';
import { toYaml } from '../../template/functions/documents/to-yaml.js';
import { base64 } from '../../template/functions/texts/encoding.js';
import { baseName } from '../../template/functions/texts/paths.js';
import { compareText, toBytes } from '../../template/values/go-text.js';
import { read } from '../../template/values/traced.js';
import {
  type GoMap,
  list,
  type Method,
  TEXT_LIST,
  textMap,
  type Value,
} from '../../template/values/value.js';
import type { ChartFile } from '../charts/chart.js';
import type { HelmVersion } from '../charts/helm-version.js';
import { goGlob } from './go-glob.js';

/** The object for the files of a chart. */
export function filesObject(files: readonly ChartFile[], helm: HelmVersion): GoMap {
  const contents = new Map(files.map(({ name, text }) => [name, text]));
  const text = (path: string): string => contents.get(path) ?? '';
  const sorted = [...contents.keys()].sort(compareText);
  const flat = (of: (content: string) => string): Value => {
    const entries = sorted.map((name): [string, Value] => [baseName(name), of(text(name))]);
    return toYaml(textMap(entries), 'plain').text;
  };
  const byPath = (call: (path: string) => Value): Method => ({
    params: ['string'],
    call: ([path = null]) => call(read(path) as string),
  });
  const methods = new Map<string, Method>([
    ['Get', byPath(text)],
    ['GetBytes', byPath((path) => ({ kind: 'bytes', text: text(path) }))],
    ['Lines', byPath((path) => lines(contents, path, helm))],
    [
      'Glob',
      byPath((pattern) => {
        const matches = goGlob(pattern) ?? ((): boolean => true);
        return filesObject(
          files.filter(({ name }) => matches(name)),
          helm,
        );
      }),
    ],
    ['AsConfig', { params: [], call: () => flat((content) => content) }],
    ['AsSecrets', { params: [], call: () => flat((content) => base64(toBytes(content))) }],
  ]);
  const entries = new Map<string, Value>(
    files.map((file) => [file.name, { kind: 'bytes', text: file.text }]),
  );
  return { kind: 'map', type: 'engine.files', entries, methods };
}

function lines(contents: ReadonlyMap<string, string>, path: string, helm: HelmVersion): Value {
  const content = contents.get(path);
  if (content === undefined) return list([], TEXT_LIST);
  if (content === '') {
    if (helm === '3') return list([], TEXT_LIST);
    throw new GoFault('runtime error: index out of range [-1]');
  }
  return list(content.replace(/\n$/, '').split('\n'), TEXT_LIST);
}
