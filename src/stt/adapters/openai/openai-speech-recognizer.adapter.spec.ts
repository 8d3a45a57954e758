import {
  allClosed,
  OpenAiTranscriptionStandIn,
  type OpenAiTranscriptionStandInOptions,
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
  OpenAiSpeechRecognizer,
  type OpenAiTranscriptionOptions,
} from './openai-speech-recognizer.adapter';
import { openAiUrl } from './transcription-url';

const TEXT = 'alpha bravo charlie delta echo foxtrot golf hotel';
const SPEECH = speakToneWords(TEXT);

async function* inputOf(frames: readonly AudioFrame[]): AsyncGenerator<RecognizerInput> {
  for (const frame of frames) yield { type: 'audio', frame };
}

let standIn: OpenAiTranscriptionStandIn;
afterEach(() => standIn.close());

async function start(options: OpenAiTranscriptionStandInOptions = {}): Promise<void> {
  standIn = await OpenAiTranscriptionStandIn.start(options);
}

function optionsOf(baseUrl: string): OpenAiTranscriptionOptions {
  return {
    baseUrl,
    model: 'whisper-1',
    language: 'en-US',
    isStreamed: true,
    isSpeculative: true,
  };
}

function recognizerOf(options: Partial<OpenAiTranscriptionOptions> = {}): OpenAiSpeechRecognizer {
  return new OpenAiSpeechRecognizer({ ...optionsOf(standIn.url), ...options });
}

async function transcribe(
  recognizer: OpenAiSpeechRecognizer,
  input: AsyncIterable<RecognizerInput> = inputOf(SPEECH),
  signal = new AbortController().signal,
): Promise<TranscriptPart[]> {
  const parts: TranscriptPart[] = [];
  for await (const part of recognizer.transcribe(input, { signal })) parts.push(part);
  return parts;
}

/** Speech and a pause, in which the utterance ends as soon as the recognizer has told what it heard. */
async function transcribeUntilPreflight(): Promise<TranscriptPart[]> {
  const input = new AsyncQueue<RecognizerInput>(10_000);
  for (const frame of SPEECH) input.push({ type: 'audio', frame });
  input.push({ type: 'pause' });
  const { signal } = new AbortController();
  const parts: TranscriptPart[] = [];
  for await (const part of recognizerOf().transcribe(input, { signal })) {
    parts.push(part);
    if (part.type === 'transcript-preflight') input.close();
  }
  return parts;
}

async function failureOf(promise: Promise<unknown>): Promise<ProviderError> {
  const error = await promise.catch((caught: unknown) => caught);
  if (!(error instanceof ProviderError)) throw new Error('it did not fail as a provider does');
  return error;
}

describe('over a stand-in of its own', () => {
  let own: OpenAiTranscriptionStandIn;
  beforeAll(async () => {
    await start();
    own = await OpenAiTranscriptionStandIn.start();
  });
  afterAll(() => own.close());

  describeSpeechRecognizer(OpenAiSpeechRecognizer.name, {
    make: () => new OpenAiSpeechRecognizer(optionsOf(own.url)),
    speech: () => SPEECH,
    text: TEXT,
    // Its partials are those of the answer: none while the speaker talks.
    hasPartials: false,
    hasPreflight: true,
  });
});

