/**
 * The groups of regular expressions, and what replacements take of them.
 * Source: Go's `regexp` package.
 *
 * @module
 */

/** The groups that a replacement names: `$ts`, `${ts}`, `$1`; `$$` is a dollar. */
export function namesIn(extract: string): string[] {
  return [...extract.matchAll(/\$\$|\$\{(\w+)\}|\$(\w+)/g)].flatMap(
    ([, braced, bare]) => braced ?? bare ?? [],
  );
}

/** The groups of a pattern by name and by number, with what stands in them. */
export function groupsOf(pattern: string): ReadonlyMap<string, string> {
  const groups = new Map<string, string>([['0', pattern]]);
  const open: { readonly names: readonly string[]; readonly start: number }[] = [];
  let count = 0;
  let isInClass = false;
  for (let at = 0; at < pattern.length; at++) {
    const char = pattern[at];
    if (char === '\\') at++;
    else if (isInClass) isInClass = char !== ']';
    else if (char === '[') isInClass = true;
    else if (char === '(') {
      const [head = '', name] = /^\((?:\?P?<(\w+)>|\?[a-zA-Z-]*:?)?/.exec(pattern.slice(at)) ?? [];
      const isGroup = head === '(' || name !== undefined;
      if (isGroup) count++;
      const names = isGroup ? [String(count), ...(name === undefined ? [] : [name])] : [];
      open.push({ names, start: at + head.length });
    } else if (char === ')') {
      const closed = open.pop();
      for (const name of closed?.names ?? []) groups.set(name, pattern.slice(closed?.start, at));
    }
  }
  return groups;
}

/** A sign that no number holds, and that every text of the replacement does. */
export function certainSign(extract: string, groups: ReadonlyMap<string, string>): string | undefined {
  const [name] = namesIn(extract);
  const inner = name === undefined || !/^\$(\{\w+\}|\w+)$/.test(extract) ? undefined : groups.get(name);
  // Alternatives and repetitions may leave it out.
  if (inner === undefined || /[|?*]|\{0|\(/.test(inner)) return undefined;
  const outside = inner
    .replace(/\[[^\]]*\]/g, '')
    .replace(/\\[dwDWsS]/g, '')
    .replace(/\\(.)/g, '$1');
  return /[-_a-zA-Z]/.exec(outside.slice(1).replace(/\{\d+(,\d*)?\}/g, ''))?.[0];
}
