/**
 * The transformers that the fields of a kustomization ask for, in kustomize's order.
 * Source: api/internal/target/kusttarget_configplugin.go of kustomize.
 *
 * @module
 */

import { spendSteps } from '../../source/bounds/limits.js';
import type { RepoPath } from '../../source/repo-path.js';
import type { Span } from '../../source/span.js';
import type { MapNode, Step } from '../../yaml/nodes/node.js';
import { nodeAt } from '../../yaml/nodes/node-path.js';
import { attempt, type BuildContext } from '../load/context.js';
import type { KustomizationFile } from '../load/kustomization-file.js';
import type { TextField } from '../load/read-fields.js';
import { givenBy } from '../objects/given-by.js';
import type { BuildOrigin } from '../objects/resource.js';
import type { ResourceSet } from '../objects/resource-set.js';
import { applyJson6902Patches, applyPatches, applyStrategicMergePatches } from '../patch/patches.js';
import { applyReplacements } from '../replace/replacements.js';
import type { TransformerConfig } from '../schema/field-specs.data.js';
import { setImages } from '../transform/images.js';
import { labelFields, setMarks } from '../transform/labels.js';
import { addAffix } from '../transform/name-affix.js';
import { setNamespace } from '../transform/namespace.js';
import { setReplicas } from '../transform/replicas.js';

/** One transformer, ready to run. */
export interface Transformer {
  /** kustomize's name for it, as `buildMetadata` shows it. */
  readonly kind: string;
  readonly asked: Span;
  readonly run: (set: ResourceSet) => void;
  /** What `buildMetadata` shows for a plugin that has a configuration of its own. */
  readonly origin?: BuildOrigin;
}

/** The transformers of a kustomization, in the order in which kustomize runs them. */
export function transformersOf(
  file: KustomizationFile,
  config: TransformerConfig,
  directory: RepoPath,
  context: BuildContext,
): Transformer[] {
  const list: Transformer[] = [];
  const whole = file.node.origin.span;
  const add = (kind: string, asked: Span, run: Transformer['run']): void => {
    list.push({ kind, asked, run });
  };
  const step = (what: string, by: Span): Step => ({ kind: 'transformed', what, by });

  if (file.patchesStrategicMerge.length > 0) {
    add('PatchStrategicMergeTransformer', whole, (set) =>
      applyStrategicMergePatches(set, file.patchesStrategicMerge, directory, context),
    );
  }
  for (const patch of file.patches) {
    add('PatchTransformer', patch.node.origin.span, (set) => applyPatches(set, [patch], directory, context));
  }
  if (file.namespace) {
    const { value, node } = file.namespace;
    const { span } = node.origin;
    const origin = { span, step: givenBy(step('namespace', span), node.origin) };
    const { unknown } = node;
    add('NamespaceTransformer', span, (set) =>
      setNamespace(
        set,
        {
          namespace: value,
          unknown,
          origin,
          fieldSpecs: config.namespace,
          unsetOnly: false,
          subjects: 'defaultOnly',
        },
        context,
      ),
    );
  }
  addAffixes(file, config, add, step);
  addMarks(file, config, add, step);
  for (const patch of file.patchesJson6902) {
    add('PatchJson6902Transformer', patch.node.origin.span, (set) =>
      applyJson6902Patches(set, [patch], directory, context),
    );
  }
  for (const entry of file.replicas) {
    const { span } = entry.node.origin;
    add('ReplicaCountTransformer', span, (set) =>
      setReplicas(set, entry, config.replicas, step('replicas', span), context),
    );
  }
  for (const entry of file.images) {
    const { span } = entry.node.origin;
    add('ImageTagTransformer', span, (set) =>
      setImages(set, entry, config.images, step('images', span), context),
    );
  }
  if (file.replacements.length > 0) {
    const asked = nodeAt(file.node, 'replacements')?.origin.span ?? whole;
    add('ReplacementTransformer', asked, (set) =>
      applyReplacements(set, file.replacements, directory, context),
    );
  }
  return list;
}

type Add = (kind: string, asked: Span, run: Transformer['run']) => void;
type MakeStep = (what: string, by: Span) => Step;

function addAffixes(file: KustomizationFile, config: TransformerConfig, add: Add, step: MakeStep): void {
  const affix = (field: TextField | undefined, side: 'prefix' | 'suffix'): void => {
    if (!field) return;
    const { origin, unknown } = field.node;
    const { span } = origin;
    const by = givenBy(step(side === 'prefix' ? 'namePrefix' : 'nameSuffix', span), origin);
    const kind = side === 'prefix' ? 'PrefixTransformer' : 'SuffixTransformer';
    const fieldSpecs = side === 'prefix' ? config.namePrefix : config.nameSuffix;
    add(kind, span, (set) => addAffix(set, { side, text: field.value, unknown, span, step: by, fieldSpecs }));
  };
  affix(file.namePrefix, 'prefix');
  affix(file.nameSuffix, 'suffix');
}

function addMarks(file: KustomizationFile, config: TransformerConfig, add: Add, step: MakeStep): void {
  for (const entry of file.labels) {
    const pairs = nodeAt(entry.node, 'pairs');
    const { span } = entry.node.origin;
    add('LabelTransformer', span, (set) => {
      if (pairs?.kind === 'map') setMarks(set, pairs, labelFields(entry.value, config), step('labels', span));
    });
  }
  const { commonLabels, commonAnnotations } = file;
  if (commonLabels || file.labels.length > 0) {
    const marks: MapNode = commonLabels ?? { kind: 'map', entries: [], origin: file.node.origin };
    const { span } = marks.origin;
    add('LabelTransformer', span, (set) =>
      setMarks(set, marks, config.commonLabels, step('commonLabels', span)),
    );
  }
  if (commonAnnotations) {
    const { span } = commonAnnotations.origin;
    add('AnnotationsTransformer', span, (set) =>
      setMarks(set, commonAnnotations, config.commonAnnotations, step('commonAnnotations', span)),
    );
  }
}

/** Runs transformers one after the other; after each, kustomize notes in every object that it was there. */
export function runTransformers(
  set: ResourceSet,
  transformers: readonly Transformer[],
  configuredIn: string | undefined,
  context: BuildContext,
): void {
  for (const { kind, asked, run, ...own } of transformers) {
    attempt(context, asked, () => {
      spendSteps(set.items.length);
      run(set);
    });
    if (configuredIn === undefined) continue;
    const origin = own.origin ?? { configuredIn, configuredBy: { apiVersion: 'builtin', kind } };
    for (const resource of set.items) {
      if (resource.origin) resource.transformations = [...resource.transformations, origin];
      else resource.origin = origin;
    }
  }
}
