import {
  allClosed,
  DeepgramStandIn,
  type DeepgramStandInOptions,
  speakToneWords,
} from '@vox/stand-ins';
import { describeSpeechRecognizer, settled } from '@vox/testing';
import {
  AsyncQueue,
  type AudioFrame,
  ProviderError,
  type RecognizerInput,
  type TranscriptPart,
} from '@vox/voice-core';

import {
  type DeepgramOptions,
  DeepgramSpeechRecognizer,
} from './deepgram-speech-recognizer.adapter';

const TEXT = 'alpha bravo charlie delta echo foxtrot golf hotel india juliet kilo lima';
const SPEECH = speakToneWords(TEXT);

async function* inputOf(frames: readonly AudioFrame[]): AsyncGenerator<RecognizerInput> {
  for (const frame of frames) yield { type: 'audio', frame };
}

let standIn: DeepgramStandIn;
afterEach(() => standIn.close());

async function start(options: DeepgramStandInOptions = {}): Promise<void> {
  standIn = await DeepgramStandIn.start(options);
}

function recognizerOf(options: Partial<DeepgramOptions> = {}): DeepgramSpeechRecognizer {
  return new DeepgramSpeechRecognizer({
    url: standIn.url,
    model: 'nova-3',
    language: 'en',
    aliveTimeoutMs: 60_000,
    ...options,
  });
}

async function transcribe(
  recognizer: DeepgramSpeechRecognizer,
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
  let own: DeepgramStandIn;
  beforeAll(async () => {
    await start();
    own = await DeepgramStandIn.start();
  });
  afterAll(() => own.close());

  describeSpeechRecognizer(DeepgramSpeechRecognizer.name, {
    make: () =>
      new DeepgramSpeechRecognizer({
        url: own.url,
        model: 'nova-3',
        language: 'en',
        aliveTimeoutMs: 60_000,
      }),
    speech: () => SPEECH,
    text: TEXT,
    hasPartials: true,
    hasPreflight: false,
  });
});

describe(DeepgramSpeechRecognizer.name, () => {
  it('joins settled results and the last one into the final, with its confidence', async () => {
    await start();
    expect((await transcribe(recognizerOf())).at(-1)).toEqual({
      type: 'transcript-final',
      text: TEXT,
      confidence: expect.closeTo(0.9) as number,
      language: 'en',
    });
  });

  it('asks for what it sends and for interim results', async () => {
    await start();
    await transcribe(recognizerOf());
    const query = new URL(standIn.connections[0]?.path ?? '', standIn.url).searchParams;
    expect(Object.fromEntries(query)).toMatchObject({
      encoding: 'linear16',
      sample_rate: '16000',
      channels: '1',
      interim_results: 'true',
      model: 'nova-3',
      language: 'en',
    });
  });

  it('gives its key as a token', async () => {
    await start({ apiKey: 'key-of-the-test' });
    expect((await failureOf(transcribe(recognizerOf()))).category).toBe('authentication');
    const parts = await transcribe(recognizerOf({ apiKey: 'key-of-the-test' }));
    expect(parts.at(-1)).toMatchObject({ text: TEXT });
  });

  it('transcribes with a WhisperLiveKit server, without its zero confidence and without Finalize', async () => {
    await start({ isWhisperLiveKit: true });
    expect((await transcribe(recognizerOf())).at(-1)).toEqual({
      type: 'transcript-final',
      text: TEXT,
      language: 'en',
    });
    expect(standIn.connections[0]?.texts).toEqual(['{"type":"CloseStream"}']);
  });

  it('keeps the connection alive while no audio comes', async () => {
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'performance'] });
    try {
      await start();
      const input = new AsyncQueue<RecognizerInput>(1000);
      const result = transcribe(recognizerOf(), input);
      for (const frame of SPEECH.slice(0, 3)) input.push({ type: 'audio', frame });
      const settle = async () => {
        for (let turn = 0; turn < 50; turn++) await new Promise(setImmediate);
      };
      while ((standIn.connections[0]?.audioMessages ?? 0) === 0) await settle();
      // In steps, so that the server's pongs are read between two looks for a sign of life.
      for (let seconds = 0; seconds < 17; seconds++) {
        jest.advanceTimersByTime(500);
        await settle();
      }
      while ((standIn.connections[0]?.texts.length ?? 0) < 2) await settle();
      expect(standIn.connections[0]?.texts).toEqual(Array(2).fill('{"type":"KeepAlive"}'));
      input.close();
      await result;
    } finally {
      jest.useRealTimers();
    }
  });

  it.each([
    ['400', 'invalid-request'],
    ['401', 'authentication'],
    ['402', 'quota'],
    ['403', 'authorization'],
    ['404', 'invalid-request'],
    ['408', 'timeout'],
    ['422', 'invalid-request'],
    ['429', 'rate-limit'],
    ['503', 'server'],
    ['garbage', 'protocol'],
    ['wrong-content-type', 'protocol'],
    ['split-utf8', 'protocol'],
    ['error', 'server'],
    ['cut', 'connectivity'],
    ['cut-at-end', 'connectivity'],
  ] as const)('takes %s for a failure of category %s', async (fault, category) => {
    await start({ fault });
    const failure = await failureOf(transcribe(recognizerOf()));
    expect(failure).toMatchObject({ kind: 'stt', provider: 'deepgram', category });
  });

  it('waits for a slow server', async () => {
    await start({ fault: 'slow', slowMs: 100 });
    expect((await transcribe(recognizerOf())).at(-1)).toMatchObject({ text: TEXT });
  });

  it('closes the connection of a stalled server at a hang-up', async () => {
    await start({ fault: 'stall' });
    const controller = new AbortController();
    const result = transcribe(recognizerOf(), inputOf(SPEECH), controller.signal);
    while (standIn.connections[0]?.texts.length !== 1) await new Promise(setImmediate);
    controller.abort('hang-up');
    const [parts] = await settled('the end', Promise.all([result, allClosed(standIn)]));
    expect(parts).toEqual([]);
  });

  it('is healthy when anybody answers', async () => {
    await start();
    expect(await recognizerOf().health()).toEqual({ isHealthy: true });
    await standIn.kill();
    expect(await recognizerOf().health()).toMatchObject({ isHealthy: false });
  });
});
