import {
  defineRule,
  fluxObjectsOf,
  IMAGE_GROUP,
  isKind,
  isOpenValue,
  nameOf,
  type Path,
  type Rule,
  SOURCE_GROUP,
  textAt,
} from '@fluxvet/core';

export const imageAddressInvalid: Rule = defineRule({
  id: 'image-address-invalid',
  title: 'The address of an image or an artifact is not in the form that its kind takes',
  why: 'The controller refuses the address, and finds no tags and no artifact.',
  category: 'correctness',
  severity: 'error',
  confidence: 'certain',
  stability: 'stable',
  since: '0.1.0',
  messages: {
    tag: "{kind} '{name}' has the tag '{tag}' in its address '{address}'; {instead}.",
    digest: "{kind} '{name}' has a digest in its address '{address}'; {instead}.",
    scheme:
      "ImageRepository '{name}' has the scheme '{scheme}' in its address '{address}'; an image has none.",
    form: "{kind} '{name}' has the address '{address}', which is no name of a repository: {problem}.",
  },
  *check(model, { finding }) {
    for (const judged of fluxObjectsOf(model)) {
      const { object } = judged;
      const isArtifact = isKind(object, SOURCE_GROUP, 'OCIRepository');
      if (!isArtifact && !isKind(object, IMAGE_GROUP, 'ImageRepository')) continue;
      const path: Path = ['spec', isArtifact ? 'url' : 'image'];
      const address = textAt(object.body, ...path);
      if (address === undefined || address === '' || isOpenValue(judged, path)) continue;
      const at = { in: object, path };
      const data = { kind: object.id.kind, name: nameOf(object), address };
      const [, scheme] = /^([a-z][a-z0-9+.-]*:\/\/)/i.exec(address) ?? [];
      if (!isArtifact && scheme !== undefined) {
        yield finding('scheme', at, { data: { ...data, scheme } });
        continue;
      }
      // Another scheme than that of artifacts is told by the definition.
      if (isArtifact && !address.startsWith('oci://')) continue;
      const rest = isArtifact ? address.slice('oci://'.length) : address;
      const instead = isArtifact ? "write it in 'spec.ref'" : 'an ImagePolicy chooses it';
      const [, name = rest, tag] = /^(.*):([^/:@]*)$/.exec(rest) ?? [];
      if (rest.includes('@')) yield finding('digest', at, { data: { ...data, instead } });
      else if (tag !== undefined && name.includes('/'))
        yield finding('tag', at, { data: { ...data, tag, instead } });
      else {
        const problem = nameProblem(rest);
        if (problem !== undefined) yield finding('form', at, { data: { ...data, problem } });
      }
    }
  },
});

/** What is wrong with the name of a repository, its registry in front. */
function nameProblem(text: string): string | undefined {
  const [first = '', ...others] = text.split('/');
  const hasRegistry = others.length > 0 && (/[.:]/.test(first) || first === 'localhost');
  const parts = hasRegistry ? others : [first, ...others];
  if (hasRegistry && !/^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:\d+)?$/.test(first))
    return `'${first}' is no registry`;
  const wrong = parts.find((part) => !/^[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*$/.test(part));
  if (wrong === undefined) return undefined;
  if (wrong === '') return 'a part of it is empty';
  return /[A-Z]/.test(wrong)
    ? `'${wrong}' has upper-case letters`
    : `'${wrong}' has characters that none may have`;
}
