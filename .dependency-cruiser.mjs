// The walls of the house: who may import whom. Each has the reason in its comment.
const floors = ['source', ['yaml', 'disk'], 'kubernetes', 'kustomize', 'flux', ['lint', 'report']];
const core = '^packages/core/src/';
const folders = (from) => `${core}(${floors.slice(from).flat().join('|')})/`;

const upward = floors.slice(0, -1).map((floor, at) => {
  const own = [floor].flat().join('|');
  return {
    name: `${own.replace('|', '-and-')}-imports-nothing-above`,
    comment: 'A floor stands on lower ones only; types included.',
    severity: 'error',
    from: { path: `${core}(${own})/`, pathNot: '\\.test\\.ts$' },
    to: { path: folders(at + 1) },
  };
});

export default {
  forbidden: [
    ...upward,
    {
      name: 'no-cycle',
      comment: 'What needs each other is one thing, or has a third thing in it.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'floors-do-not-use-the-doors',
      comment: 'The doors are for others; inside, they would hide cycles.',
      severity: 'error',
      from: {
        path: `${core}(source|yaml|disk|kubernetes|kustomize|flux|lint|report)/`,
        pathNot: '\\.test\\.ts$',
      },
      to: { path: `${core}(index\\.ts|testing/)` },
    },
    {
      name: 'only-yaml-imports-parsers',
      comment: 'So that another parser can take their place.',
      severity: 'error',
      from: { path: '^packages/', pathNot: `${core}yaml/` },
      to: { path: 'node_modules/(yaml|js-yaml)/' },
    },
    {
      name: 'only-disk-touches-files',
      comment: 'Everything else works on a tree, wherever that comes from.',
      severity: 'error',
      from: { path: '^packages/(core|rules|reporter-sarif)/src/', pathNot: `${core}disk/|\\.test\\.ts$` },
      to: { path: '^(node:)?(fs|child_process)|node_modules/fast-glob/' },
    },
    {
      name: 'rules-and-reporters-use-the-doors',
      comment: 'They have what every plug-in has, and nothing more.',
      severity: 'error',
      from: { path: '^packages/(rules|reporter-sarif|cli)/src/' },
      to: { path: `${core}(?!index\\.ts|testing/index\\.ts)` },
    },
    {
      name: 'rules-do-not-import-rules',
      comment: 'What two rules need stands beside them.',
      severity: 'error',
      from: { path: '^packages/rules/src/([^/]+)/', pathNot: '\\.test\\.ts$' },
      to: { path: '^packages/rules/src/[^/]+/', pathNot: '^packages/rules/src/$1/' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '/dist/' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'default'] },
  },
};
