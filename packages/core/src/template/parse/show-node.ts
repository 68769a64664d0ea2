/**
 * A node as Go prints it in error texts: from the tree, with single blanks.
 *
 * @module
 */
import { quote } from '../format/quote.js';
import type { Node } from '../tree/nodes.js';

/** The text of a node. Only nodes that error texts name are ever asked for, and those hold no lists. */
export function showNode(node: Node): string {
  switch (node.kind) {
    case 'text':
      return node.text;
    case 'list':
      return node.nodes.map(showNode).join('');
    case 'action':
      return `{{${showNode(node.pipe)}}}`;
    case 'if':
    case 'with':
    case 'range': {
      const other = node.elseList ? `{{else}}${showNode(node.elseList)}` : '';
      return `{{${node.kind} ${showNode(node.pipe)}}}${showNode(node.list)}${other}{{end}}`;
    }
    case 'template':
      return `{{template ${quote(node.name)}${node.pipe ? ` ${showNode(node.pipe)}` : ''}}}`;
    case 'break':
    case 'continue':
      return `{{${node.kind}}}`;
    case 'pipe': {
      const declared = node.decl.map(showNode).join(', ');
      const commands = node.cmds.map(showNode).join(' | ');
      return declared === '' ? commands : `${declared} := ${commands}`;
    }
    case 'command':
      return node.args.map((arg) => (arg.kind === 'pipe' ? `(${showNode(arg)})` : showNode(arg))).join(' ');
    case 'identifier':
      return node.name;
    case 'variable':
      return node.ident.join('.');
    case 'dot':
      return '.';
    case 'nil':
      return 'nil';
    case 'field':
      return node.ident.map((name) => `.${name}`).join('');
    case 'chain': {
      const inner = node.node.kind === 'pipe' ? `(${showNode(node.node)})` : showNode(node.node);
      return inner + node.fields.map((name) => `.${name}`).join('');
    }
    case 'bool':
      return String(node.value);
    case 'number':
      return node.text;
    case 'string':
      return node.quoted;
  }
}
