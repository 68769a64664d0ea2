/**
 * The annotations in which kustomize remembers an object's past while it builds, and which it takes off at the end.
 * Source: StorePreviousId, AddNamePrefix and the generators in api/resource of kustomize.
 *
 * @module
 */
import type { Resource } from './resource.js';

const DOMAIN = 'internal.config.kubernetes.io/';

/** The annotations that kustomize keeps on a resource at this moment, as pairs of key and text. */
export function keptAnnotations({ previous, prefixes, suffixes, ...rest }: Resource): [string, string][] {
  const lists = {
    previousKinds: previous.map(({ kind }) => kind),
    previousNames: previous.map(({ name }) => name),
    previousNamespaces: previous.map(({ namespace }) => namespace),
    prefixes,
    suffixes,
    generatorBehavior: rest.generatedBy ? [rest.behavior] : [],
    needsHashSuffix: rest.needsHash ? ['enabled'] : [],
  };
  return Object.entries(lists).flatMap(([name, values]): [string, string][] => {
    const text = values.filter((value) => value !== '').join(',');
    return text === '' ? [] : [[`${DOMAIN}${name}`, text]];
  });
}

/** Whether an object has annotations while it is built, even where nobody wrote any: its origin is kept there too. */
export function hasKeptAnnotations(resource: Resource): boolean {
  return (
    resource.origin !== undefined ||
    resource.transformations.length > 0 ||
    keptAnnotations(resource).length > 0
  );
}
