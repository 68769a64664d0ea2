/**
 * The built-in plugin that sets a value at field paths of objects, as a path, a part of one, or a whole.
 * Source: api/internal/builtins/ValueAddTransformer.go and api/filters/valueadd of kustomize.
 *
 * @module
 */
import { z } from 'zod';
import type { RepoPath } from '../../source/repo-path.js';
import { type MapNode, type Node, type Origin, type Step, scalar } from '../../yaml/nodes/node.js';
import { nodeAt, textAt, updateAt } from '../../yaml/nodes/node-path.js';
import { parseYaml } from '../../yaml/read/parse-yaml.js';
import type { BuildContext } from '../load/context.js';
import { loadFile } from '../load/load.js';
import { setScalar, splitPath } from '../objects/each-field.js';
import { Fault } from '../objects/fault.js';
import { selectorSchema, selectResources } from '../objects/select.js';
import { listOf, type Run } from './plugin-fields.js';

const valueTarget = z.object({
  selector: selectorSchema.nullish(),
  fieldPath: z.string().min(1),
  filePathPosition: z.int().min(0).nullish(),
});

/** Puts a value into fields, or into file paths that stand in fields. */
export function valueAdd(body: MapNode, directory: RepoPath, step: Step, context: BuildContext): Run {
  const { span } = body.origin;
  const text = textAt(body, 'value')?.trim();
  const value = text || (directory.split('/').at(-1) ?? '');
  const origin: Origin = { span: nodeAt(body, 'value')?.origin.span ?? span, step };
  const path = textAt(body, 'targetFilePath');
  const more = path ? parseYaml(loadFile(context, directory, path, span)).documents[0]?.root : undefined;
  const targets = [body, more].flatMap((node) =>
    node?.kind === 'map' ? listOf(node, 'targets', valueTarget) : [],
  );
  if (targets.length === 0) throw new Fault('bad-plugin', 'The transformer needs at least one target.', span);
  return (set) => {
    for (const { value: target, node } of targets) {
      const selected = target.selector ? selectResources(set, target.selector, node.origin.span) : set.items;
      for (const resource of selected) {
        const change = (old: Node | undefined): Node => {
          const empty = old ?? scalar('', origin);
          const before = empty.kind === 'scalar' ? empty.value : '';
          const position = target.filePathPosition ?? 0;
          const next = position > 0 ? insertIntoPath(before, position - 1, value) : value;
          return setScalar(empty, next, { ...origin, ...(old && { was: old.origin }) });
        };
        const changed = updateAt(resource.body, splitPath(target.fieldPath, '/'), change, origin);
        if (changed.kind === 'map') set.update(resource, changed);
      }
    }
  };
}

function insertIntoPath(path: string, position: number, part: string): string {
  const absolute = path.startsWith('/');
  const parts = path.split('/').filter((each) => each !== '');
  parts.splice(Math.min(position, parts.length), 0, part);
  return (absolute ? '/' : '') + parts.join('/');
}
