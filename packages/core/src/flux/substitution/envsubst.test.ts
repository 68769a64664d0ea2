import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Evaluation, evaluate, mentionsVariables, type Variable, variableUses } from './envsubst.js';

const VALUES: Readonly<Record<string, string>> = { A: 'val', E: '', N: '8080', B: 'inner' };

function look(name: string): Variable {
  if (name === 'SECRET') return { kind: 'unknown', reason: 'the Secret is encrypted' };
  const text = VALUES[name];
  return text === undefined ? { kind: 'unset' } : { kind: 'value', text };
}

const lenient = (text: string): Evaluation => evaluate(text, look, 'lenient');
const strict = (text: string): Evaluation => evaluate(text, look, 'strict');

describe('text without variables', () => {
  test.for(['$A', '$(A)', '{{ $A }}', '%A%', '{A}', '}', '$', '', 'a\nb', '€{A}', '$\n{A}'])(
    'leaves %j alone',
    (text) => {
      expect(lenient(text)).toEqual({ text, uses: [] });
    },
  );

  test.for([
    ['$${A}', '${A}'],
    ['$$', '$'],
    ['a$$b', 'a$b'],
    ['$$$${A}', '$${A}'],
    ['$$$', '$$'],
  ] as const)('takes a doubled dollar sign for one: %j', ([text, expected]) => {
    expect(lenient(text)).toEqual({ text: expected, uses: [] });
  });

  test('replaces a variable behind a doubled dollar sign', () => {
    expect(lenient('$$${A}').text).toBe('$val');
  });

  test('does not take a backslash for an escape', () => {
    expect(lenient('\\${A}').text).toBe('\\val');
  });

  test('does not evaluate what a value holds', () => {
    const twice = evaluate('${A}', () => ({ kind: 'value', text: '${B}' }), 'strict');
    expect(twice.text).toBe('${B}');
  });
});

describe('variables', () => {
  test.for([
    ['${A}', 'val'],
    ['a${A}b${A}c', 'avalbvalc'],
    ['${A}${B}', 'valinner'],
    ['${E}', ''],
    ['${X}', ''],
    ['${1}', ''],
    ['line\n${A}\n', 'line\nval\n'],
  ] as const)('%j gives %j', ([text, expected]) => {
    expect(lenient(text).text).toBe(expected);
  });

  test('accepts letters and digits of any script in a name', () => {
    const asked: string[] = [];
    const answer = (name: string): Variable => {
      asked.push(name);
      return { kind: 'unset' };
    };
    evaluate('${ÄÖ_٣}', answer, 'lenient');
    expect(asked).toEqual(['ÄÖ_٣']);
  });

  test.for(['=', ':=', ':-', ':?', ':+'])(
    '%s gives the default for a variable that is not set',
    (operator) => {
      expect(strict(`\${X${operator}d}`)).toMatchObject({
        text: 'd',
        uses: [{ name: 'X', hasDefault: true }],
      });
    },
  );

  test.for(['=', ':=', ':-', ':?', ':+'])('%s gives the default for an empty variable', (operator) => {
    expect(strict(`\${E${operator}d}`).text).toBe('d');
  });

  test.for(['=', ':=', ':-', ':?', ':+'])('%s gives the value of a variable that is set', (operator) => {
    expect(strict(`\${A${operator}d}`).text).toBe('val');
  });

  test.for([
    ['${X:-}', ''],
    ['${X:=a b}', 'a b'],
    ['${X:=${A}}', 'val'],
    ['${X:=a${A}b${B}c}', 'avalbinnerc'],
    ['${X:=${Y:=${Z:=deep}}}', 'deep'],
    ['${X:-$A}', '$A'],
    ['${X:=a$$b}', 'a$$b'],
    ['${X:=-}', '-'],
    ['${X:=:}', ':'],
    ['${X:-{a}', '{a'],
  ] as const)('reads the default of %j', ([text, expected]) => {
    expect(strict(text).text).toBe(expected);
  });
});

describe('what is not set', () => {
  test('is empty in lenient mode', () => {
    expect(lenient('a${X}b')).toMatchObject({ text: 'ab', uses: [{ name: 'X', hasDefault: false }] });
  });

  test('ends a strict evaluation, with the variable and its place', () => {
    const { text, error } = strict('host: ${X}.example');
    expect(text).toBe('host: ${X}.example');
    expect(error).toMatchObject({ kind: 'unset', variable: 'X', start: 6, end: 10 });
    expect(error?.message).toContain('X');
  });

  test.for(['${#X}', '${X^^}', '${X/a/b}', '${X:1}', '${X#a}', '${1}'])(
    'ends a strict evaluation behind a function: %s',
    (text) => {
      expect(strict(text).error?.kind).toBe('unset');
    },
  );

  test('ends a strict evaluation in a default that is not needed', () => {
    expect(strict('${A:=${X}}').error).toMatchObject({ kind: 'unset', variable: 'X' });
  });

  test('names the first of several', () => {
    expect(strict('${X} ${Y}').error?.variable).toBe('X');
  });
});

