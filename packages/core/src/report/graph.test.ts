import { expect, test } from 'vitest';
import type { Graph, GraphEdge, GraphNode } from '../flux/graph.js';
import { printDot, printMermaid } from './graph.js';

function node(name: string, state: GraphNode['state'] = 'found'): GraphNode {
  return { id: `Kustomization/${name}`, kind: 'Kustomization', name, state };
}

function edge(from: string, to: string, state: GraphEdge['state'] = 'found'): GraphEdge {
  return { from: `Kustomization/${from}`, to: `Kustomization/${to}`, kind: 'dependency', state };
}

const GRAPH: Graph = {
  version: 1,
  clusters: [
    {
      name: 'prod',
      nodes: [node('apps'), node('gone', 'missing'), node('infra', 'unknown')],
      edges: [edge('apps', 'infra'), edge('apps', 'gone', 'missing')],
    },
    { name: 'staging', nodes: [node('apps')], edges: [] },
  ],
};

test('draws a subgraph for each cluster, and what is missing with broken lines', () => {
  expect(printMermaid(GRAPH)).toBe(`flowchart LR
  subgraph c0["prod"]
    c0n0["Kustomization/apps"]
    c0n1["Kustomization/gone (missing)"]
    c0n2["Kustomization/infra (unknown)"]
    c0n0 -- dependency --> c0n2
    c0n0 -. dependency, missing .-> c0n1
  end
  subgraph c1["staging"]
    c1n0["Kustomization/apps"]
  end
`);
});

test('draws the same for Graphviz', () => {
  expect(printDot(GRAPH)).toBe(`digraph flux {
  rankdir=LR;
  node [shape=box];
  subgraph cluster_0 {
    label="prod";
    c0n0 [label="Kustomization/apps"];
    c0n1 [label="Kustomization/gone", style=dashed];
    c0n2 [label="Kustomization/infra", style=dashed];
    c0n0 -> c0n2 [label="dependency"];
    c0n0 -> c0n1 [label="dependency, missing", style=dashed];
  }
  subgraph cluster_1 {
    label="staging";
    c1n0 [label="Kustomization/apps"];
  }
}
`);
});

test('draws nothing of no cluster', () => {
  expect(printMermaid({ version: 1, clusters: [] })).toBe('flowchart LR\n');
  expect(printDot({ version: 1, clusters: [] })).toMatch(/^digraph flux \{[^{]*\}\n$/);
});

const HOSTILE = 'a"];\n  end\nclick c0n0 href "x" <b>#quot;|\\';

test('lets no name end the text that it stands in', () => {
  const graph: Graph = { version: 1, clusters: [{ name: HOSTILE, nodes: [node(HOSTILE)], edges: [] }] };
  const mermaid = printMermaid(graph).split('\n');
  expect(mermaid).toHaveLength(5);
  expect(mermaid[1]).toMatch(/^ {2}subgraph c0\["[^"\]<>|\\]*"\]$/);
  expect(mermaid[2]).toMatch(/^ {4}c0n0\["[^"\]<>|\\]*"\]$/);
  const dot = printDot(graph).split('\n');
  expect(dot).toHaveLength(9);
  expect(dot[5]).toMatch(/^ {4}c0n0 \[label="(?:[^"\\]|\\.)*"\];$/);
});
