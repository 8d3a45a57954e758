import type { VoiceSettings } from '@vox/voice-core';

import { isRecord, parsedJson } from './json-text';

/** How a workflow wants its reply spoken, as far as it can be made sense of. */
export type ReadOptions = {
  /** Undefined when nothing is said about it. */
  readonly settings?: VoiceSettings;
  /** Names of options that no sense could be made of. */
  readonly ignored: readonly string[];
};

type Read = (value: unknown) => string | number | undefined;
type Setting = keyof VoiceSettings;

/** The predecessor's names beside the house's, the likelier first. */
const OPTIONS: Readonly<Record<string, readonly [Setting, Read]>> = {
  voice: ['voice', text],
  voiceId: ['voice', text],
  voice_id: ['voice', text],
  rate: ['rate', within(0.5, 2)],
  speed: ['rate', within(0.5, 2)],
  speedFactor: ['rate', within(0.5, 2)],
  speed_factor: ['rate', within(0.5, 2)],
  pitch: ['pitch', within(0.5, 2)],
  volume: ['volume', within(0, 2)],
  exaggeration: ['exaggeration', within(0.25, 2)],
  cfgWeight: ['cfgWeight', within(0, 1)],
  cfg_weight: ['cfgWeight', within(0, 1)],
  temperature: ['temperature', within(0.05, 5)],
  language: ['language', language],
  lang: ['language', language],
};

/**
 * The settings in a workflow's `options`, given as an object or as its JSON. What is written differently is put right
 * (`en_US`, `"1.2"`), what is out of range or makes no sense is left out: a reply is worth more than its voice.
 */
export function readOptions(options: unknown): ReadOptions {
  const json = typeof options === 'string' ? parsedJson(options) : undefined;
  const given = json === undefined || json === 'broken' ? options : json.value;
  if (!isRecord(given)) return { ignored: isNothing(given) ? [] : ['options'] };
  const settings: Record<string, string | number> = {};
  const ignored: string[] = [];
  for (const [name, [setting, read]] of Object.entries(OPTIONS)) {
    const value = given[name];
    if (isNothing(value)) continue;
    const said = read(value);
    if (said === undefined) ignored.push(name);
    else settings[setting] ??= said;
  }
  const clone = given['voiceMode'] === 'clone' ? text(given['referenceAudioFilename']) : undefined;
  if (clone !== undefined) settings['voice'] ??= clone;
  return Object.keys(settings).length === 0 ? { ignored } : { settings, ignored };
}

function isNothing(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}

function text(value: unknown): string | undefined {
  const name = typeof value === 'number' ? String(value) : value;
  if (typeof name !== 'string') return undefined;
  const trimmed = name.trim();
  return trimmed === '' || trimmed.length > 200 ? undefined : trimmed;
}

function within(min: number, max: number): Read {
  return (value) => {
    const isDigits = typeof value === 'string' && /^\s*\d+(?:[.,]\d+)?\s*$/u.test(value);
    const number = isDigits ? Number(value.replace(',', '.')) : value;
    return typeof number === 'number' && number >= min && number <= max ? number : undefined;
  };
}

/** BCP 47, also from POSIX (`en_US.UTF-8`) and from the English name of a language. */
function language(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined;
  const tag = value
    .trim()
    .replace(/[.@].*$/u, '')
    .replaceAll('_', '-');
  const named = codeOfName(tag.toLowerCase());
  // Four letters or more are a name, though the grammar lets them pass.
  if (named === undefined && !/^[a-z]{2,3}(?:-|$)/iu.test(tag)) return undefined;
  try {
    return Intl.getCanonicalLocales(named ?? tag)[0];
  } catch {
    // No tag at all.
    return undefined;
  }
}

let codes: ReadonlyMap<string, string> | undefined;

function codeOfName(name: string): string | undefined {
  codes ??= codesByName();
  return codes.get(name);
}

function codesByName(): ReadonlyMap<string, string> {
  const names = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' });
  const letters = [...'abcdefghijklmnopqrstuvwxyz'];
  const all = letters.flatMap((one) => letters.map((other) => one + other));
  return new Map(
    all.flatMap((code) => {
      const name = names.of(code);
      // Retired codes share a name with those in use.
      const isInUse = Intl.getCanonicalLocales(code)[0] === code;
      return name === undefined || !isInUse ? [] : [[name.toLowerCase(), code] as const];
    }),
  );
}
