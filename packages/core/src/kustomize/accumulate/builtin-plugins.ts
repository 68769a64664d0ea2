/**
 * kustomize's own transformers and generators, given as objects under `transformers:`, `generators:` and `validators:`.
 * Everything else named there is a program, which is not run here (nor by Flux).
 * Source: api/internal/builtins and api/internal/plugins of kustomize.
 *
 * @module
 */
import type { z } from 'zod';
import type { RepoPath } from '../../source/repo-path.js';
import { type MapNode, type Node, type Origin, type Step, scalar } from '../../yaml/nodes/node.js';
import { entryOf, itemsAt, nodeAt, textAt } from '../../yaml/nodes/node-path.js';
import { generateObject } from '../generate/generate-object.js';
import { addNameHashes } from '../generate/name-hash.js';
import type { BuildContext } from '../load/context.js';
import * as schemas from '../load/kustomization-schemas.js';
import type { Entry, TextField } from '../load/read-fields.js';
import { Fault } from '../objects/fault.js';
import { newResource, type Resource } from '../objects/resource.js';
import { applyJson6902Patches, applyPatches, applyStrategicMergePatches } from '../patch/patches.js';
import { applyReplacements } from '../replace/replacements.js';
import type { FieldSpec } from '../schema/field-specs.data.js';
import { setImages } from '../transform/images.js';
import { setMarks } from '../transform/labels.js';
import { addAffix } from '../transform/name-affix.js';
import { type SubjectMode, setNamespace } from '../transform/namespace.js';
import { setReplicas } from '../transform/replicas.js';
import { toFieldSpec } from '../transform/transformer-config.js';
import { listOf, one, type Run } from './plugin-fields.js';
import { valueAdd } from './value-add.js';

/** Whether an object configures one of kustomize's own plugins. */
export function isBuiltin(body: MapNode): boolean {
  return textAt(body, 'apiVersion') === 'builtin';
}

/** The transformer that an object configures, or `undefined` where its kind is no transformer. */
export function builtinTransformer(
  body: MapNode,
  directory: RepoPath,
  context: BuildContext,
): Run | undefined {
  const { span } = body.origin;
  const step = (what: string): Step => ({ kind: 'transformed', what, by: span });
  const specs = (): FieldSpec[] =>
    listOf(body, 'fieldSpecs', schemas.fieldSpec).map(({ value }) => toFieldSpec(value));
  const list = <T>(field: string, schema: z.ZodType<T>): Entry<T>[] => listOf(body, field, schema);
  switch (textAt(body, 'kind')) {
    case 'AnnotationsTransformer':
      return marks(nodeAt(body, 'annotations'), specs(), step('annotations'));
    case 'LabelTransformer':
      return marks(nodeAt(body, 'labels'), specs(), step('labels'));
    case 'NamespaceTransformer':
      return namespaceTransformer(body, specs(), step('namespace'), context);
    case 'PrefixTransformer':
      return affix(body, 'prefix', demandSpecs(body, specs()));
    case 'SuffixTransformer':
      return affix(body, 'suffix', demandSpecs(body, specs()));
    case 'PrefixSuffixTransformer': {
      const [prefix, suffix] = [affix(body, 'prefix', specs()), affix(body, 'suffix', specs())];
      return (set) => {
        prefix(set);
        suffix(set);
      };
    }
    case 'HashTransformer':
      return addNameHashes;
    case 'ImageTagTransformer': {
      const entry = one(nodeAt(body, 'imageTag') ?? body, schemas.image);
      return (set) => setImages(set, entry, specs(), step('images'), context);
    }
    case 'ReplicaCountTransformer': {
      const entry = one(nodeAt(body, 'replica') ?? body, schemas.replica);
      return (set) => setReplicas(set, entry, specs(), step('replicas'), context);
    }
    case 'PatchTransformer': {
      const entry = one(picked(body, ['path', 'patch', 'target', 'options']), schemas.patch);
      return (set) => applyPatches(set, [entry], directory, context);
    }
    case 'PatchJson6902Transformer': {
      const entry = one(
        renamed(picked(body, ['path', 'jsonOp', 'target']), 'jsonOp', 'patch'),
        schemas.patch,
      );
      return (set) => applyJson6902Patches(set, [entry], directory, context);
    }
    case 'PatchStrategicMergeTransformer': {
      const inline = nodeAt(body, 'patches');
      const texts = [...itemsAt(body, 'paths'), ...(inline ? [inline] : [])].flatMap(textField);
      if (texts.length === 0)
        throw new Fault('bad-patch', 'The transformer has neither paths nor patches.', span);
      return (set) => applyStrategicMergePatches(set, texts, directory, context);
    }
    case 'ReplacementTransformer': {
      const entries = list('replacements', schemas.replacementField);
      return (set) => applyReplacements(set, entries, directory, context);
    }
    case 'ValueAddTransformer':
      return valueAdd(body, directory, step('value'), context);
    default:
      return undefined;
  }
}

