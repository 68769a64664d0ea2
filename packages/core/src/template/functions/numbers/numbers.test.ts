import { describe, expect, it } from 'vitest';
import { renderTemplate } from '../../../testing/render-template.js';

const VALUES =
  'name: web\nempty: ""\ncount: 3\nbig: 12345678\nratio: 2.50\non: yes\noff: false\nnone: null\nlist: [b, a, 3]\nmap: {b: 1, a: {x: y}}\nlong: "a text of many words that goes on and on until it is longer than any line of eighty characters can be"\nlines: "one\\ntwo\\n"\nquoted: "it\'s \\"so\\""\numlaut: "größe"\n';

// Recorded from Helm.
const CASES: readonly (readonly [template: string, text: string])[] = [
  [
    '{{ int "0x10" }} {{ int "1.0" }} {{ int 1.9 }} {{ int64 true }} {{ float64 "1.5" }} {{ atoi "012" }} {{ toDecimal "777" }} {{ int .Values.list }}',
    '16 1 1 1 1.5 12 511 0',
  ],
  [
    '{{ add 1 2.9 "3" }} {{ add1 1 }} {{ sub 5 3 }} {{ mul 2 3 4 }} {{ div 7 2 }} {{ mod -7 2 }} {{ max 1 5 2 }} {{ min 3 1 }} {{ addf 0.1 0.2 }} {{ subf 1 0.9 }} {{ mulf 1.1 1.1 }} {{ divf 7 3 }} {{ floor 1.9 }} {{ ceil 1.1 }} {{ round 2.345 2 }} {{ round -1.5 0 }} {{ maxf 1 2.5 }}',
    '6 2 2 24 3 -1 5 1 0.3 0.1 1.21 2.3333333333333335 1 2 2.35 -2 2.5',
  ],
  [
    '{{ div 1 0 }}',
    'template: t/templates/text:1:3: executing "t/templates/text" at <div 1 0>: error calling div: runtime error: integer divide by zero',
  ],
  [
    '{{ divf 1 0 }}',
    'template: t/templates/text:1:3: executing "t/templates/text" at <divf 1 0>: error calling divf: decimal division by 0',
  ],
  [
    '{{ date "2006-01-02 15:04:05 Mon Jan" 86400 }} {{ dateInZone "15:04 MST" 0 "UTC" }} {{ htmlDate 0 }} {{ toDate "2006-01-02" "2024-02-29" }} {{ duration "3661" }} {{ durationRound "2h10m" }} {{ unixEpoch (toDate "2006" "2024") }} {{ dateModify "-1.5h" (toDate "2006" "2024") | date "15:04" }}',
    '1970-01-02 00:00:00 Fri Jan 00:00 UTC 1970-01-01 2024-02-29 00:00:00 +0000 UTC 1h1m1s 2h 1704067200 22:30',
  ],
  [
    '{{ mustToDate "2006-01-02" "2024-13-01" }}',
    'template: t/templates/text:1:3: executing "t/templates/text" at <mustToDate "2006-01-02" "2024-13-01">: error calling mustToDate: parsing time "2024-13-01": month out of range',
  ],
  [
    '{{ semverCompare ">=1.2.0-0" "1.3.0-rc.1" }} {{ semverCompare "^1.2.3" "1.9.0" }} {{ semverCompare "~1.2" "1.3.0" }} {{ semverCompare "1.2 - 2.3" "2.3.9" }} {{ semverCompare "<1 || >2" "2.5.0" }} {{ semverCompare "*" "1.0.0" }} {{ (semver "1.2.3-a+b").Prerelease }} {{ semver "v1.2" }}',
    'true true false true false true a 1.2.0',
  ],
  [
    '{{ semverCompare "nope" "1.0.0" }}',
    'template: t/templates/text:1:3: executing "t/templates/text" at <semverCompare "nope" "1.0.0">: error calling semverCompare: improper constraint: "nope"',
  ],
  [
    '{{ semver "x" }}',
    'template: t/templates/text:1:3: executing "t/templates/text" at <semver "x">: error calling semver: invalid semantic version',
  ],
];

describe('functions of numbers, dates and versions', () => {
  it.each(CASES)('%s', (template, text) => {
    expect(renderTemplate(template, VALUES)).toBe(text);
  });
});
