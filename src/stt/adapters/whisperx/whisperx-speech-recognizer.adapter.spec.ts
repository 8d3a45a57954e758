import { Logger } from '@nestjs/common';
import { allClosed, speakToneWords, WhisperXStandIn } from '@vox/stand-ins';
import { settled } from '@vox/testing';
import {
  AsyncQueue,
  type AudioFrame,
  ProviderError,
  type RecognizerInput,
  SystemClock,
  type TranscriptPart,
} from '@vox/voice-core';

import {
  type WhisperXOptions,
  WhisperXSpeechRecognizer,
} from './whisperx-speech-recognizer.adapter';

const TEXT =
  'alpha bravo charlie delta echo foxtrot golf hotel india juliet kilo lima mike november oscar papa alpha bravo';
const SPEECH = speakToneWords(TEXT);

async function* inputOf(frames: readonly AudioFrame[]): AsyncGenerator<RecognizerInput> {
  for (const frame of frames) yield { type: 'audio', frame };
}

function until(condition: () => boolean): Promise<void> {
  return new Promise((resolve, reject) => {
    const endAtMs = performance.now() + 50_000;
    const timer = setInterval(() => {
      if (!condition() && performance.now() < endAtMs) return;
      clearInterval(timer);
      if (condition()) resolve();
      else reject(new Error('it did not come to that within 50 s'));
    }, 2);
  });
}

let standIn: WhisperXStandIn;
beforeEach(async () => {
  standIn = await WhisperXStandIn.start();
});
afterEach(() => standIn.close());

function recognizerOf(
  options: Partial<WhisperXOptions> = {},
  clock = new SystemClock(),
): WhisperXSpeechRecognizer {
  return new WhisperXSpeechRecognizer(
    {
      url: standIn.url,
      audioFormat: 'pcm',
      model: 'small',
      language: 'en',
      maxReconnects: 5,
      backoffMs: 40,
      readTimeoutMs: 60_000,
      finalTimeoutMs: 60_000,
      patienceMs: Infinity,
      ...options,
    },
    clock,
  );
}

function transcribe(
  recognizer: WhisperXSpeechRecognizer,
  input: AsyncIterable<RecognizerInput> = inputOf(SPEECH),
  options: { language?: string; signal?: AbortSignal } = {},
): Promise<TranscriptPart[]> {
  return Array.fromAsync(
    recognizer.transcribe(input, { signal: new AbortController().signal, ...options }),
  );
}

async function failureOf(promise: Promise<unknown>): Promise<ProviderError> {
  const error = await promise.catch((caught: unknown) => caught);
  if (!(error instanceof ProviderError)) throw new Error('it did not fail as a provider does');
  return error;
}

