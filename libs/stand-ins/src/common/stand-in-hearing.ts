import { hearToneWords } from './tone-words';

/** What a recognition stand-in hears: always `text` when that is given, else the tone words that are really there. */
export function hearAsStandIn(
  pcm: Int16Array,
  sampleRateHz: number,
  text: string | undefined,
): string {
  if (pcm.length === 0) return '';
  if (text !== undefined) return text;
  return hearToneWords(pcm, sampleRateHz)
    .map(({ word }) => word)
    .join(' ');
}
