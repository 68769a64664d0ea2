import { describe, expect, it } from 'vitest';
import { renderFiles } from '../../testing/render-template.js';
import { traceAt } from './trace-at.js';

const VALUES = 'name: web\nimage:\n  tag: "1.2"\nlines: "one\\ntwo"\nlist: [a, b]\n';

/** The file and the characters that a character of the rendered text comes from, outermost writer last. */
function origin(template: string, needle: string): string {
  const rendered = renderFiles({ 'templates/text': template }, VALUES);
  if ('error' in rendered) return rendered.error;
  const [text] = rendered.texts.values();
  if (text === undefined || typeof text !== 'object' || text?.kind !== 'traced') return 'no text';
  const place = traceAt(text, String(text.value).indexOf(needle));
  if (place.kind === 'value' && place.node.kind === 'scalar') return `value ${place.node.value}@${place.at}`;
  if (place.kind === 'template') return `${place.source.name}@${place.at}`;
  return place.kind;
}

describe('traces', () => {
  it('leads the text of a template to its characters', () => {
    expect(origin('a: {{ .Values.name }}\nb: end\n', 'end')).toBe('t/templates/text@25');
  });

  it.each([
    ['a: {{ .Values.name }}', 'web', 'value web@0'],
    ['a: {{ .Values.name | quote }}', 'web', 'value web@0'],
    ['a: {{ .Values.name | trunc 2 | upper | nindent 4 }}', 'WE', 'value web@0'],
    ['a: {{ printf "%s:%s" .Values.name .Values.image.tag }}', '1.2', 'value 1.2@0'],
    [
      '{{ define "x" }}n: {{ .Values.image.tag }}{{ end }}a: {{ include "x" . | nindent 2 }}',
      '1.2',
      'value 1.2@0',
    ],
    ['{{ toYaml .Values | indent 2 }}', '1.2', 'value 1.2@0'],
    ['a: {{ .Values.none | default .Values.name }}', 'web', 'value web@0'],
    ['a: {{ join "-" .Values.list }}', 'b', 'value b@0'],
    ['{{ indent 2 .Values.lines }}', 'two', 'value one\ntwo@4'],
    ['a: {{ tpl "x{{ .Values.name }}" . }}', 'web', 'value web@0'],
    ['a: {{ (fromYaml (toYaml .Values)).image.tag }}', '1.2', 'value 1.2@0'],
    ['a: {{ .Values.name | replace "w" "ww" }}', 'eb', 'value web@1'],
    ['a: {{ "lit" | upper }}', 'LIT', 't/templates/text@7'],
    ['a: {{ .Values.name | sha256sum }}', '1c', 'made'],
    ['a: {{ randAlpha 4 }}', 'abcd', 'unknown'],
  ])('follows %s', (template, needle, place) => {
    expect(origin(template, needle)).toBe(place);
  });

  it('notes which values were read and which were asked for and are not there', () => {
    const rendered = renderFiles(
      { 'templates/text': '{{ .Values.name }}{{ .Values.image.nope }}{{ if .Values.lines }}{{ end }}' },
      VALUES,
    );
    if ('error' in rendered) throw new Error(rendered.error);
    const read = (key: string): boolean | undefined => {
      const value = rendered.values.entries.get(key);
      if (value === null || typeof value !== 'object') return undefined;
      if (value.kind === 'traced') return value.trace.how === 'given' && value.trace.read;
      return value.kind === 'map' || value.kind === 'list' ? value.given?.read : undefined;
    };
    expect(['name', 'lines', 'list'].map(read)).toEqual([true, true, false]);
    const image = rendered.values.entries.get('image');
    expect(typeof image === 'object' && image?.kind === 'map' && [...(image.given?.missed ?? [])]).toEqual([
      'nope',
    ]);
  });

  it('notes decisions on what cannot be known', () => {
    const rendered = renderFiles({ 'templates/text': '{{ if gt (len (randAlpha 3)) 2 }}a{{ end }}' }, VALUES);
    expect('openings' in rendered && rendered.openings.map(({ node }) => node.kind)).toEqual(['if']);
  });
});