describe(WhisperXSpeechRecognizer.name, () => {
  it('gives the words of the audio that the server hears, in pcm and in opus', async () => {
    for (const audioFormat of ['pcm', 'opus'] as const) {
      const parts = await transcribe(recognizerOf({ audioFormat }));
      expect(parts.at(-1)).toEqual({ type: 'transcript-final', text: TEXT, language: 'en' });
    }
  });

  it('starts with the language and the format in one message', async () => {
    await transcribe(recognizerOf({ audioFormat: 'opus' }), undefined, { language: 'de-AT' });
    expect(standIn.starts).toEqual([
      { userId: expect.any(String) as string, language: 'de', audio_format: 'opus' },
    ]);
  });

  it('opens a connection of its own for each utterance and says goodbye on it', async () => {
    const recognizer = recognizerOf();
    await transcribe(recognizer);
    await transcribe(recognizer);
    expect(standIn.connections).toHaveLength(2);
    expect(
      standIn.connections[0]?.texts.map((text) => (JSON.parse(text) as { type: string }).type),
    ).toEqual(['start', 'finalize', 'close']);
    await until(() => standIn.running === 0);
  });

  it('shows the whole utterance so far, though the server sends windows of it', async () => {
    const input = new AsyncQueue<RecognizerInput>(10_000);
    for (const frame of SPEECH) input.push({ type: 'audio', frame });
    const { signal } = new AbortController();
    const partials: string[] = [];
    for await (const part of recognizerOf().transcribe(input, { signal })) {
      if (part.type === 'transcript-partial') partials.push(part.text);
      if (partials.length === 3) input.close();
    }
    for (const partial of partials) {
      const whole = partial.split(' ').slice(0, -1).join(' ');
      expect(TEXT.startsWith(whole)).toBe(true);
      expect(partial.startsWith('alpha bravo charlie')).toBe(true);
    }
  });

  it('asks nobody when nothing was said', async () => {
    expect(await transcribe(recognizerOf(), inputOf([]))).toEqual([
      { type: 'transcript-final', text: '' },
    ]);
    expect(standIn.connections).toHaveLength(0);
  });

  it('keeps every word when the server dies in the middle of the utterance and comes back', async () => {
    const input = new AsyncQueue<RecognizerInput>(10_000);
    const result = transcribe(recognizerOf(), input);
    const half = Math.floor(SPEECH.length / 2);
    for (const frame of SPEECH.slice(0, half)) input.push({ type: 'audio', frame });
    await until(() => standIn.connections[0]?.audioMessages === half);
    await standIn.kill();
    for (const frame of SPEECH.slice(half)) input.push({ type: 'audio', frame });
    await standIn.restart();
    input.close();
    const finals = (await result).filter(({ type }) => type === 'transcript-final');
    expect(finals).toEqual([{ type: 'transcript-final', text: TEXT, language: 'en' }]);
    expect(standIn.finals).toEqual([TEXT]);
  });

  it('keeps every word when the server dies while it makes the final', async () => {
    standIn.setFault('cut-at-end', 1);
    const parts = await transcribe(recognizerOf());
    expect(parts.at(-1)).toMatchObject({ text: TEXT });
    expect(standIn.connections).toHaveLength(2);
  });

  it('shows no shorter partial when the server hears the utterance again', async () => {
    standIn.setFault('cut-at-end', 1);
    const lengths = (await transcribe(recognizerOf()))
      .filter((part) => part.type === 'transcript-partial')
      .map(({ text }) => text.split(' ').length);
    expect(lengths).toEqual([...lengths].sort((a, b) => a - b));
  });

  it('defect 3: sends the format and the language again after a reconnection', async () => {
    standIn.setFault('cut', 1);
    const parts = await transcribe(recognizerOf(), undefined, { language: 'fr' });
    expect(standIn.starts.map(({ language, audio_format: format }) => [language, format])).toEqual([
      ['fr', 'pcm'],
      ['fr', 'pcm'],
    ]);
    // Decoded as Opus, as the predecessor's audio was after a reconnection, nothing would be heard.
    expect(parts.at(-1)).toMatchObject({ type: 'transcript-final', text: TEXT });
  });

  it('defect 4: gives the final of an utterance too short for any partial', async () => {
    const parts = await transcribe(recognizerOf(), inputOf(speakToneWords('golf hotel')));
    expect(parts).toEqual([{ type: 'transcript-final', text: 'golf hotel', language: 'en' }]);
  });

  it('defect 4: never takes a windowed partial for the final when the final is late', async () => {
    standIn.setFault('stall');
    const failure = await failureOf(transcribe(recognizerOf({ finalTimeoutMs: 100 })));
    expect(failure.category).toBe('timeout');
  });

  it('defect 19: takes an error for an error, not for an empty final', async () => {
    standIn.setFault('error');
    const failure = await failureOf(transcribe(recognizerOf()));
    expect(failure.category).toBe('server');
    expect(standIn.connections).toHaveLength(1);
  });

  it('defect 19: gives the next utterance a connection of its own after an error', async () => {
    const recognizer = recognizerOf();
    standIn.setFault('error', 1);
    await failureOf(transcribe(recognizer));
    expect((await transcribe(recognizer)).at(-1)).toMatchObject({ text: TEXT });
  });

  it('defect 19: keeps a connection whose server computes and answers no ping meanwhile', async () => {
    const input = new AsyncQueue<RecognizerInput>(10_000);
    const result = transcribe(recognizerOf({ readTimeoutMs: 3000 }), input);
    for (const frame of SPEECH) input.push({ type: 'audio', frame });
    await until(() => standIn.connections[0]?.audioMessages === SPEECH.length);
    standIn.keepBusy(1300);
    input.close();
    expect((await result).at(-1)).toMatchObject({ text: TEXT });
    expect(standIn.connections).toHaveLength(1);
  });

  it('mends a connection whose server shows no sign of life', async () => {
    standIn.setFault('silent', 1);
    standIn.keepBusy(60_000);
    const input = new AsyncQueue<RecognizerInput>(10_000);
    for (const frame of SPEECH) input.push({ type: 'audio', frame });
    const failure = failureOf(
      transcribe(recognizerOf({ readTimeoutMs: 90, maxReconnects: 1 }), input),
    );
    expect((await failure).category).toBe('timeout');
    expect(standIn.connections).toHaveLength(2);
    input.close();
  });

  it('tries as often as it was told, with growing pauses, and then gives up', async () => {
    await standIn.kill();
    const clock = new SystemClock();
    jest.spyOn(clock, 'nowMs').mockReturnValue(0);
    const sleeping = jest.spyOn(clock, 'sleepUntil').mockResolvedValue();
    const options = { maxReconnects: 3, backoffMs: 20_000 };
    const failure = await failureOf(transcribe(recognizerOf(options, clock)));
    expect(failure.category).toBe('connectivity');
    const pausesMs = sleeping.mock.calls.map(([atMs]) => atMs);
    expect(pausesMs).toHaveLength(3);
    for (const [index, pauseMs] of pausesMs.entries()) {
      // Twice as long each time, within 20 % of jitter.
      expect(Math.abs(pauseMs / (20_000 * 2 ** index) - 1)).toBeLessThanOrEqual(0.2);
    }
  });

  it('lets somebody else try when the utterance is over and the server does not come back', async () => {
    await standIn.kill();
    const options = { backoffMs: 60_000, patienceMs: 50 };
    const failure = settled('the failure', failureOf(transcribe(recognizerOf(options))));
    expect((await failure).category).toBe('connectivity');
  });

  it.each([
    ['401', 'authentication'],
    ['402', 'quota'],
    ['403', 'authorization'],
    ['404', 'invalid-request'],
    ['408', 'timeout'],
    ['422', 'invalid-request'],
    ['429', 'rate-limit'],
    ['500', 'server'],
    ['503', 'server'],
    ['garbage', 'protocol'],
    ['wrong-content-type', 'protocol'],
    ['split-utf8', 'protocol'],
  ] as const)('takes %s for a failure of category %s', async (fault, category) => {
    standIn.setFault(fault);
    const clock = new SystemClock();
    const warned = jest.spyOn(Logger.prototype, 'warn');
    // What cannot be read is no final: the time for that is over once something of the kind has come.
    const hasCome = new Promise<void>((resolve) => {
      warned.mockImplementation(() => resolve());
      if (category !== 'protocol') resolve();
    });
    jest.spyOn(clock, 'sleepUntil').mockReturnValue(hasCome);
    const failure = await failureOf(transcribe(recognizerOf({ maxReconnects: 1 }, clock)));
    warned.mockRestore();
    expect(failure).toMatchObject({ kind: 'stt', provider: 'whisperx', category });
  });

  it('waits for a slow final', async () => {
    standIn.setFault('slow');
    expect((await transcribe(recognizerOf())).at(-1)).toMatchObject({ text: TEXT });
  });

  it('closes its connection at a hang-up', async () => {
    const controller = new AbortController();
    const input = new AsyncQueue<RecognizerInput>(10_000);
    const result = transcribe(recognizerOf(), input, { signal: controller.signal });
    for (const frame of SPEECH) input.push({ type: 'audio', frame });
    await until(() => standIn.connections[0]?.audioMessages === SPEECH.length);
    controller.abort('hang-up');
    const [parts] = await settled('the end', Promise.all([result, allClosed(standIn)]));
    expect(parts.some(({ type }) => type === 'transcript-final')).toBe(false);
    input.close();
  });

  it('is healthy when the health page says that the model is ready', async () => {
    expect(await recognizerOf().health()).toEqual({ isHealthy: true, detail: 'small on cuda' });
    standIn.healthStatus = 'loading';
    expect(await recognizerOf().health()).toMatchObject({ isHealthy: false });
  });

  it('asks the socket where the health page is out of reach', async () => {
    const recognizer = recognizerOf({ healthUrl: `${standIn.healthUrl}/elsewhere` });
    expect(await recognizer.health()).toEqual({ isHealthy: true });
    await standIn.kill();
    expect(await recognizer.health()).toMatchObject({ isHealthy: false });
  });
});
