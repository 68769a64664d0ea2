// Lets a conformance runner put vectors to fluxvet: each function takes a vector's input and answers, or throws.
//   (build the packages first)
import { buildKustomization, evaluate, memoryTree, printYaml, toRepoPath } from '../packages/core/dist/index.js';

/** A kustomize build: files and an entry directory → the YAML stream. */
export async function render({ files, entry, options }) {
  const directory = toRepoPath(entry);
  const build = buildKustomization(memoryTree(normalized(files)), directory, {
    restriction: options.load_restrictor === 'none' ? 'tree' : 'directory',
    order: options.reorder === 'none' ? 'fifo' : 'legacy',
    managedByLabel: options.managed_by_label ?? false,
  });
  const errors = build.diagnostics.filter(({ severity }) => severity === 'error');
  const problem = errors[0] ?? build.gaps[0];
  if (problem) throw new Error([...errors, ...build.gaps].map(({ message }) => message).join('\n'));
  return { yaml: build.objects.map(({ body }) => printYaml(body)).join('---\n') };
}

/** Flux's variable language: a template and its variables → the text. */
export async function envsubst({ template, env, strict }) {
  const look = (name) => (Object.hasOwn(env, name) ? { kind: 'value', text: env[name] } : { kind: 'unset' });
  const { text, error } = evaluate(template, look, strict ? 'strict' : 'lenient');
  if (error) throw new Error(error.message);
  return { text };
}

function normalized(files) {
  return Object.fromEntries(
    Object.entries(files).flatMap(([path, content]) => {
      const clean = toRepoPath(path);
      return clean === undefined ? [] : [[clean, content]];
    }),
  );
}
