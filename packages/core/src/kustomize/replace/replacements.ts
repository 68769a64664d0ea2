/**
 * `replacements:` copies a value from one object into fields of others.
 * Source: api/filters/replacement of kustomize.
 *
 * @module
 */
import type { RepoPath } from '../../source/repo-path.js';
import type { Span } from '../../source/span.js';
import { decode, foldKeys } from '../../yaml/nodes/decode.js';
import type { Node, Step } from '../../yaml/nodes/node.js';
import { isNull, scalar } from '../../yaml/nodes/node.js';
import { itemsAt, nodeAt } from '../../yaml/nodes/node-path.js';
import { parseYaml } from '../../yaml/read/parse-yaml.js';
import { attempt, type BuildContext, noteIneffective } from '../load/context.js';
import {
  type FieldOptions,
  type Optional,
  type Replacement,
  type ReplacementField,
  type ReplacementTarget,
  replacement as replacementSchema,
} from '../load/kustomization-schemas.js';
import { loadFile } from '../load/load.js';
import type { Entry } from '../load/read-fields.js';
import { Fault, NotFound } from '../objects/fault.js';
import { fitsGvk, idOf, type Resource } from '../objects/resource.js';
import type { ResourceSet } from '../objects/resource-set.js';
import { compileSelector, type Matcher } from '../objects/select.js';
import { lookUpPath, splitFieldPath } from './field-path.js';
import { setAt } from './put-value.js';

/** Carries out the entries of `replacements:` one after the other. */
export function applyReplacements(
  set: ResourceSet,
  entries: readonly Entry<ReplacementField>[],
  directory: RepoPath,
  context: BuildContext,
): void {
  for (const entry of entries) {
    const asked = entry.node.origin.span;
    attempt(context, asked, () => {
      for (const replacement of resolveEntry(entry, directory, context))
        replace(set, replacement, asked, context);
    });
  }
}

/** An entry is a replacement, or names a file that holds one or a list of them. */
function resolveEntry(
  entry: Entry<ReplacementField>,
  directory: RepoPath,
  context: BuildContext,
): readonly Entry<Replacement>[] {
  const { path, ...inline } = entry.value;
  if (!path) return [{ value: inline, node: entry.node }];
  if (inline.source || inline.targets?.length) {
    throw new Fault('bad-replacement', 'A replacement is given in place or by path, not both.');
  }
  const span = (nodeAt(entry.node, 'path') ?? entry.node).origin.span;
  const root = parseYaml(loadFile(context, directory, path, span)).documents[0]?.root;
  if (!root) throw new Fault('bad-replacement', `The file '${path}' holds no replacement.`, span);
  return (root.kind === 'seq' ? root.items : [root]).flatMap((written) => {
    const node = foldKeys(written, replacementSchema);
    const decoded = decode(node, replacementSchema, {
      code: 'kustomize/bad-replacement',
      dialect: 'go-yaml-v2',
    });
    context.notes.diagnostics.push(...decoded.diagnostics);
    return decoded.value ? [{ value: decoded.value, node }] : [];
  });
}

function replace(set: ResourceSet, entry: Entry<Replacement>, asked: Span, context: BuildContext): void {
  const { targets } = entry.value;
  if (!targets) throw new Fault('bad-replacement', 'A replacement needs a source and at least one target.');
  const value = sourceValue(set, entry);
  const step: Step = { kind: 'replaced', what: 'replacements', by: asked, from: [value.origin] };
  for (const [at, target] of targets.entries()) {
    const node = itemsAt(entry.node, 'targets')[at] ?? entry.node;
    replaceIn(set, { value: target, node }, value, step, context);
  }
}

function sourceValue(set: ResourceSet, entry: Entry<Replacement>): Node {
  const { source, sourceValue: literal } = entry.value;
  const node = nodeAt(entry.node, 'source') ?? entry.node;
  if (typeof literal === 'string') {
    if (source) throw new Fault('bad-replacement', 'A replacement has source or sourceValue, not both.');
    const written = nodeAt(entry.node, 'sourceValue');
    return written ?? scalar(literal, entry.node.origin);
  }
  if (!source) throw new Fault('bad-replacement', 'A replacement needs a source and at least one target.');
  const resource = onlySource(set, source, node.origin.span);
  const path = source.fieldPath || 'metadata.name';
  const found = lookUpPath(resource.body, splitFieldPath(path));
  if (!found || isNull(found) || isEmpty(found)) {
    const span = (nodeAt(node, 'fieldPath') ?? node).origin.span;
    throw new Fault('bad-replacement', `The source has no value at '${path}'.`, span);
  }
  return refined(found, source.options, node.origin.span);
}

