import {
  defineRule,
  type Node,
  nodeAt,
  parseYaml,
  placeOfSpan,
  type Rule,
  type SourceFile,
  textAt,
} from '@fluxvet/core';

export const duplicateObjectInFile: Rule = defineRule({
  id: 'duplicate-object-in-file',
  title: 'A file holds one object twice',
  why: 'A build that takes the file in fails, and kubectl applies only what the last of them says.',
  category: 'correctness',
  severity: 'warning',
  confidence: 'likely',
  stability: 'stable',
  since: '0.1.0',
  messages: { twice: "{kind} '{name}' stands in this file twice." },
  *check(model, { finding }) {
    // What a build takes in is judged there, after patches may have told the two apart.
    for (const path of model.detached.files) {
      const file = model.tree.read(path);
      if (!file || isTemplate(file)) continue;
      const first = new Map<string, Node>();
      for (const { root } of parseYaml(file).documents) {
        const id = root && identityOf(root);
        if (!root || !id) continue;
        const other = first.get(id.key);
        if (!other) {
          first.set(id.key, root);
          continue;
        }
        const at = placeOfSpan(model, id.span);
        const otherAt = placeOfSpan(model, identityOf(other)?.span ?? other.origin.span);
        if (!at) continue;
        yield finding('twice', at, {
          data: { kind: id.kind, name: id.name },
          related: otherAt ? [{ at: otherAt, says: 'It stands here first' }] : [],
        });
      }
    }
  },
});

/** What a template engine fills in may leave only one of the two. */
function isTemplate({ path, text }: SourceFile): boolean {
  return /(^|\/)templates\//.test(path) || /\{\{|\{%|<%|<<[ -]/.test(text);
}

function identityOf(
  root: Node,
): { key: string; kind: string; name: string; span: Node['origin']['span'] } | undefined {
  const [apiVersion, kind] = [textAt(root, 'apiVersion'), textAt(root, 'kind')];
  const name = nodeAt(root, 'metadata', 'name');
  if (!apiVersion || !kind || name?.kind !== 'scalar' || !name.value || name.value.includes('$'))
    return undefined;
  const group = apiVersion.includes('/') ? apiVersion.replace(/\/.*/, '') : '';
  const namespace = textAt(root, 'metadata', 'namespace') ?? '';
  return {
    key: JSON.stringify([group, kind, namespace, name.value]),
    kind,
    name: name.value,
    span: name.origin.span,
  };
}
