import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { bytesFromPcm, OPUS_OF_CLIENTS, OpusEncoder, readWav, Resampler, rms } from '@vox/audio';
import { FRAME_MS, frameSamples, type SampleRateHz } from '@vox/voice-core';

/** Said in one breath, with a loud end: the detector of speech sees the end where it is. */
const FILE = join(__dirname, '..', '..', 'fixtures', 'audio', 'all-circuits-busy-now.wav');
const LOUD = 0.02;

/** What every user says, from the first loud frame to the last, as it goes over the wire: in packets of 20 ms. */
export type Sentence = {
  readonly lengthMs: number;
  at(sentenceMs: number | undefined): Uint8Array;
};

export function pcmSentence(sampleRateHz: SampleRateHz): Sentence {
  return sentenceOf(
    frames(sampleRateHz).map(bytesFromPcm),
    bytesFromPcm(silentFrame(sampleRateHz)),
  );
}

/** Encoded once: all users send the same packets, which is fair to a decoder and cheap. */
export function opusSentence(): Sentence {
  const encoder = new OpusEncoder(OPUS_OF_CLIENTS);
  const packets = frames(48_000).map((frame) => encoder.encode(frame));
  return sentenceOf(packets, new OpusEncoder(OPUS_OF_CLIENTS).encode(silentFrame(48_000)));
}

function sentenceOf(packets: readonly Uint8Array[], silence: Uint8Array): Sentence {
  return {
    lengthMs: packets.length * FRAME_MS,
    at: (ms) => (ms === undefined ? undefined : packets[ms / FRAME_MS]) ?? silence,
  };
}

function silentFrame(sampleRateHz: SampleRateHz): Int16Array {
  return new Int16Array(frameSamples(sampleRateHz));
}

function frames(sampleRateHz: SampleRateHz): readonly Int16Array[] {
  const wav = readWav(readFileSync(FILE));
  const pcm = new Resampler(wav.sampleRateHz, sampleRateHz).push(wav.pcm);
  const samples = frameSamples(sampleRateHz);
  const all = Array.from({ length: Math.floor(pcm.length / samples) }, (_, index) =>
    pcm.slice(index * samples, (index + 1) * samples),
  );
  const isLoud = all.map((frame) => rms(frame) > LOUD);
  return all.slice(isLoud.indexOf(true), isLoud.lastIndexOf(true) + 1);
}