function isEmpty(node: Node): boolean {
  return (
    (node.kind === 'map' && node.entries.length === 0) || (node.kind === 'seq' && node.items.length === 0)
  );
}

function onlySource(set: ResourceSet, source: NonNullable<Replacement['source']>, span: Span): Resource {
  const pattern = { group: source.group ?? '', version: source.version ?? '', kind: source.kind ?? '' };
  const candidates = source.name ? set.byAnyName(source.name) : set.items;
  const matches = candidates.filter((resource) =>
    identities(resource).some(
      (id) =>
        (!source.name || source.name === id.name) &&
        (!source.namespace || (id.namespace || 'default') === source.namespace) &&
        fitsGvk(id, pattern),
    ),
  );
  const [only, second] = matches;
  if (only && !second) return only;
  if (only) throw new Fault('bad-replacement', 'Several objects match the source of the replacement.', span);
  throw new NotFound('bad-replacement', 'No object matches the source of the replacement.', span);
}

interface Identity {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
}

/** The current identity and those before it. */
function identities(resource: Resource): Identity[] {
  const id = idOf(resource.body);
  return [id, ...resource.previous.map((previous) => ({ ...id, ...previous }))];
}

function refined(node: Node, options: Optional<FieldOptions>, span: Span): Node {
  if (!options?.delimiter) return node;
  if (node.kind !== 'scalar') {
    throw new Fault('bad-replacement', 'A delimiter can only be used on a plain value.', span);
  }
  const part = node.value.split(options.delimiter)[options.index ?? 0];
  if (part === undefined || (options.index ?? 0) < 0) {
    throw new Fault('bad-replacement', `'${node.value}' has no part ${options.index ?? 0}.`, span);
  }
  return { ...node, value: part };
}

function replaceIn(
  set: ResourceSet,
  target: Entry<ReplacementTarget>,
  value: Node,
  step: Step,
  context: BuildContext,
): void {
  const { select, reject, options } = target.value;
  if (!select) throw new Fault('bad-replacement', 'A target needs select.', target.node.origin.span);
  const span = (nodeAt(target.node, 'select') ?? target.node).origin.span;
  const selects = compileSelector(select, span);
  const rejects = (reject ?? []).map((selector) => compileSelector(selector, span));
  const paths = target.value.fieldPaths?.length ? target.value.fieldPaths : ['metadata.name'];
  let selected = false;
  const wanted = select.name ?? '';
  for (const resource of /^[\w-]+$/.test(wanted) ? set.byAnyName(wanted) : set.items) {
    if (!isTarget(resource, selects, rejects)) continue;
    selected = true;
    for (const [at, path] of paths.entries()) {
      const pathSpan = (nodeAt(target.node, 'fieldPaths', at) ?? target.node).origin.span;
      attempt(context, pathSpan, () =>
        setAt(set, resource, path, value, options ?? {}, { span: pathSpan, step }),
      );
    }
  }
  if (!selected) noteIneffective(context, { field: 'replacements', span, wanted: describe(select) });
}

function describe(select: object): string {
  return Object.entries(select)
    .flatMap(([key, value]) => (value ? `${key} ${value}` : []))
    .join(', ');
}

function isTarget(resource: Resource, selects: Matcher, rejects: readonly Matcher[]): boolean {
  const ids = identities(resource);
  const fits = (matcher: Matcher): boolean =>
    ids.some((id) => matcher.gvk(id) && matcher.name(id.name) && matcher.namespace(id.namespace));
  const named = ({ selector }: Matcher): boolean =>
    Boolean(selector.group || selector.version || selector.kind || selector.name || selector.namespace);
  const marked = ({ selector }: Matcher): boolean =>
    Boolean(selector.labelSelector || selector.annotationSelector);
  return (
    selects.marks(resource) &&
    !rejects.some((matcher) => marked(matcher) && matcher.marks(resource)) &&
    !rejects.some((matcher) => named(matcher) && fits(matcher)) &&
    fits(selects)
  );
}
