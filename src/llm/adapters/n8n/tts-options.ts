import type { VoiceSettings } from '@vox/voice-core';
import { z } from 'zod';

const number = (min: number, max: number) =>
  z.number().min(min).max(max).optional().catch(undefined);
const text = () => z.string().min(1).max(200).optional().catch(undefined);

/** The predecessor's names beside the house's; what is out of range is left out, the rest holds. */
const ttsOptionsSchema = z.object({
  voice: text(),
  referenceAudioFilename: text(),
  voiceMode: text(),
  rate: number(0.5, 2),
  speed: number(0.5, 2),
  speedFactor: number(0.5, 2),
  pitch: number(0.5, 2),
  volume: number(0, 2),
  exaggeration: number(0.25, 2),
  cfgWeight: number(0, 1),
  cfg_weight: number(0, 1),
  temperature: number(0.05, 5),
  language: text(),
});

/** How a workflow wants its reply spoken; undefined when `options` say nothing about it. */
export function toVoiceSettings(options: unknown): VoiceSettings | undefined {
  const parsed = ttsOptionsSchema.safeParse(options);
  if (!parsed.success) return undefined;
  const { voiceMode, referenceAudioFilename, rate, speed, speedFactor, ...given } = parsed.data;
  const { cfg_weight: cfgWeight, ...named } = given;
  const clone = voiceMode === 'clone' ? referenceAudioFilename : undefined;
  const all = {
    ...named,
    voice: named.voice ?? clone,
    rate: rate ?? speed ?? speedFactor,
    cfgWeight: named.cfgWeight ?? cfgWeight,
  };
  const settings = Object.fromEntries(
    Object.entries(all).filter(([, value]) => value !== undefined),
  );
  return Object.keys(settings).length === 0 ? undefined : settings;
}

/** The same from an `X-TTS-Options` header; one that is no JSON says nothing. */
export function voiceSettingsOfHeader(header: string | null): VoiceSettings | undefined {
  try {
    return header === null ? undefined : toVoiceSettings(JSON.parse(header));
  } catch {
    // A reply is worth more than its voice.
    return undefined;
  }
}
