import {
  allClosed,
  speakToneWords,
  WhisperLiveStandIn,
  type WhisperLiveStandInOptions,
} from '@vox/stand-ins';
import { describeSpeechRecognizer, settled } from '@vox/testing';
import {
  type AudioFrame,
  ProviderError,
  type RecognizerInput,
  SystemClock,
  type TranscriptPart,
} from '@vox/voice-core';

import { SegmentTranscript } from './segment-transcript';
import {
  type WhisperLiveOptions,
  WhisperLiveSpeechRecognizer,
} from './whisperlive-speech-recognizer.adapter';

const TEXT = 'alpha bravo charlie delta echo foxtrot golf hotel india juliet kilo lima mike';
const SPEECH = speakToneWords(TEXT);

async function* inputOf(frames: readonly AudioFrame[]): AsyncGenerator<RecognizerInput> {
  for (const frame of frames) yield { type: 'audio', frame };
}

let standIn: WhisperLiveStandIn;
afterEach(() => standIn.close());

async function start(options: WhisperLiveStandInOptions = {}): Promise<void> {
  standIn = await WhisperLiveStandIn.start(options);
}

function optionsOf(url: string): WhisperLiveOptions {
  return {
    url,
    audioFormat: 'float32',
    model: 'small',
    language: 'en-GB',
    aliveTimeoutMs: 60_000,
    settleMs: 400,
  };
}

function recognizerOf(options: Partial<WhisperLiveOptions> = {}): WhisperLiveSpeechRecognizer {
  return new WhisperLiveSpeechRecognizer(
    { ...optionsOf(standIn.url), ...options },
    new SystemClock(),
  );
}

async function transcribe(
  recognizer: WhisperLiveSpeechRecognizer,
  input: AsyncIterable<RecognizerInput> = inputOf(SPEECH),
  signal = new AbortController().signal,
): Promise<TranscriptPart[]> {
  const parts: TranscriptPart[] = [];
  for await (const part of recognizer.transcribe(input, { signal })) parts.push(part);
  return parts;
}

async function failureOf(promise: Promise<unknown>): Promise<ProviderError> {
  const error = await promise.catch((caught: unknown) => caught);
  if (!(error instanceof ProviderError)) throw new Error('it did not fail as a provider does');
  return error;
}

describe('over a stand-in of its own', () => {
  let own: WhisperLiveStandIn;
  beforeAll(async () => {
    await start();
    own = await WhisperLiveStandIn.start();
  });
  afterAll(() => own.close());

  describeSpeechRecognizer(WhisperLiveSpeechRecognizer.name, {
    make: () => new WhisperLiveSpeechRecognizer(optionsOf(own.url), new SystemClock()),
    speech: () => SPEECH,
    text: TEXT,
    hasPartials: true,
    hasPreflight: false,
  });
});

