/** Words that name a sound which is no speech, or speech nobody understood; English, German, French, Spanish, CJK. */
const KINDS =
  'blank|empty|no audio|no speech|silen|stille|inaudi|unintellig|unverständlich|indistinct|foreign|background|crosstalk|' +
  'music|musik|musique|música|song|singing|gesang|instrumental|' +
  'laugh|lach|gelächter|rire|risa|chuckl|giggl|cough|hust|toux|tos$|sneez|nies|sniff|sigh|seufz|soupir|suspir|breath|atme|' +
  'gasp|groan|moan|snor|yawn|sob|cry|weep|throat|räusper|whistl|humming|mumbl|murmur|' +
  'applau|aplau|beifall|clap|cheer|crowd|chatter|' +
  'noise|geräusch|rauschen|bruit|ruido|static|beep|click|buzz|ring|bell|knock|footstep|typing|engine|wind(?!ow)|bark|' +
  '笑|拍手|音楽|音乐|掌声|咳|静音';

const NON_SPEECH = new RegExp(String.raw`(?<!\p{L})(?:${KINDS})`, 'iu');

/** `[BLANK_AUDIO]`, `(coughs)`, `*laughs*`: nobody speaks brackets. Longer ones are no names of sounds. */
const TAG =
  /\[([^[\]]{1,40})\]|\(([^()]{1,40})\)|\*([^*]{1,40})\*|（([^（）]{1,20})）|【([^【】]{1,20})】/gu;

/** What stands between notes is sung, by a radio more often than by the speaker. */
const SUNG = /[♪♫♬♩][^♪♫♬♩]*[♪♫♬♩]|[♪♫♬♩]/gu;

const OPEN_TAG = /(?:\[[^[\]]*|\([^()]*|(?<![\p{L}\p{N}])\*[^*\s][^*]*|（[^（）]*|【[^【】]*)$/u;

/** What was said, without the names of sounds that Whisper's family writes between the words; empty when it is nothing else. */
export function withoutNonSpeech(text: string): string {
  const words = text
    .replace(SUNG, ' ')
    .replace(TAG, (tag, ...names: readonly unknown[]) =>
      NON_SPEECH.test(nameIn(names)) ? ' ' : tag,
    );
  if (words === text) return text;
  return /[\p{L}\p{N}]/u.test(words) ? tidied(words) : '';
}

/** The same of a text that is still growing, and may end inside a tag. */
export function withoutOpenNonSpeech(text: string): string {
  return withoutNonSpeech(text.replace(OPEN_TAG, '').trimEnd());
}

/** Of the groups of `TAG` the one that is there: names come as "BLANK_AUDIO" too. */
function nameIn(groups: readonly unknown[]): string {
  const name = groups.find((group) => typeof group === 'string');
  return String(name).replaceAll('_', ' ').trim();
}

function tidied(text: string): string {
  return text
    .replace(/\s+/gu, ' ')
    .replace(/\s+([.,!?;:])/gu, '$1')
    .replace(/^[.,!?;:\s]+/u, '')
    .trim();
}
