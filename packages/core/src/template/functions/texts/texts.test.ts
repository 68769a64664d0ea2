import { describe, expect, it } from 'vitest';
import { renderTemplate } from '../../../testing/render-template.js';

const VALUES =
  'name: web\nempty: ""\ncount: 3\nbig: 12345678\nratio: 2.50\non: yes\noff: false\nnone: null\nlist: [b, a, 3]\nmap: {b: 1, a: {x: y}}\nlong: "a text of many words that goes on and on until it is longer than any line of eighty characters can be"\nlines: "one\\ntwo\\n"\nquoted: "it\'s \\"so\\""\numlaut: "größe"\n';

// Recorded from Helm.
const CASES: readonly (readonly [template: string, text: string])[] = [
  [
    '{{ trim "  a b " }}|{{ trimAll "$-" "$-a-$" }}|{{ trimSuffix "b" "abb" }}|{{ trimPrefix "a" "aab" }}',
    'a b|a|ab|ab',
  ],
  [
    '{{ upper .Values.umlaut }} {{ title "hello wide world" }} {{ untitle "Hello World" }} {{ swapcase "aB Cd" }} {{ initials "First Try" }} {{ nospace " a b " }}',
    'GRÖßE Hello Wide World hello world Ab cD FT ab',
  ],
  [
    '{{ snakecase "HTTPServer2xx" }} {{ kebabcase "FirstName" }} {{ camelcase "http_server-name x" }}',
    'http_server_2xx first-name HttpServerNameX',
  ],
  [
    '{{ substr 1 3 "abcdef" }} {{ trunc 3 "abcdef" }} {{ trunc -3 "abcdef" }} {{ abbrev 5 "hello world" }} {{ abbrevboth 5 10 "1234 5678 9123" }}',
    'bc abc def he... ...5678...',
  ],
  ['{{ trunc 4 .Values.umlaut }}', 'grö'],
  [
    '{{ substr 4 2 "abcdef" }}',
    'template: t/templates/text:1:3: executing "t/templates/text" at <substr 4 2 "abcdef">: error calling substr: runtime error: slice bounds out of range [4:2]',
  ],
  [
    '{{ repeat 3 "ab" }} {{ replace "a" "xx" "banana" }} {{ plural "one" "many" 2 }} {{ contains "na" "banana" }} {{ hasPrefix "b" "banana" }} {{ hasSuffix "b" "banana" }}',
    'ababab bxxnxxnxx many true true false',
  ],
  [
    '{{ repeat -1 "a" }}',
    'template: t/templates/text:1:3: executing "t/templates/text" at <repeat -1 "a">: error calling repeat: strings: negative Repeat count',
  ],
  ['{{ indent 2 "a\\n\\nb" }}{{ nindent 2 "x" }}', '  a\n  \n  b\n  x'],
  [
    '{{ quote .Values.quoted }} {{ squote .Values.quoted }} {{ quote nil 1 true }} {{ quote "\\t\\u00a0\\x00" }}',
    '"it\'s \\"so\\"" \'it\'s "so"\' "1" "true" "\\t\\u00a0\\x00"',
  ],
  [
    '{{ cat "a" nil 1 }} {{ toString 1.5 }} {{ toStrings .Values.list }} {{ join "-" .Values.list }} {{ sortAlpha .Values.list }}',
    'a 1 1.5 [b a 3] b-a-3 [3 a b]',
  ],
  [
    '{{ split "." "a.b" }} {{ splitn "." 2 "a.b.c" }} {{ splitList "," "a,b" }} {{ (split "." "a.b")._1 }}',
    'map[_0:a _1:b] map[_0:a _1:b.c] [a b] b',
  ],
  ['{{ wrap 10 "a long line of text" }}', 'a long\nline of\ntext'],
  ['{{ wrapWith 5 "-" "abcdefghijk lm" }}', 'abcde-fghij-k lm'],
  [
    '{{ regexMatch "^[a-z]+$" "abc" }} {{ regexFind "b+" "abbbc" }} {{ regexFindAll "[a-c]" "abcd" -1 }} {{ regexReplaceAll "a(x*)b" "-ab-axxb-" "${1}W" }} {{ regexReplaceAllLiteral "a" "banana" "$1" }} {{ regexSplit "z+" "pizza" -1 }} {{ regexQuoteMeta "a.b" }}',
    'true bbb [a b c] -W-xxW- b$1n$1n$1 [pi a] a\\.b',
  ],
  [
    '{{ regexFind "(" "x" }}',
    'template: t/templates/text:1:3: executing "t/templates/text" at <regexFind "(" "x">: error calling regexFind: regexp: Compile(`(`): error parsing regexp: missing closing ): `(`',
  ],
  [
    '{{ mustRegexMatch "a(?=b)" "x" }}',
    'template: t/templates/text:1:3: executing "t/templates/text" at <mustRegexMatch "a(?=b)" "x">: error calling mustRegexMatch: error parsing regexp: invalid or unsupported Perl syntax: `(?=`',
  ],
  [
    '{{ b64enc "hello" }} {{ b64dec "aGVsbG8=" }} {{ b64dec "###" }} {{ b32enc "a" }} {{ sha256sum "x" }} {{ adler32sum "abc" }}',
    'aGVsbG8= hello illegal base64 data at input byte 0 ME====== 2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881 38600999',
  ],
  [
    '{{ base "a/b.c" }} {{ dir "a/b" }} {{ ext "a.tar.gz" }} {{ clean "a//../b" }} {{ isAbs "/x" }}',
    'b.c a .gz b true',
  ],
  [
    '{{ urlParse "https://u:p@h.io:80/p?q=1#f" }} {{ urlJoin (dict "scheme" "http" "host" "h" "path" "/p" "query" "q") }}',
    'map[fragment:f host:h.io:80 hostname:h.io opaque: path:/p query:q=1 scheme:https userinfo:u:p] http://h/p?q',
  ],
  [
    '{{ urlParse "http://a b/" }}',
    'template: t/templates/text:1:3: executing "t/templates/text" at <urlParse "http://a b/">: error calling urlParse: unable to parse url: parse "http://a b/": invalid character " " in host name',
  ],
];

describe('functions of texts', () => {
  it.each(CASES)('%s', (template, text) => {
    expect(renderTemplate(template, VALUES)).toBe(text);
  });
});