/** The object that a generator's configuration makes, or `undefined` where its kind is no generator. */
export function builtinGenerator(
  body: MapNode,
  directory: RepoPath,
  context: BuildContext,
): Resource | undefined {
  const kind = textAt(body, 'kind');
  if (kind === 'ConfigMapGenerator' || kind === 'SecretGenerator') {
    const fields = ['behavior', 'literals', 'files', 'envs', 'env', 'options', 'type', 'name', 'namespace'];
    let config = picked(body, fields);
    for (const field of ['name', 'namespace']) {
      const entry = entryOf(nodeAt(body, 'metadata'), field);
      if (entry && !entryOf(config, field)) config = { ...config, entries: [...config.entries, entry] };
    }
    const entry = one(config, schemas.secretArgs);
    return generateObject(
      kind === 'SecretGenerator' ? 'Secret' : 'ConfigMap',
      entry,
      undefined,
      directory,
      context,
    );
  }
  return kind === 'IAMPolicyGenerator' ? newResource(serviceAccountFor(body), []) : undefined;
}

/** The configuration's own fields, without those that every object has. */
function picked(body: MapNode, fields: readonly string[]): MapNode {
  return { ...body, entries: body.entries.filter(({ key }) => fields.includes(key.value)) };
}

function renamed(map: MapNode, from: string, to: string): MapNode {
  const entries = map.entries.map((entry) =>
    entry.key.value === from ? { ...entry, key: { ...entry.key, value: to } } : entry,
  );
  return { ...map, entries };
}

function textField(node: Node): TextField[] {
  return node.kind === 'scalar' ? [{ value: node.value, node }] : [];
}

function demandSpecs(body: MapNode, specs: readonly FieldSpec[]): readonly FieldSpec[] {
  if (entryOf(body, 'fieldSpecs')) return specs;
  throw new Fault('bad-plugin', 'The transformer needs fieldSpecs.', body.origin.span);
}

function marks(pairs: Node | undefined, specs: readonly FieldSpec[], step: Step): Run {
  return (set) => {
    if (pairs?.kind === 'map') setMarks(set, pairs, specs, step);
  };
}

function affix(body: MapNode, side: 'prefix' | 'suffix', fieldSpecs: readonly FieldSpec[]): Run {
  const node = nodeAt(body, side) ?? body;
  const { span } = node.origin;
  const what = side === 'prefix' ? 'namePrefix' : 'nameSuffix';
  const step: Step = { kind: 'transformed', what, by: span };
  const text = node.kind === 'scalar' ? node.value : '';
  return (set) => addAffix(set, { side, text, span, step, fieldSpecs });
}

const MODES: readonly string[] = ['defaultOnly', 'allServiceAccounts', 'none'];

function namespaceTransformer(
  body: MapNode,
  fieldSpecs: readonly FieldSpec[],
  step: Step,
  context: BuildContext,
): Run {
  const node = nodeAt(body, 'metadata', 'namespace');
  const mode = textAt(body, 'setRoleBindingSubjects') || 'defaultOnly';
  if (!MODES.includes(mode)) {
    throw new Fault('bad-plugin', `'${mode}' is not a mode of setRoleBindingSubjects.`, body.origin.span);
  }
  const unsetOnly = textAt(body, 'unsetOnly') === 'true';
  return (set) => {
    if (node?.kind !== 'scalar' || node.value === '') return;
    const origin: Origin = { span: node.origin.span, step };
    setNamespace(
      set,
      { namespace: node.value, origin, fieldSpecs, unsetOnly, subjects: mode as SubjectMode },
      context,
    );
  };
}

/** The one thing that IAMPolicyGenerator makes: a ServiceAccount tied to one of Google's cloud. */
function serviceAccountFor(body: MapNode): MapNode {
  const { span } = body.origin;
  if (textAt(body, 'cloud') !== 'gke')
    throw new Fault('bad-plugin', 'Only the cloud gke is supported.', span);
  const origin: Origin = { span, step: { kind: 'generated', what: 'IAMPolicyGenerator', by: span } };
  const map = (fields: Record<string, Node | undefined>): MapNode => ({
    kind: 'map',
    entries: Object.entries(fields).flatMap(([key, value]) =>
      value ? [{ key: scalar(key, origin), value }] : [],
    ),
    origin,
  });
  const text = (value: string): Node => scalar(value, origin);
  const account = `${textAt(body, 'serviceAccount', 'name') ?? ''}@${textAt(body, 'serviceAccount', 'projectId') ?? ''}`;
  const namespace = textAt(body, 'kubernetesService', 'namespace');
  return map({
    apiVersion: text('v1'),
    kind: text('ServiceAccount'),
    metadata: map({
      annotations: map({ 'iam.gke.io/gcp-service-account': text(`${account}.iam.gserviceaccount.com`) }),
      name: text(textAt(body, 'kubernetesService', 'name') ?? ''),
      namespace: namespace ? text(namespace) : undefined,
    }),
  });
}
