// Names are data: no text of a repository is looked up in an object literal, which has a `constructor` whatever was put
// into it. Reported is each `table[name]`, `name in table` and `table[name] = …` in the sources whose name is any text.
//   node scripts/check/names.mjs
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = fileURLToPath(new URL('../..', import.meta.url));
// The one place that looks such names up, and asks for the table's own.
const EXEMPT = ['packages/core/src/source/text/own.ts'];
// Rooms that nobody has gone through yet; the list may only become shorter.
const OPEN = ['packages/core/src/template/', 'packages/core/src/helm/', 'packages/cli/src/pull/'];

const config = ts.getParsedCommandLineOfConfigFile(
  `${root}/tsconfig.json`,
  {},
  { ...ts.sys, onUnRecoverableConfigFileDiagnostic: fail },
);
const program = ts.createProgram(config.fileNames, config.options);
const checker = program.getTypeChecker();
const problems = [];

for (const file of program.getSourceFiles()) {
  const path = relative(root, file.fileName);
  if (
    !/^packages\/[^/]+\/src\//.test(path) ||
    /\.(test|d)\.ts$|\/testing\//.test(path) ||
    EXEMPT.includes(path) ||
    OPEN.some((room) => path.startsWith(room))
  )
    continue;
  visit(file, file, path);
}
if (problems.length > 0) {
  console.error(problems.join('\n'));
  console.error(
    "Look names of a repository up in a Map, or with 'own' of packages/core/src/source/text/own.ts.",
  );
  process.exitCode = 1;
}

function visit(node, file, path) {
  if (ts.isElementAccessExpression(node) && isOpenName(node.argumentExpression) && isTable(node.expression)) {
    report(node, file, path);
  }
  if (
    ts.isBinaryExpression(node) &&
    node.operatorToken.kind === ts.SyntaxKind.InKeyword &&
    !ts.isPrivateIdentifier(node.left) &&
    isOpenName(node.left)
  ) {
    report(node, file, path);
  }
  ts.forEachChild(node, (child) => visit(child, file, path));
}

function report(node, file, path) {
  const { line } = file.getLineAndCharacterOfPosition(node.getStart());
  problems.push(`${path}:${line + 1}: ${node.getText().split('\n')[0]}`);
}

/** Whether an expression can be any text: a literal, or a choice of some, cannot. */
function isOpenName(expression) {
  const type = checker.getTypeAtLocation(expression);
  const parts = type.isUnion() ? type.types : [type];
  return parts.some((part) => {
    const base = checker.getBaseConstraintOfType(part) ?? part;
    const all = base.isUnion() ? base.types : [base];
    return all.some(
      (each) =>
        (each.flags & (ts.TypeFlags.String | ts.TypeFlags.Any | ts.TypeFlags.Unknown)) !== 0 ||
        (each.flags & ts.TypeFlags.TemplateLiteral) !== 0,
    );
  });
}

/** Whether an expression is an object, and neither a list nor a text. */
function isTable(expression) {
  const type = checker.getApparentType(checker.getTypeAtLocation(expression));
  const parts = type.isUnion() ? type.types : [type];
  return parts.some(
    (part) =>
      !checker.isArrayLikeType(part) && !isBuffer(part) && (part.flags & ts.TypeFlags.StringLike) === 0,
  );
}

function isBuffer(type) {
  return /Array$|^Buffer$|^String$|^process\.|^ProcessEnv$/.test(type.symbol?.name ?? '');
}

function fail(diagnostic) {
  throw new Error(ts.flattenDiagnosticMessageText(diagnostic.messageText, '\n'));
}
