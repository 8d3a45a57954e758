import { type AudioFrame, InvalidInputError, type RecognizerInput } from '@vox/voice-core';

import { LONGEST_SPEAKING_TIME_MS } from '../../../config';

/** The rate at which utterances travel in this room. */
export const UTTERANCE_HZ = 16_000;

/** What an utterance may last beyond its longest speaking time: lead-in, and the silence that ends it. */
export const UTTERANCE_SLACK_MS = 10_000;

/** How much of one utterance an adapter keeps: all of it, however long MAX_SPEAKING_TIME_MS lets it be. */
export const MAX_UTTERANCE_MS = LONGEST_SPEAKING_TIME_MS + UTTERANCE_SLACK_MS;

/**
 * The samples of an input item, if it has any.
 * @throws InvalidInputError unless they are 16 kHz.
 */
export function samplesOf(item: RecognizerInput): Int16Array | undefined {
  return item.type === 'audio' ? pcm16kHz(item.frame) : undefined;
}

function pcm16kHz(frame: AudioFrame): Int16Array {
  if (frame.sampleRateHz === UTTERANCE_HZ) return frame.pcm;
  throw new InvalidInputError('audio', `expected 16000 Hz, got ${frame.sampleRateHz} Hz`);
}

/** How long so many samples last. */
export function durationMs({ length }: Int16Array): number {
  return (length * 1000) / UTTERANCE_HZ;
}

/** `en` of `en-GB`: what Whisper servers call a language. */
export function primaryLanguage(language: string): string {
  return (language.split('-')[0] as string).toLowerCase();
}
