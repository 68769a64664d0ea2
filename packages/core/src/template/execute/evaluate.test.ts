import { describe, expect, it } from 'vitest';
import { renderTemplate } from '../../testing/render-template.js';

const VALUES =
  'name: web\nempty: ""\ncount: 3\nbig: 12345678\nratio: 2.50\non: yes\noff: false\nnone: null\nlist: [b, a, 3]\nmap: {b: 1, a: {x: y}}\nlong: "a text of many words that goes on and on until it is longer than any line of eighty characters can be"\nlines: "one\\ntwo\\n"\nquoted: "it\'s \\"so\\""\numlaut: "größe"\n';

// Recorded from Helm.
const CASES: readonly (readonly [template: string, text: string])[] = [
  [
    '{{ .Values.name }} {{ .Values.count }} {{ .Values.big }} {{ .Values.ratio }} {{ .Values.map }} {{ .Values.list }}',
    'web 3 1.2345678e+07 2.5 map[a:map[x:true] b:1] [b a 3]',
  ],
  ['{{ .Values.missing }}|{{ .Values.none }}|{{ (.Values.missing).x.y }}', '||'],
  [
    '{{ .Values.missing.x }}',
    't/templates/text:1:10\n  executing "t/templates/text" at <.Values.missing.x>:\n    nil pointer evaluating interface {}.x',
  ],
  [
    '{{ .Values.name.x }}',
    't/templates/text:1:10\n  executing "t/templates/text" at <.Values.name.x>:\n    can\'t evaluate field x in type interface {}',
  ],
  [
    '{{ $n := .Values.name }}{{ $n.x }}',
    't/templates/text:1:29\n  executing "t/templates/text" at <$n.x>:\n    can\'t evaluate field x in type string',
  ],
  [
    '{{ (.Values.map).b.c }}',
    't/templates/text:1:11\n  executing "t/templates/text" at <.Values.map>:\n    can\'t evaluate field c in type interface {}',
  ],
  [
    '{{ range .Values.list }}{{ .x }}{{ end }}',
    't/templates/text:1:27\n  executing "t/templates/text" at <.x>:\n    can\'t evaluate field x in type interface {}',
  ],
  ['{{ .Values.name | trunc 2 | upper | printf "%s-%s" "p" }}', 'p-WE'],
  [
    '{{ .Values.count | trunc 2 }}',
    't/templates/text:1:25\n  executing "t/templates/text" at <2>:\n    wrong type for value; expected string; got float64',
  ],
  [
    '{{ .Values.missing | trunc 2 }}',
    't/templates/text:1:27\n  executing "t/templates/text" at <2>:\n    invalid value; expected string',
  ],
  [
    '{{ trunc 2 .Values.missing }}',
    't/templates/text:1:18\n  executing "t/templates/text" at <.Values.missing>:\n    wrong type for value; expected string; got interface {}',
  ],
  [
    '{{ trunc "a" "b" }}',
    't/templates/text:1:9\n  executing "t/templates/text" at <"a">:\n    expected integer; found "a"',
  ],
  [
    '{{ trunc 2 }}',
    't/templates/text:1:3\n  executing "t/templates/text" at <trunc>:\n    wrong number of args for trunc: want 2 got 1',
  ],
  [
    '{{ trunc 1 2 3 }}',
    't/templates/text:1:3\n  executing "t/templates/text" at <trunc>:\n    wrong number of args for trunc: want 2 got 3',
  ],
  [
    '{{ until 2.5 }}',
    't/templates/text:1:9\n  executing "t/templates/text" at <2.5>:\n    expected integer; found 2.5',
  ],
  [
    '{{ trunc nil "x" }}',
    't/templates/text:1:9\n  executing "t/templates/text" at <nil>:\n    cannot assign nil to int',
  ],
  [
    '{{ until (add 1 1) }}',
    't/templates/text:1:16\n  executing "t/templates/text" at <1>:\n    wrong type for value; expected int; got int64',
  ],
  ['{{ nil }}', 't/templates/text:1:3\n  executing "t/templates/text" at <nil>:\n    nil is not a command'],
  [
    '{{ .Values.name "x" }}',
    't/templates/text:1:10\n  executing "t/templates/text" at <.Values.name>:\n    name is not a method but has arguments',
  ],
  [
    '{{ .Values.name | .Values.count }}',
    't/templates/text:1:25\n  executing "t/templates/text" at <.Values.count>:\n    count is not a method but has arguments',
  ],
  ['{{ print ($x := 1) }}{{ $x }}', '11'],
  ['{{ $x := 1 }}{{ if true }}{{ $x = 2 }}{{ $x := 3 }}{{ $x }}{{ end }}{{ $x }}', '32'],
  [
    '{{ $y = 1 }}',
    't/templates/text:1:8\n  executing "t/templates/text" at <1>:\n    undefined variable: $y',
  ],
  [
    '{{ range $i, $e := .Values.list }}{{ if eq $i 1 }}{{ continue }}{{ end }}{{ $i }}={{ $e }};{{ else }}none{{ end }}',
    '0=b;2=3;',
  ],
  ['{{ range $k, $v := .Values.map }}{{ $k }}={{ $v }};{{ end }}', 'a=map[x:true];b=1;'],
  ['{{ range 3 }}{{ . }}{{ if eq . 1 }}{{ break }}{{ end }}{{ end }}', '01'],
  [
    '{{ range .Values.count }}{{ end }}',
    't/templates/text:1:16\n  executing "t/templates/text" at <.Values.count>:\n    range can\'t iterate over 3',
  ],
  [
    '{{ range .Values.name }}{{ end }}',
    't/templates/text:1:16\n  executing "t/templates/text" at <.Values.name>:\n    range can\'t iterate over web',
  ],
  [
    '{{ range $i, $e := 3 }}{{ end }}',
    't/templates/text:1:19\n  executing "t/templates/text" at <3>:\n    can\'t use 3 to iterate over more than one variable',
  ],
  ['{{ with .Values.missing }}a{{ else with .Values.name }}{{ . }}{{ else }}c{{ end }}', 'web'],
  ['{{ if .Values.empty }}a{{ else if .Values.count }}b{{ end }}', 'b'],
  [
    '{{ define "x" }}[{{ . }}{{ $ }}]{{ end }}{{ template "x" 1 }}{{ template "x" }}{{ include "x" .Values.name }}',
    '[11][][webweb]',
  ],
  [
    '{{ template "none" }}',
    't/templates/text:1:12\n  executing "t/templates/text" at <{{template "none"}}>:\n    template "none" not defined',
  ],
  [
    '{{ include "none" . }}',
    't/templates/text:1:3\n  executing "t/templates/text" at <include "none" .>:\n    error calling include:\ntemplate: no template "none" associated with template "gotpl"',
  ],
  [
    '{{ define "x" }}{{ .Values.a.b }}{{ end }}{{ include "x" . }}',
    't/templates/text:1:45\n  executing "t/templates/text" at <include "x" .>:\n    error calling include:\nt/templates/text:1:26\n  executing "x" at <.Values.a.b>:\n    nil pointer evaluating interface {}.b',
  ],
  [
    '{{ define "x" }}{{ fail "no" }}{{ end }}a {{ include "x" . }}',
    'execution error at (t/templates/text:1:45): no',
  ],
  ['{{ tpl "{{ .Values.name }}{{ .Values.nope }}!" . }}', 'web!'],
  [
    '{{ tpl "{{ .x.y }}" (dict "x" nil) }}',
    'template: t/templates/text:1:3: executing "t/templates/text" at <tpl "{{ .x.y }}" (dict "x" nil)>: error calling tpl: error during tpl function execution for "{{ .x.y }}": template: gotpl:1:5: executing "gotpl" at <.x.y>: nil pointer evaluating interface {}.y',
  ],
  [
    '{{ tpl "{{ if }}" . }}',
    'template: t/templates/text:1:3: executing "t/templates/text" at <tpl "{{ if }}" .>: error calling tpl: cannot parse template "{{ if }}": template: gotpl:1: missing value for if',
  ],
  ['{{ required "need it" .Values.empty }}', 'execution error at (t/templates/text:1:3): need it'],
  ['{{ and 1 0 .Values.missing.x }} {{ or 0 "a" (fail "x") }} {{ not .Values.empty }}', '0 a true'],
  [
    '{{ eq .Values.count 3 }}',
    'template: t/templates/text:1:3: executing "t/templates/text" at <eq .Values.count 3>: error calling eq: incompatible types for comparison: float64 and int',
  ],
  [
    '{{ eq .Values.count 3.0 }} {{ eq (int .Values.count) 3 }} {{ eq "a" "b" "a" }} {{ ne .Values.name "x" }} {{ lt 1 2 }} {{ ge "b" "a" }}',
    'true true true true true true',
  ],
  [
    '{{ lt .Values.count 4 }}',
    'template: t/templates/text:1:3: executing "t/templates/text" at <lt .Values.count 4>: error calling lt: incompatible types for comparison: float64 and int',
  ],
  [
    '{{ eq .Values.list .Values.list }}',
    'template: t/templates/text:1:3: executing "t/templates/text" at <eq .Values.list .Values.list>: error calling eq: non-comparable type [b a %!s(float64=3)]: []interface {}',
  ],
  [
    '{{ index .Values.map "a" "x" }} {{ index .Values.list 1 }} {{ len .Values.map }} {{ len .Values.umlaut }}',
    'true a 2 7',
  ],
  [
    '{{ index .Values.list 7 }}',
    'template: t/templates/text:1:3: executing "t/templates/text" at <index .Values.list 7>: error calling index: index out of range: 7',
  ],
  [
    '{{ index .Values.missing "x" }}',
    'template: t/templates/text:1:3: executing "t/templates/text" at <index .Values.missing "x">: error calling index: index of untyped nil',
  ],
  [
    '{{ index .Values.map 1 }}',
    'template: t/templates/text:1:3: executing "t/templates/text" at <index .Values.map 1>: error calling index: value has type int; should be string',
  ],
  [
    '{{ len 3 }}',
    'template: t/templates/text:1:3: executing "t/templates/text" at <len 3>: error calling len: len of type int',
  ],
  ['{{ 1 | 2 }}', 'parse error at (t/templates/text:1): non executable command in pipeline stage 2'],
  [
    '{{ .Release.Name }} {{ .Chart.Name }} {{ .Chart.Nope }} {{ .Capabilities.KubeVersion.Major }} {{ .Capabilities.APIVersions.Has "apps/v1" }}',
    'release-name t  1 true',
  ],
  [
    '{{ .Capabilities.Nope }}',
    't/templates/text:1:16\n  executing "t/templates/text" at <.Capabilities.Nope>:\n    can\'t evaluate field Nope in type interface {}',
  ],
  ['{{ .Files.Get "x" }}|{{ .Template.Name }}', '|t/templates/text'],
];

describe('pipelines, fields and calls', () => {
  it.each(CASES)('%s', (template, text) => {
    expect(renderTemplate(template, VALUES)).toBe(text);
  });
});