describe(OpenAiSpeechRecognizer.name, () => {
  it('shows the deltas of the answer as partials of the whole', async () => {
    await start();
    const parts = await transcribe(recognizerOf());
    expect(parts[0]).toEqual({ type: 'transcript-partial', text: 'alpha' });
    expect(parts.at(-1)).toEqual({ type: 'transcript-final', text: TEXT, language: 'en-US' });
  });

  it('understands the bare segments of speaches', async () => {
    await start({ dialect: 'speaches' });
    expect((await transcribe(recognizerOf())).at(-1)).toMatchObject({ text: TEXT });
  });

  it('takes the confidence from a verbose answer', async () => {
    await start({ dialect: 'whisper-cpp' });
    expect((await transcribe(recognizerOf())).at(-1)).toEqual({
      type: 'transcript-final',
      text: TEXT,
      confidence: expect.closeTo(Math.exp(-0.1)) as number,
      language: 'en-US',
    });
  });

  it('sends the audio as WAV with model, language and format', async () => {
    await start();
    await transcribe(recognizerOf());
    await transcribe(recognizerOf({ model: 'gpt-4o-transcribe', isStreamed: false }));
    expect(standIn.transcriptions).toEqual([
      {
        audioMs: SPEECH.length * 20,
        fields: {
          model: 'whisper-1',
          language: 'en',
          response_format: 'verbose_json',
          temperature: '0',
          stream: 'true',
        },
      },
      {
        audioMs: SPEECH.length * 20,
        fields: {
          model: 'gpt-4o-transcribe',
          language: 'en',
          response_format: 'json',
          temperature: '0',
        },
      },
    ]);
  });

  it('gives its key as a bearer token', async () => {
    await start({ apiKey: 'key-of-the-test' });
    expect((await failureOf(transcribe(recognizerOf()))).category).toBe('authentication');
    const parts = await transcribe(recognizerOf({ apiKey: 'key-of-the-test' }));
    expect(parts.at(-1)).toMatchObject({ text: TEXT });
  });

  it('asks nobody about a clip that is too short for the server', async () => {
    await start();
    expect(await transcribe(recognizerOf(), inputOf(SPEECH.slice(0, 4)))).toEqual([
      { type: 'transcript-final', text: '' },
    ]);
    expect(standIn.requests).toHaveLength(0);
  });

  it('has the final of the pause ready when the utterance ends in it', async () => {
    await start();
    const parts = await transcribeUntilPreflight();
    expect(parts.at(-1)).toMatchObject({ type: 'transcript-final', text: TEXT });
    expect(standIn.transcriptions).toHaveLength(1);
  });

  it.each(['', ' [coughing] ', '(BLANK_AUDIO)'])(
    'says in the pause that %j was a sound without words',
    async (text) => {
      await start({ text });
      const parts = await transcribeUntilPreflight();
      expect(parts).toEqual([
        { type: 'transcript-preflight', text: '' },
        { type: 'transcript-final', text: '', language: 'en-US' },
      ]);
    },
  );

  it('drops the request of a pause that is taken back', async () => {
    await start({ workMs: 60_000 });
    const input = new AsyncQueue<RecognizerInput>(10_000);
    for (const frame of SPEECH) input.push({ type: 'audio', frame });
    const controller = new AbortController();
    const result = transcribe(recognizerOf(), input, controller.signal);
    input.push({ type: 'pause' });
    while (standIn.running === 0) await new Promise(setImmediate);
    input.push({ type: 'resume' });
    while (standIn.running > 0) await new Promise(setImmediate);
    expect(standIn.requests[0]?.wasAborted).toBe(true);
    controller.abort('hang-up');
    expect(await result).toEqual([]);
  });

  it('sends nothing in a pause when it is told not to', async () => {
    await start();
    const input = new AsyncQueue<RecognizerInput>(10_000);
    for (const frame of SPEECH) input.push({ type: 'audio', frame });
    input.push({ type: 'pause' });
    input.close();
    const parts = await transcribe(recognizerOf({ isSpeculative: false }), input);
    expect(parts.some(({ type }) => type === 'transcript-preflight')).toBe(false);
    expect(standIn.transcriptions).toHaveLength(1);
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
    ['500', 'server'],
    ['503', 'server'],
    ['garbage', 'protocol'],
    ['cut', 'connectivity'],
    ['error', 'server'],
  ] as const)('takes %s for a failure of category %s', async (fault, category) => {
    await start({ fault });
    const failure = await failureOf(transcribe(recognizerOf()));
    expect(failure).toMatchObject({ kind: 'stt', provider: 'openai', category });
  });

  it('takes a body that is cut off without a stream for a lost connection', async () => {
    await start({ fault: 'cut', dialect: 'whisper-cpp' });
    expect((await failureOf(transcribe(recognizerOf()))).category).toBe('connectivity');
  });

  it('takes a server that is not there for a lost connection', async () => {
    await start();
    await standIn.kill();
    expect((await failureOf(transcribe(recognizerOf()))).category).toBe('connectivity');
  });

  it('reads an answer whatever its content type says', async () => {
    for (const dialect of ['openai', 'whisper-cpp'] as const) {
      await start({ fault: 'wrong-content-type', dialect });
      expect((await transcribe(recognizerOf())).at(-1)).toMatchObject({ text: TEXT });
      await standIn.close();
    }
  });

  it('keeps characters whole that are split between chunks', async () => {
    const text = 'Grüße aus Köln, 東京 und Łódź';
    for (const dialect of ['openai', 'speaches', 'whisper-cpp'] as const) {
      await start({ fault: 'split-utf8', dialect, text });
      expect((await transcribe(recognizerOf())).at(-1)).toMatchObject({ text });
      await standIn.close();
    }
  });

  it('waits for a slow server', async () => {
    await start({ fault: 'slow', slowMs: 100 });
    expect((await transcribe(recognizerOf())).at(-1)).toMatchObject({ text: TEXT });
  });

  it.each(['silent', 'stall'] as const)(
    'closes the connection of a server that is %s at a hang-up',
    async (fault) => {
      await start({ fault });
      const controller = new AbortController();
      const result = transcribe(recognizerOf(), inputOf(SPEECH), controller.signal);
      while (standIn.running === 0) await new Promise(setImmediate);
      controller.abort('hang-up');
      const [parts] = await settled('the end', Promise.all([result, allClosed(standIn)]));
      expect(parts).toEqual([]);
    },
  );

  it('is healthy when the server lists its models or has no list, and not when the key is wrong', async () => {
    await start({ apiKey: 'key-of-the-test' });
    expect(await recognizerOf({ apiKey: 'key-of-the-test' }).health()).toEqual({ isHealthy: true });
    expect(await recognizerOf().health()).toEqual({
      isHealthy: false,
      detail: 'The server answered 401.',
    });
    await standIn.kill();
    expect(await recognizerOf().health()).toMatchObject({ isHealthy: false });
  });
});

describe(openAiUrl.name, () => {
  it.each([
    ['http://tts1', 'http://tts1/v1/models'],
    ['http://tts1/v1', 'http://tts1/v1/models'],
    ['http://tts1:8011/v1/', 'http://tts1:8011/v1/models'],
    ['https://host/openai/v1', 'https://host/openai/v1/models'],
    ['https://host/whisper/', 'https://host/whisper/v1/models'],
  ])('finds the endpoint of %s', (baseUrl, url) => {
    expect(openAiUrl(baseUrl, 'models')).toBe(url);
  });
});