describe(WhisperLiveSpeechRecognizer.name, () => {
  it('gives the words of the audio that the server hears, in float32 and in int16', async () => {
    await start();
    for (const audioFormat of ['float32', 'int16'] as const) {
      const parts = await transcribe(recognizerOf({ audioFormat }));
      expect(parts.at(-1)).toEqual({ type: 'transcript-final', text: TEXT, language: 'en' });
    }
    expect(standIn.clientOptions.map((options) => options.audio_format)).toEqual([
      'float32',
      'int16',
    ]);
  });

  it('sends no audio before the server is ready', async () => {
    await start({ loadMs: 150 });
    const result = transcribe(recognizerOf());
    while (standIn.clientOptions.length === 0) await new Promise(setImmediate);
    expect(standIn.connections[0]?.audioMessages).toBe(0);
    expect((await result).at(-1)).toMatchObject({ text: TEXT });
  });

  it('hears an utterance that is shorter than what the server looks at', async () => {
    await start();
    const parts = await transcribe(recognizerOf(), inputOf(speakToneWords('papa')));
    expect(parts.at(-1)).toMatchObject({ type: 'transcript-final', text: 'papa' });
  });

  it('says goodbye only after the last words have come', async () => {
    await start({ fault: 'slow' });
    const parts = await transcribe(recognizerOf());
    expect(parts.at(-1)).toMatchObject({ text: TEXT });
    while (standIn.running > 0) await new Promise(setImmediate);
    expect(standIn.connections[0]?.texts).toHaveLength(1);
  });

  it('waits for the last words of a server that is behind with the audio', async () => {
    await start({ readsAPass: 60 });
    const parts = await transcribe(recognizerOf());
    expect(parts.at(-1)).toMatchObject({ type: 'transcript-final', text: TEXT });
  });

  it('takes what is there once a server goes no further', async () => {
    // It hears speech in the first second alone, and repeats that for ever.
    await start({ text: 'alpha', hearsMs: 1000 });
    // Long enough for its words to come on a busy machine.
    const parts = await transcribe(recognizerOf({ settleMs: 1500 }));
    expect(parts.at(-1)).toMatchObject({ type: 'transcript-final', text: 'alpha' });
  });

  it('gives an empty final when the server has nothing to say', async () => {
    await start({ fault: 'stall' });
    const parts = await transcribe(recognizerOf({ settleMs: 100 }));
    expect(parts).toEqual([{ type: 'transcript-final', text: '', language: 'en' }]);
  });

  it.each([
    ['wait', 'rate-limit'],
    ['disconnect', 'connectivity'],
    ['error', 'server'],
    ['401', 'authentication'],
    ['403', 'authorization'],
    ['404', 'invalid-request'],
    ['429', 'rate-limit'],
    ['500', 'server'],
    ['garbage', 'protocol'],
    ['wrong-content-type', 'protocol'],
    ['split-utf8', 'protocol'],
    ['cut', 'connectivity'],
  ] as const)('takes %s for a failure of category %s', async (fault, category) => {
    await start({ fault });
    const failure = await failureOf(transcribe(recognizerOf()));
    expect(failure).toMatchObject({ kind: 'stt', provider: 'whisperlive', category });
  });

  it('closes its connection at a hang-up, also before the server is ready', async () => {
    for (const loadMs of [5, 60_000]) {
      await start({ loadMs, fault: 'stall' });
      const controller = new AbortController();
      const recognizer = recognizerOf({ settleMs: 60_000 });
      const result = transcribe(recognizer, inputOf(SPEECH), controller.signal);
      while (standIn.clientOptions.length === 0) await new Promise(setImmediate);
      controller.abort('hang-up');
      const ended = Promise.all([result, allClosed(standIn)]);
      const [parts] = await settled('the end', ended);
      expect(parts).toEqual([]);
      await standIn.close();
    }
  });

  it('is healthy when the server takes a connection', async () => {
    await start();
    expect(await recognizerOf().health()).toEqual({ isHealthy: true });
    await standIn.kill();
    expect(await recognizerOf().health()).toMatchObject({ isHealthy: false });
  });

  it('is healthy when the server is full, also where that shows in the handshake', async () => {
    for (const fault of ['wait', '429'] as const) {
      await start({ fault });
      expect(await recognizerOf().health()).toEqual({ isHealthy: true });
      await standIn.close();
    }
    await start({ fault: '403' });
    expect(await recognizerOf().health()).toMatchObject({ isHealthy: false });
  });
});

describe(SegmentTranscript.name, () => {
  const segment = (start: number, text: string, completed = false) => ({
    start: start.toFixed(3),
    text: ` ${text}`,
    completed,
  });

  it('replaces the open segment and keeps completed ones that the list no longer holds', () => {
    const transcript = new SegmentTranscript();
    transcript.onSegments([segment(0, 'one')]);
    transcript.onSegments([segment(0, 'one two', true), segment(2, 'thr')]);
    transcript.onSegments([segment(2, 'three')]);
    expect(transcript.text).toBe('one two three');
  });

  it('does not say twice what an open segment goes back to', () => {
    const transcript = new SegmentTranscript();
    transcript.onSegments([segment(0, 'one', true), segment(2, 'two', true)]);
    transcript.onSegments([segment(2, 'two three')]);
    expect(transcript.text).toBe('one two three');
  });
});
