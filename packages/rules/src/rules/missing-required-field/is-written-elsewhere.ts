import { type FluxModel, type KubernetesObject, objectsOf } from '@fluxvet/core';

/** Whether an object of the same kind and name stands in another file, as a base beside what may be a patch for it. */
export function isWrittenElsewhere(model: FluxModel, { id, body }: KubernetesObject): boolean {
  let files = written.get(model);
  if (!files) {
    files = new Map();
    for (const { object } of objectsOf(model)) {
      const key = `${object.id.group}/${object.id.kind}/${object.id.name}`;
      const known = files.get(key) ?? new Set();
      files.set(key, known.add(object.body.origin.span.file));
    }
    written.set(model, files);
  }
  const found = files.get(`${id.group}/${id.kind}/${id.name}`);
  return found !== undefined && [...found].some((file) => file !== body.origin.span.file);
}

const written = new WeakMap<FluxModel, Map<string, Set<string>>>();
