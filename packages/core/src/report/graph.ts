/**
 * Graphs as text that other programs draw: Mermaid and Graphviz.
 *
 * @module
 */
import type { ClusterGraph, Graph, GraphEdge } from '../flux/graph.js';
import { visible, withoutCommands } from '../source/text/shown-text.js';

/** The graph in the language of Mermaid: one subgraph for each cluster. */
export function printMermaid({ clusters }: Graph): string {
  const lines = ['flowchart LR'];
  for (const [at, cluster] of clusters.entries()) {
    const names = numbered(cluster, `c${at}n`);
    lines.push(`  subgraph c${at}["${mermaidText(cluster.name)}"]`);
    for (const { id, state } of cluster.nodes) {
      lines.push(`    ${names.get(id)}["${mermaidText(id)}${state === 'found' ? '' : ` (${state})`}"]`);
    }
    for (const edge of cluster.edges) {
      const arrow = edge.state === 'missing' ? '-. ' : '-- ';
      const end = edge.state === 'missing' ? '.->' : '-->';
      lines.push(`    ${names.get(edge.from)} ${arrow}${labelOf(edge)} ${end} ${names.get(edge.to)}`);
    }
    lines.push('  end');
  }
  return `${lines.join('\n')}\n`;
}

/** The graph in the language of Graphviz. */
export function printDot({ clusters }: Graph): string {
  const lines = ['digraph flux {', '  rankdir=LR;', '  node [shape=box];'];
  for (const [at, cluster] of clusters.entries()) {
    const names = numbered(cluster, `c${at}n`);
    lines.push(`  subgraph cluster_${at} {`, `    label=${dotText(cluster.name)};`);
    for (const { id, state } of cluster.nodes) {
      const style = state === 'found' ? '' : ', style=dashed';
      lines.push(`    ${names.get(id)} [label=${dotText(id)}${style}];`);
    }
    for (const edge of cluster.edges) {
      const style = edge.state === 'missing' ? ', style=dashed' : '';
      lines.push(
        `    ${names.get(edge.from)} -> ${names.get(edge.to)} [label=${dotText(labelOf(edge))}${style}];`,
      );
    }
    lines.push('  }');
  }
  return `${[...lines, '}'].join('\n')}\n`;
}

function numbered({ nodes }: ClusterGraph, prefix: string): ReadonlyMap<string, string> {
  return new Map(nodes.map(({ id }, at) => [id, `${prefix}${at}`]));
}

function labelOf({ kind, state }: GraphEdge): string {
  return state === 'missing' ? `${kind}, missing` : kind;
}

// Names come from the repository: nothing in them may end the text that they stand in.
function mermaidText(text: string): string {
  return text.replace(/[^\w ./:@-]/g, (char) => `#${char.codePointAt(0)};`);
}

function dotText(text: string): string {
  return withoutCommands(JSON.stringify(visible(text)));
}
