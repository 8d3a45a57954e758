import { InvalidInputError, type VoiceSettings } from '@vox/voice-core';

/** What each number of `VoiceSettings` may be, both ends included. */
const voiceSettingRanges = {
  rate: [0.5, 2],
  pitch: [0.5, 2],
  volume: [0, 2],
  exaggeration: [0.25, 2],
  cfgWeight: [0, 1],
  temperature: [0.05, 5],
} as const satisfies Partial<Record<keyof VoiceSettings, readonly [number, number]>>;

const MAX_VOICE_CHARACTERS = 200;

/** @throws InvalidInputError that names the setting which is out of its range or no BCP 47 language. */
export function checkVoiceSettings(settings: VoiceSettings): void {
  for (const [field, [min, max]] of Object.entries(voiceSettingRanges)) {
    const value = settings[field as keyof typeof voiceSettingRanges];
    if (value === undefined) continue;
    if (typeof value !== 'number' || !(value >= min && value <= max)) {
      throw new InvalidInputError(field, `${field} is a number from ${min} to ${max}`);
    }
  }
  const { voice, language } = settings;
  if (voice !== undefined && voice.length > MAX_VOICE_CHARACTERS) {
    throw new InvalidInputError('voice', `voice has at most ${MAX_VOICE_CHARACTERS} characters`);
  }
  if (language !== undefined && !isLanguage(language)) {
    throw new InvalidInputError('language', 'language is a BCP 47 tag such as en or pt-BR');
  }
}

function isLanguage(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(languageTag(tag)).length === 1;
  } catch {
    return false;
  }
}

/** A name of a locale as operating systems write it (`en_US.UTF-8`) as the BCP 47 tag that it means. */
function languageTag(name: string): string {
  return name
    .trim()
    .replace(/[.@].*$/u, '')
    .replaceAll('_', '-');
}

/** The same settings as engines expect them: a language in its usual form, `pt-BR` for `pt_br`. They have been checked. */
export function normalizedVoiceSettings<T extends VoiceSettings>(settings: T): T {
  if (settings.language === undefined) return settings;
  const [language] = Intl.getCanonicalLocales(languageTag(settings.language));
  return { ...settings, language };
}