describe('what cannot be known', () => {
  test('makes the whole text unknown, in both modes', () => {
    expect(lenient('a${SECRET}').unknown).toBe('the Secret is encrypted');
    expect(strict('a${SECRET}').unknown).toBe('the Secret is encrypted');
  });

  test('is no error behind a function that would fail', () => {
    expect(strict('${SECRET:1:-5}')).toMatchObject({ unknown: 'the Secret is encrypted' });
    expect(strict('${SECRET:1:-5}').error).toBeUndefined();
  });
});

describe('what cannot be read', () => {
  test.for([
    ...['${X-d}', '${X+d}', '${X?d}', '${A.b}', '${A-b}', '${A b}', '${A[0]}', '${A@Q}'],
    ...['${{ x }}', '${}', '${ A }', '${!A}', '${-A}', '${A', '${', '${A:=', '${A:=d', '${X:=${A}'],
    ...['${A:}', '${A:1:}', '${A:1', '${A#}', '${A%%}', '${A/}', '${A/x}', '${A///y}', '${A^^^}'],
    ...['${#}', '${##}', '${#A:1}', '${A:${N}x}', '${A/${N}x/y}', '${A^x}'],
  ])('is %s: the text stays as it was', (text) => {
    const { error, text: result, uses } = lenient(`before ${text}`);
    expect(error?.kind).toBe('syntax');
    expect(result).toBe(`before ${text}`);
    expect(uses).toEqual([]);
    expect(error?.start).toBeGreaterThanOrEqual(7);
    expect(error?.end).toBeLessThanOrEqual(`before ${text}`.length);
  });

  test('is told at its own place, behind variables that can be read', () => {
    expect(lenient('${A} ${B-c} x').error).toMatchObject({ start: 5 });
  });

  test('is a nesting without end', () => {
    const deep = `${'${A:='.repeat(5000)}x${'}'.repeat(5000)}`;
    expect(lenient(deep).error?.kind).toBe('syntax');
  });

  test('is not a nesting that people write', () => {
    const deep = `${'${X:='.repeat(20)}x${'}'.repeat(20)}`;
    expect(lenient(deep).text).toBe('x');
  });

  test('is no matter of how many variables stand side by side', () => {
    expect(lenient('${A}'.repeat(500)).text).toBe('val'.repeat(500));
  });

  test('is a length that makes the real program stop', () => {
    expect(lenient('${N:2:-1}').error?.kind).toBe('syntax');
  });
});

describe('uses', () => {
  test('tell the name and the place of every variable, the inner ones first', () => {
    const text = '-${X:=${A}}-${B}';
    const uses = lenient(text).uses.map(({ name, start, end }) => [name, text.slice(start, end)]);
    expect(uses).toEqual([
      ['A', '${A}'],
      ['X', '${X:=${A}}'],
      ['B', '${B}'],
    ]);
  });

  test('are found without any values', () => {
    expect(variableUses('${A:-d} $${B} ${#C}').map(({ name }) => name)).toEqual(['A', 'C']);
  });

  test('are none in a text that cannot be read', () => {
    expect(variableUses('${A} ${B-c}')).toEqual([]);
  });

  test('have places in code units where the text before is not ASCII', () => {
    const text = '😀 ${A}';
    expect(lenient(text).uses).toMatchObject([{ start: 3, end: 7 }]);
  });
});

test.for([
  ['${', true],
  ['a$$b', true],
  ['$A', false],
  ['{A}', false],
  ['', false],
] as const)('a text like %j is touched: %s', ([text, expected]) => {
  expect(mentionsVariables(text)).toBe(expected);
});

describe('any text', () => {
  const pieces = fc.constantFrom(
    '${',
    '}',
    '$$',
    '$',
    'A',
    'X',
    ':',
    '=',
    '-',
    '/',
    '#',
    '%',
    '^',
    ',',
    '\\',
    '1',
    ' ',
  );
  const texts = fc.array(pieces, { maxLength: 40 }).map((parts) => parts.join(''));

  test('comes to an end without an exception, and with either a result or an error', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const { error, text: result } = lenient(text);
        if (error) expect(result).toBe(text);
        else expect(result).not.toContain('${A}');
      }),
    );
  });

  test('is only touched if it mentions variables', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        if (!mentionsVariables(text)) expect(lenient(text)).toEqual({ text, uses: [] });
      }),
    );
  });

  test('has uses that lie in it and begin like a variable', () => {
    fc.assert(
      fc.property(texts, (text) => {
        for (const { start, end } of lenient(text).uses) {
          expect(text.slice(start, end)).toMatch(/^\$\{[\s\S]*\}$/);
        }
      }),
    );
  });

  test('comes out of being escaped as it went in', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(lenient(text.replaceAll('$', '$$$$')).text).toBe(text);
      }),
    );
  });
});
