import { ProviderError, type TranscriptPart } from '@vox/voice-core';

import { type Decode, DecodeScheduler } from './decode-scheduler';
import { UtteranceTranscriber } from './utterance-transcriber';

/** "Hears" how long the audio is. */
const lengthDecoder = (): { decode: Decode; lengths: number[] } => {
  const lengths: number[] = [];
  const decode: Decode = (samples) => {
    lengths.push(samples.length / 16);
    return Promise.resolve(`${samples.length / 16} ms`);
  };
  return { decode, lengths };
};

/** Decodes whose end the test decides. */
const heldDecoder = () => {
  const running: { readonly ms: number; readonly end: () => void }[] = [];
  const decode: Decode = async (samples) => {
    const ms = samples.length / 16;
    await new Promise<void>((resolve) => running.push({ ms, end: resolve }));
    return `${ms} ms`;
  };
  return { decode, running };
};

function transcriberOn(decode: Decode) {
  const parts: TranscriptPart[] = [];
  const state = { isWanted: true };
  const transcriber = new UtteranceTranscriber(new DecodeScheduler(decode, 2), {
    isWanted: () => state.isWanted,
    emit: (part) => parts.push(part),
  });
  /** Audio whose decodes have all ended. */
  const hear = async (ms: number, level = 8000) => {
    for (let at = 0; at < ms; at += 20) {
      const pcm = new Int16Array(320).fill(level);
      transcriber.accept({ type: 'audio', frame: { pcm, sampleRateHz: 16_000 } });
      await new Promise(setImmediate);
    }
  };
  return { parts, state, transcriber, hear };
}

describe('UtteranceTranscriber', () => {
  it('gives a partial of all it heard for every 300 ms', async () => {
    const { parts, hear } = transcriberOn(lengthDecoder().decode);
    await hear(1000);
    expect(parts).toEqual(
      [300, 600, 900].map((ms) => ({ type: 'transcript-partial', text: `${ms} ms` })),
    );
  });

  it('decodes in the pause and not again at the end', async () => {
    const { decode, lengths } = lengthDecoder();
    const { parts, transcriber, hear } = transcriberOn(decode);
    await hear(500);
    transcriber.accept({ type: 'pause' });
    await hear(600, 0);
    expect(parts.at(-1)).toEqual({ type: 'transcript-preflight', text: '500 ms' });
    expect(await transcriber.finish()).toBe('500 ms');
    expect(lengths).toEqual([300, 500]);
  });

  it('discards what it decoded in a pause when the speaker goes on', async () => {
    const { parts, transcriber, hear } = transcriberOn(lengthDecoder().decode);
    await hear(200);
    transcriber.accept({ type: 'pause' });
    transcriber.accept({ type: 'resume' });
    await hear(60);
    expect(parts).toEqual([]);
    expect(await transcriber.finish()).toBe('260 ms');
  });

  it('skips partials while it is behind, and decodes the final beside one that runs', async () => {
    const { decode, running } = heldDecoder();
    const { parts, transcriber, hear } = transcriberOn(decode);
    await hear(900);
    transcriber.accept({ type: 'pause' });
    expect(running.map(({ ms }) => ms)).toEqual([300, 900]);
    running[1]?.end();
    expect(await transcriber.finish()).toBe('900 ms');
    running[0]?.end();
    await new Promise(setImmediate);
    expect(parts).toEqual([{ type: 'transcript-preflight', text: '900 ms' }]);
  });

  it('decodes the next pause beside what it decodes of one that was taken back', async () => {
    const { decode, running } = heldDecoder();
    const { parts, transcriber, hear } = transcriberOn(decode);
    await hear(200);
    transcriber.accept({ type: 'pause' });
    transcriber.accept({ type: 'resume' });
    await hear(60);
    transcriber.accept({ type: 'pause' });
    for (const { end } of running.reverse()) end();
    expect(await transcriber.finish()).toBe('260 ms');
    expect(parts).toEqual([{ type: 'transcript-preflight', text: '260 ms' }]);
  });

  it('decodes a monologue in pieces and joins all of it', async () => {
    const { decode, lengths } = lengthDecoder();
    const { transcriber, hear } = transcriberOn(decode);
    await hear(45_000);
    const text = await transcriber.finish();
    const pieces = text.match(/\d+(?= ms)/g)?.map(Number) ?? [];
    expect(pieces.length).toBeGreaterThan(2);
    expect(pieces.reduce((sum, ms) => sum + ms, 0)).toBe(45_000);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(20_000);
  });

  it('does not ask for less than a syllable', async () => {
    const { decode, lengths } = lengthDecoder();
    const { transcriber, hear } = transcriberOn(decode);
    await hear(80);
    expect(await transcriber.finish()).toBe('');
    expect(lengths).toEqual([]);
  });

  it('reports a broken engine with the final, not with a partial', async () => {
    const broken = new ProviderError('broken', { kind: 'stt', provider: 'x', category: 'server' });
    const { parts, transcriber, hear } = transcriberOn(() => Promise.reject(broken));
    await hear(700);
    transcriber.accept({ type: 'pause' });
    await hear(100, 0);
    await expect(transcriber.finish()).rejects.toBe(broken);
    expect(parts).toEqual([]);
  });

  it('starts nothing more once it is not wanted', async () => {
    const { decode, lengths } = lengthDecoder();
    const { state, transcriber, hear } = transcriberOn(decode);
    await hear(200);
    state.isWanted = false;
    await hear(500);
    expect(await transcriber.finish()).toBe('');
    expect(lengths).toEqual([]);
  });
});
