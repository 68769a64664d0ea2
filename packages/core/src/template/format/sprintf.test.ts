import { describe, expect, it } from 'vitest';
import { renderTemplate } from '../../testing/render-template.js';

const VALUES =
  'name: web\nempty: ""\ncount: 3\nbig: 12345678\nratio: 2.50\non: yes\noff: false\nnone: null\nlist: [b, a, 3]\nmap: {b: 1, a: {x: y}}\nlong: "a text of many words that goes on and on until it is longer than any line of eighty characters can be"\nlines: "one\\ntwo\\n"\nquoted: "it\'s \\"so\\""\numlaut: "größe"\n';

// Recorded from Helm.
const CASES: readonly (readonly [template: string, text: string])[] = [
  [
    '{{ printf "%d|%5d|%-5d|%05d|%+d|%x|%X|%#x|%o|%b|%c|%q|%U" 42 42 42 42 42 42 42 42 42 42 65 65 65 }}',
    "42|   42|42   |00042|+42|2a|2A|0x2a|52|101010|A|'A'|U+0041",
  ],
  [
    '{{ printf "%s|%10s|%-10s|%.2s|%q|%x|% x|%v" "abc" "abc" "abc" "abc" "a\\"b" "hi" "hi" "z" }}',
    'abc|       abc|abc       |ab|"a\\"b"|6869|68 69|z',
  ],
  [
    '{{ printf "%f|%.2f|%8.3f|%e|%g|%G|%.0f|%.1f" 3.14159 2.5 2.5 12345.678 1e21 1e-7 2.5 0.25 }}',
    '3.141590|2.50|   2.500|1.234568e+04|1e+21|1E-07|2|0.2',
  ],
  [
    '{{ printf "%d %s %t %v" .Values.count .Values.count .Values.name .Values.none }}',
    '%!d(float64=3) %!s(float64=3) %!t(string=web) <nil>',
  ],
  [
    '{{ printf "%v %d %s" .Values.list .Values.list .Values.map }}',
    '[b a 3] [%!d(string=b) %!d(string=a) %!d(float64=3)] map[a:map[x:%!s(bool=true)] b:%!s(float64=1)]',
  ],
  [
    '{{ printf "%d" }} {{ printf "x" 1 }} {{ printf "%z" 1 }} {{ printf "%" }} {{ printf "%[2]d %[1]d" 1 2 }} {{ printf "%*d" 5 1 }} {{ printf "%[5]d" 1 }} {{ printf "%%" }}',
    '%!d(MISSING) x%!(EXTRA int=1) %!z(int=1) %!(NOVERB) 2 1     1 %!d(BADINDEX) %',
  ],
  [
    '{{ printf "%T %T %T %T %T" 1 1.5 "a" .Values.map .Values.none }}',
    'int float64 string map[string]interface {} <nil>',
  ],
  ['{{ print 1 2 "a" "b" 3 nil }}', '1 2ab3 <nil>'],
  ['{{ println 1 "a" }}', '1 a\n'],
  ['{{ printf "%6.2f|%t|%v" 1.005 true (list 1 "a" nil) }}', '  1.00|true|[1 a <nil>]'],
  [
    '{{ print 100000.0 1000000.0 0.0001 0.00001 1e20 1e21 -0.0 }}',
    '100000 1e+06 0.0001 1e-05 1e+20 1e+21 -0',
  ],
  ['{{ printf "%+v %#v %#q" (dict "a" 1) (list "x") "y" }}', 'map[a:1] []interface {}{"x"} `y`'],
  [
    '{{ html "<a href=\'x\'>" }} {{ js "it\'s <b>" }} {{ urlquery "a b&c/é" }}',
    "&lt;a href=&#39;x&#39;&gt; it\\'s \\u003Cb\\u003E a+b%26c%2F%C3%A9",
  ],
];

describe('printf and print', () => {
  it.each(CASES)('%s', (template, text) => {
    expect(renderTemplate(template, VALUES)).toBe(text);
  });
});
