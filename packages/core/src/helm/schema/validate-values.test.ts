import { describe, expect, it } from 'vitest';
import { renderFiles } from '../../testing/render-template.js';

// Recorded from Helm; Go walks the keys of a map in any order.
const CASES: readonly (readonly [schema: string, values: string, lines: string])[] = [
  ['{"type":"object","required":["a","b"]}', '{}', "- at '': missing properties 'a', 'b'"],
  ['{"properties":{"a":{"type":["string","null"]}}}', 'a: 1\n', "- at '/a': got number, want null or string"],
  ['{"properties":{"a":{"enum":["x",1,null]}}}', 'a: z\n', "- at '/a': value must be one of 'x', 1, <nil>"],
  ['{"properties":{"a":{"const":5}}}', 'a: 6\n', "- at '/a': value must be 5"],
  [
    '{"properties":{"a":{"minimum":1000,"multipleOf":0.1}}}',
    'a: 999.95\n',
    "- at '/a': minimum: got 999.95, want 1,000\n- at '/a': multipleOf: got 999.95, want 0.1",
  ],
  [
    '{"properties":{"a":{"minLength":3,"pattern":"^x"}}}',
    'a: éa\n',
    "- at '/a': minLength: got 2, want 3\n- at '/a': 'éa' does not match pattern '^x'",
  ],
  [
    '{"additionalProperties":false,"properties":{"a":{}},"patternProperties":{"^b":{"type":"string"}}}',
    'a: 1\nbc: 2\nz: 1\n',
    "- at '/bc': got number, want string\n- at '': additional properties 'z' not allowed",
  ],
  [
    '{"properties":{"a":{"items":{"$ref":"#/$defs/p"},"uniqueItems":true}},"$defs":{"p":{"type":"object","required":["n"]}}}',
    'a: [{n: 1}, {}, {}]\n',
    "- at '/a': items at 1 and 2 are equal\n- at '/a/0': missing property 'n'\n- at '/a/1': missing property 'n'\n- at '/a/2': missing property 'n'",
  ],
  [
    '{"properties":{"a":{"anyOf":[{"type":"string"},{"minimum":5}]}}}',
    'a: 1\n',
    "- at '/a': 'anyOf' failed\n  - at '/a': got number, want string\n  - at '/a': minimum: got 1, want 5",
  ],
  [
    '{"properties":{"a":{"oneOf":[{"type":"number"},{"minimum":0}]}}}',
    'a: 1\n',
    "- at '/a': 'oneOf' failed, subschemas 0, 1 matched",
  ],
  ['{"properties":{"a":{"not":{"type":"number"}}}}', 'a: 1\n', "- at '/a': 'not' failed"],
  [
    '{"if":{"properties":{"a":{"const":1}}},"then":{"required":["b"]},"else":{"required":["c"]}}',
    'a: 1\n',
    "- at '': missing property 'b'",
  ],
  [
    '{"properties":{"a":{"prefixItems":[{"type":"string"}],"items":false}}}',
    'a: [x, 1]\n',
    "- at '/a/1': false schema",
  ],
  [
    '{"$schema":"http://json-schema.org/draft-07/schema#","properties":{"a":{"items":[{"type":"string"}],"additionalItems":false}}}',
    'a: [x, 1]\n',
    "- at '/a': last 1 additionalItem(s) not allowed",
  ],
  [
    '{"$schema":"http://json-schema.org/draft-07/schema#","properties":{"a":{"format":"email"}}}',
    'a: x@-y\n',
    "- at '/a': 'x@-y' is not valid email: invalid domain: label starts with hyphen",
  ],
  ['{"properties":{"a":{"format":"email"}}}', 'a: x\n', 'holds'],
  [
    '{"allOf":[{"properties":{"a":{}}}],"unevaluatedProperties":false}',
    'a: 1\nb: 2\n',
    "- at '/b': false schema",
  ],
  [
    '{"properties":{"a":{"contains":{"type":"string"},"minContains":2}}}',
    'a: [x, 1]\n',
    "- at '/a': min 2 items required to match contains schema, but matched 1 items at 0\n  - at '/a/1': got number, want string",
  ],
  [
    '{"dependentRequired":{"a":["b"]},"propertyNames":{"maxLength":1}}',
    'a: 1\ncc: 1\n',
    "- at '': invalid propertyName 'cc'\n  - at '': maxLength: got 2, want 1\n- at '': properties 'b' required, if 'a' exists",
  ],
  ['{"$ref":"#/$defs/none"}', 'a: 1\n', 'json-pointer in "file:///values.schema.json#/$defs/none" not found'],
  [
    '{"$defs":{"t":{"properties":{"k":{"$ref":"#/$defs/t"}},"additionalProperties":false}},"properties":{"a":{"$ref":"#/$defs/t"}}}',
    'a: {k: {k: {z: 1}}}\n',
    "- at '/a/k/k': additional properties 'z' not allowed",
  ],
];

describe('schemas of values', () => {
  it.each(CASES)('%s judges %j', (schema, values, lines) => {
    const chart = 'apiVersion: v2\nname: root\nversion: 0.1.0\n';
    const rendered = renderFiles({ 'Chart.yaml': chart, 'values.schema.json': schema }, values);
    const text = 'error' in rendered ? rendered.error.split('root:\n')[1] : 'holds';
    expect(text?.trim().split('\n').sort()).toEqual(lines.trim().split('\n').sort());
  });
});
