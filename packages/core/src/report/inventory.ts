/**
 * The clusters of a repository as a tree for people: who applies what, and from where.
 *
 * @module
 */
import type {
  AppInventory,
  ClusterInventory,
  Inventory,
  SourceInventory,
  SourceLink,
} from '../flux/inventory.js';
import { visible, withoutCommands } from '../source/text/shown-text.js';
import { count, type Paint, paintFor } from './paint.js';
import type { ReporterOptions } from './report.js';

/** The inventory as text. */
export function printInventory(inventory: Inventory, { color = false }: ReporterOptions = {}): string {
  const paint = paintFor(color);
  const blocks = inventory.clusters.map((cluster) => printCluster(cluster, paint));
  return blocks.length === 0 ? 'No cluster was found.\n' : withoutCommands(`${blocks.join('\n\n')}\n`);
}

function printCluster(cluster: ClusterInventory, paint: Paint): string {
  const facts = [
    cluster.root === '' ? './' : cluster.root,
    ...(cluster.environment === undefined ? [] : [cluster.environment]),
    cluster.fluxVersion === undefined ? 'Flux version unknown' : `Flux ${cluster.fluxVersion}`,
    ENTRIES[cluster.entry],
    count(cluster.objects, 'object'),
  ];
  const lines = [`${paint.bold(visible(cluster.name))}  ${paint.dim(visible(facts.join(', ')))}`];
  const children = new Map<string | undefined, AppInventory[]>();
  const known = new Set(cluster.apps.map(keyOf));
  for (const app of cluster.apps) {
    // An app that applies itself, as the one of bootstrap does, stands at the top.
    const parent =
      app.appliedBy === keyOf(app) || !known.has(app.appliedBy ?? '') ? undefined : app.appliedBy;
    const siblings = children.get(parent);
    if (siblings) siblings.push(app);
    else children.set(parent, [app]);
  }
  const shown = new Set<AppInventory>();
  const visit = (parent: string | undefined, depth: number): void => {
    for (const app of children.get(parent) ?? []) {
      if (shown.has(app)) continue;
      shown.add(app);
      lines.push(`${'  '.repeat(depth)}${printApp(app, paint)}`);
      if (app.kind === 'Kustomization') visit(keyOf(app), depth + 1);
    }
  };
  visit(undefined, 1);
  // Apps that apply one another in a circle hang below none.
  for (const app of cluster.apps) if (!shown.has(app)) lines.push(`  ${printApp(app, paint)}`);
  if (cluster.sources.length > 0) lines.push('  Sources');
  for (const source of cluster.sources) lines.push(`    ${printSource(source, paint)}`);
  return lines.join('\n');
}

const ENTRIES: Readonly<Record<ClusterInventory['entry'], string>> = {
  'gotk-sync': 'from gotk-sync.yaml',
  'flux-instance': 'from a FluxInstance',
  incomplete: 'from an incomplete flux-system directory',
  unbootstrapped: 'not bootstrapped',
};

function keyOf({ kind, namespace, name }: AppInventory): string {
  return namespace === undefined ? `${kind}/${name}` : `${kind}/${namespace}/${name}`;
}

function printApp(app: AppInventory, paint: Paint): string {
  const what = [app.path, app.chart && `chart ${app.chart} ${app.version ?? ''}`.trim()].filter(Boolean);
  const facts = [
    ...what,
    `from ${printLink(app.source)}`,
    ...(app.objects === undefined ? [] : [count(app.objects, 'object')]),
    ...(app.suspended ? ['suspended'] : []),
    ...(app.state === 'broken' ? ['broken'] : []),
    ...(app.state === 'unknown' && app.kind === 'Kustomization' ? ['not followed'] : []),
  ];
  return `${visible(keyOf(app))}  ${paint.dim(visible(facts.join(', ')))}`;
}

function printLink({ state, kind, namespace, name }: SourceLink): string {
  if (name === undefined) return 'a source that is not known';
  const shown = namespace === undefined ? `${kind}/${name}` : `${kind}/${namespace}/${name}`;
  return state === 'missing' ? `${shown} (missing)` : shown;
}

const CONTENTS: Readonly<Record<SourceInventory['content'], string>> = {
  repository: 'this repository',
  mounted: 'mounted',
  elsewhere: 'elsewhere',
};

function printSource({ kind, namespace, name, url, content }: SourceInventory, paint: Paint): string {
  const facts = [...(url === undefined ? [] : [url]), CONTENTS[content]];
  const id = `${kind}/${namespace === undefined ? '' : `${namespace}/`}${name}`;
  return `${visible(id)}  ${paint.dim(visible(facts.join(', ')))}`;
}
