import { describe, expect, it } from 'vitest';
import { renderTemplate } from '../../../testing/render-template.js';

const VALUES =
  'name: web\nempty: ""\ncount: 3\nbig: 12345678\nratio: 2.50\non: yes\noff: false\nnone: null\nlist: [b, a, 3]\nmap: {b: 1, a: {x: y}}\nlong: "a text of many words that goes on and on until it is longer than any line of eighty characters can be"\nlines: "one\\ntwo\\n"\nquoted: "it\'s \\"so\\""\numlaut: "größe"\n';

// Recorded from Helm.
const CASES: readonly (readonly [template: string, text: string])[] = [
  [
    '{{ list 1 "a" }} {{ first .Values.list }} {{ last .Values.list }} {{ rest .Values.list }} {{ initial .Values.list }} {{ append .Values.list 1 }} {{ prepend .Values.list 1 }} {{ concat .Values.list (list 9) }} {{ reverse .Values.list }}',
    '[1 a] b 3 [a 3] [b a] [b a 3 1] [1 b a 3] [b a 3 9] [3 a b]',
  ],
  [
    '{{ uniq (list 1 1 2) }} {{ without (list 1 2 3) 2 }} {{ has "a" .Values.list }} {{ has 3 .Values.list }} {{ compact (list 0 1 "" "a") }} {{ slice .Values.list 1 2 }} {{ chunk 2 .Values.list }} {{ until 3 }} {{ untilStep 3 0 -1 }} {{ seq 1 2 5 }}',
    '[1 2] [1 3] true false [1 a] [a] [[b a] [3]] [0 1 2] [3 2 1] 1 3 5',
  ],
  [
    '{{ first .Values.missing }}',
    'template: t/templates/text:1:3: executing "t/templates/text" at <first .Values.missing>: error calling first: runtime error: invalid memory address or nil pointer dereference',
  ],
  [
    '{{ append "x" 1 }}',
    'template: t/templates/text:1:3: executing "t/templates/text" at <append "x" 1>: error calling append: Cannot push on type string',
  ],
  [
    '{{ dict "a" 1 "b" }} {{ get .Values.map "b" }} {{ get .Values.map "z" }} {{ hasKey .Values.map "a" }} {{ pluck "b" .Values.map (dict "b" 2) }} {{ keys (dict "a" 1) }} {{ pick .Values.map "b" }} {{ omit .Values.map "b" }} {{ dig "a" "x" "d" .Values.map }} {{ dig "a" "z" "d" .Values.map }}',
    'map[a:1 b:] 1  true [1 2] [a] map[b:1] map[a:map[x:true]] true d',
  ],
  [
    '{{ dig "a" "d" .Values }}',
    'template: t/templates/text:1:3: executing "t/templates/text" at <dig "a" "d" .Values>: error calling dig: interface conversion: interface {} is common.Values, not map[string]interface {}',
  ],
  [
    '{{ $_ := set .Values.map "n" 1 }}{{ .Values.map }} {{ unset .Values.map "n" }}',
    'map[a:map[x:true] b:1 n:1] map[a:map[x:true] b:1]',
  ],
  [
    '{{ merge (dict "a" 0 "m" (dict "x" 1)) (dict "a" 2 "m" (dict "y" 2)) }} {{ mergeOverwrite (dict "a" 1) (dict "a" "") }}',
    'map[a:2 m:map[x:1 y:2]] map[a:]',
  ],
  [
    '{{ default "d" .Values.empty }} {{ default "d" .Values.off }} {{ coalesce nil "" "c" }} {{ ternary "y" "n" true }} {{ empty .Values.list }} {{ all 1 0 }} {{ any 1 0 }}',
    'd d c y false false true',
  ],
  [
    '{{ ternary "y" "n" "true" }}',
    't/templates/text:1:19\n  executing "t/templates/text" at <"true">:\n    expected bool; found "true"',
  ],
  [
    '{{ typeOf .Values.count }} {{ kindOf .Values.map }} {{ typeIs "string" .Values.name }} {{ kindIs "slice" .Values.list }} {{ typeOf .Values }} {{ typeOf nil }} {{ deepEqual (list 1) (list 1) }} {{ deepCopy .Values.map }}',
    'float64 map true true common.Values <nil> true map[a:map[x:true] b:1]',
  ],
  [
    '{{ hasKey .Values.missing "a" }}',
    't/templates/text:1:17\n  executing "t/templates/text" at <.Values.missing>:\n    wrong type for value; expected map[string]interface {}; got interface {}',
  ],
  [
    '{{ keys .Values.list }}',
    't/templates/text:1:15\n  executing "t/templates/text" at <.Values.list>:\n    wrong type for value; expected map[string]interface {}; got []interface {}',
  ],
  [
    '{{ hasKey (split "." "a") "_0" }}',
    't/templates/text:1:21\n  executing "t/templates/text" at <"a">:\n    wrong type for value; expected map[string]interface {}; got map[string]string',
  ],
];

describe('functions of lists and dictionaries', () => {
  it.each(CASES)('%s', (template, text) => {
    expect(renderTemplate(template, VALUES)).toBe(text);
  });
});
