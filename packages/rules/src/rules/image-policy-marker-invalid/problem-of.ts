import type { ImageMarker } from '../../questions/texts/image-markers.js';

/** What the marker would set does not fit what it stands on. */
export function problemOf(
  { on }: ImageMarker,
  part: string,
): 'noValue' | 'wholeImage' | 'onlyTag' | undefined {
  if (on === 'unknown' || on === 'text') return undefined;
  if (on === 'no-value') return 'noValue';
  const { value } = on.value;
  const isWhole = on.key === 'image' && /[:@]/.test(value);
  if (part !== '') return isWhole ? 'wholeImage' : undefined;
  return /^(tag|newTag|imageTag)$/.test(on.key ?? '') && !/[/:@]/.test(value) ? 'onlyTag' : undefined;
}
