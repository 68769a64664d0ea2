import { describe, expect, it } from 'vitest';
import { renderTemplate } from '../../testing/render-template.js';

const VALUES =
  'name: web\nempty: ""\ncount: 3\nbig: 12345678\nratio: 2.50\non: yes\noff: false\nnone: null\nlist: [b, a, 3]\nmap: {b: 1, a: {x: y}}\nlong: "a text of many words that goes on and on until it is longer than any line of eighty characters can be"\nlines: "one\\ntwo\\n"\nquoted: "it\'s \\"so\\""\numlaut: "größe"\n';

// Recorded from Helm.
const CASES: readonly (readonly [template: string, text: string])[] = [
  ['a {{- 1 -}} b', 'a1b'],
  ['a {{- /* c */ -}} b', 'ab'],
  ['{{ "a" -}}\n\n  x\n{{- "b" }}', 'axb'],
  ['{{ `raw "x"\n` }}{{ "\\u00e9\\x41\\101\\n" }}', 'raw "x"\néAA\n'],
  ["{{ 'a' }} {{ '\\n' }}", '97 10'],
  [
    '{{ 0x1F }} {{ 1_000 }} {{ 017 }} {{ 0b11 }} {{ 1e3 }} {{ .5 }} {{ -3 }} {{ 1i }}',
    '31 1000 15 3 1000 0.5 -3 (0+1i)',
  ],
  ['{{ /* x */ }}', 'parse error at (t/templates/text:1): unexpected "/" in command'],
  ['{{ "a }}', 'parse error at (t/templates/text:1): unterminated quoted string'],
  ['{{ .Values.foo-bar }}', "parse error at (t/templates/text:1): bad character U+002D '-'"],
  ['{{ 12x }}', 'parse error at (t/templates/text:1): "12x"'],
  ['{{ @ }}', 'parse error at (t/templates/text:1): unexpected "@" in command'],
  ['{{ € }}', "parse error at (t/templates/text:1): U+20AC '€'"],
  ['{{ (1 }}', 'parse error at (t/templates/text:1): unclosed left paren'],
  ['{{ 1) }}', 'parse error at (t/templates/text:1): unexpected right paren'],
  ['{{ $x }}', 'parse error at (t/templates/text:1): undefined variable "$x"'],
  ['{{ foo }}', 'parse error at (t/templates/text:1): function "foo" not defined'],
  ['{{ if }}x{{ end }}', 'parse error at (t/templates/text:1): missing value for if'],
  ['{{ if true }}', 'parse error at (t/templates/text:1): unexpected EOF'],
  ['{{ end }}', 'parse error at (t/templates/text:1): unexpected {{end}}'],
  ['{{ else }}', 'parse error at (t/templates/text:1): unexpected {{else}}'],
  [
    '{{ range $a, $b, $c := .Values.list }}{{ end }}',
    'parse error at (t/templates/text:1): too many declarations in range',
  ],
  [
    '{{ if true }}a{{ else }}b{{ else }}c{{ end }}',
    'parse error at (t/templates/text:1): expected end; found {{else}}',
  ],
  ['{{ break }}', 'parse error at (t/templates/text:1): {{break}} outside {{range}}'],
  [
    '{{ define "a" }}1{{ end }}{{ define "a" }}2{{ end }}',
    'parse error at (t/templates/text:1): multiple definition of template "a"',
  ],
  ['{{ template x }}', 'parse error at (t/templates/text:1): unexpected "x" in template clause'],
  ['{{ "a" | | upper }}', 'parse error at (t/templates/text:1): unexpected "|" in command'],
  ['{{ "a" | upper | }}', 'A'],
  ['{{ "a".b }}', 'parse error at (t/templates/text:1): unexpected . after term "\\"a\\""'],
  ['{{ .Values.a..b }}', 'parse error at (t/templates/text:1): unexpected <.> in operand'],
  ['{{ "\\q" }}', 'parse error at (t/templates/text:1): invalid syntax'],
  ["{{ 'ab' }}", "parse error at (t/templates/text:1): 'ab'"],
  [
    '{{ 9223372036854775808 }}',
    't/templates/text:1:3\n  executing "t/templates/text" at <9223372036854775808>:\n    9223372036854775808 overflows int',
  ],
  ['{{ 1e999 }}', 'parse error at (t/templates/text:1): "1e999"'],
  ['{{ block "x" . }}in{{ end }} {{ template "x" . }}', 'in in'],
  ['{{ /* never closed', 'parse error at (t/templates/text:1): unexpected "/" in command'],
  ['{{ .Values.name\n', 'parse error at (t/templates/text:2): unclosed action started at t/templates/text:1'],
  ['{{ "{{" }}}}', '{{}}'],
  ['{{if true}}{{/* c */}}x{{end}}', 'x'],
  ['{{\n.Values.name\n|\nupper\n}}', 'WEB'],
];

describe('the parser', () => {
  it.each(CASES)('%s', (template, text) => {
    expect(renderTemplate(template, VALUES)).toBe(text);
  });
});
