import { describe, expect, it } from 'vitest';
import { renderTemplate } from '../../../testing/render-template.js';

const VALUES =
  'name: web\nempty: ""\ncount: 3\nbig: 12345678\nratio: 2.50\non: yes\noff: false\nnone: null\nlist: [b, a, 3]\nmap: {b: 1, a: {x: y}}\nlong: "a text of many words that goes on and on until it is longer than any line of eighty characters can be"\nlines: "one\\ntwo\\n"\nquoted: "it\'s \\"so\\""\numlaut: "größe"\n';

// Recorded from Helm.
const CASES: readonly (readonly [template: string, text: string])[] = [
  [
    '{{ toYaml .Values }}',
    'big: 12345678\ncount: 3\nempty: ""\n"false": false\nlines: |\n  one\n  two\nlist:\n- b\n- a\n- 3\nlong: a text of many words that goes on and on until it is longer than any line of\n  eighty characters can be\nmap:\n  a:\n    x: true\n  b: 1\nname: web\nnone: null\nquoted: it\'s "so"\nratio: 2.5\n"true": true\numlaut: größe',
  ],
  [
    '{{ toYamlPretty .Values }}',
    'big: 1.2345678e+07\ncount: 3\nempty: ""\n"false": false\nlines: |\n  one\n  two\nlist:\n  - b\n  - a\n  - 3\nlong: a text of many words that goes on and on until it is longer than any line of eighty characters can be\nmap:\n  a:\n    x: true\n  b: 1\nname: web\nnone: null\nquoted: it\'s "so"\nratio: 2.5\n"true": true\numlaut: größe',
  ],
  [
    '{{ toJson .Values }}',
    '{"big":12345678,"count":3,"empty":"","false":false,"lines":"one\\ntwo\\n","list":["b","a",3],"long":"a text of many words that goes on and on until it is longer than any line of eighty characters can be","map":{"a":{"x":true},"b":1},"name":"web","none":null,"quoted":"it\'s \\"so\\"","ratio":2.5,"true":true,"umlaut":"größe"}',
  ],
  [
    '{{ toPrettyJson .Values.map }} {{ toRawJson (dict "a" "<&>") }} {{ toJson (dict "a" "<&>\\u2028") }}',
    '{\n  "a": {\n    "x": true\n  },\n  "b": 1\n} {"a":"<&>"} {"a":"\\u003c\\u0026\\u003e\\u2028"}',
  ],
  ['{{ toToml .Values.map }}', 'b = 1.0\n\n[a]\n  x = true\n'],
  [
    '{{ toYaml (dict "a10" 1 "a2" 2 "B" (list (dict "x" 1 "y" (list)) (list 1 (list 2))) "yes" "on" "d" "2024-01-01" "n" "012" "s" "- a" "t" "a: b" "u" "tab\\there" "e" "😀") }}',
    'B:\n- x: 1\n  "y": []\n- - 1\n  - - 2\na2: 2\na10: 1\nd: "2024-01-01"\ne: "\\U0001F600"\n"n": "012"\ns: \'- a\'\nt: \'a: b\'\nu: "tab\\there"\n"yes": "on"',
  ],
  [
    '{{ fromYaml "a: yes\\nb: [1, 2.50]\\nc: {d: ~}" }} {{ (fromYaml "- a").Error }} {{ fromYamlArray "[1]" }} {{ fromYaml "a: [" | hasKey | not }}',
    't/templates/text:1:125\n  executing "t/templates/text" at <hasKey>:\n    wrong number of args for hasKey: want 2 got 1',
  ],
  [
    '{{ fromJson "{\\"a\\": [1, null]}" }} {{ fromJson "{a" }} {{ fromJsonArray "[1]" }} {{ mustFromJson "1" }}',
    "map[a:[1 <nil>]] map[Error:invalid character 'a' looking for beginning of object key string] [1] 1",
  ],
  ['{{ fromToml "a = 1\\n[b]\\nc = [\\"x\\"]" }}', 'map[a:1 b:map[c:[x]]]'],
  [
    '{{ toToml nil }}',
    'template: t/templates/text:1:3: executing "t/templates/text" at <toToml nil>: error calling toToml: reflect: call of reflect.Value.Type on zero Value',
  ],
  [
    '{{ toYaml nil }} {{ toJson nil }} {{ toYaml 1e21 }} {{ toYaml 1000000.0 }} {{ toYaml 1234567.5 }} {{ toJson 1e-7 }}',
    'null null 1e+21 1000000 1.2345675e+06 1e-7',
  ],
  [
    '{{ toYaml "a\\nb\\n" }}|{{ toYaml "a \\nb" }}|{{ toYaml " a" }}|{{ toYaml "" }}',
    '|\n  a\n  b|"a \\nb"|\' a\'|""',
  ],
];

describe('YAML, JSON and TOML', () => {
  it.each(CASES)('%s', (template, text) => {
    expect(renderTemplate(template, VALUES)).toBe(text);
  });
});
