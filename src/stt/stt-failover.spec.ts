import { Logger } from '@nestjs/common';
import { CircuitBreaker } from '@vox/outbound';
import { speakToneWords, WhisperXStandIn } from '@vox/stand-ins';
import { describeSpeechRecognizer, ScriptedSpeechRecognizer } from '@vox/testing';
import {
  AsyncQueue,
  ProviderError,
  type RecognizerInput,
  type SpeechRecognizer,
  SystemClock,
} from '@vox/voice-core';

import { providerOf, sttService } from '../../test/support/stt-bench';
import { WhisperXSpeechRecognizer } from './adapters/whisperx/whisperx-speech-recognizer.adapter';
import { SttService } from './stt.service';

const TEXT = 'alpha bravo charlie delta echo foxtrot golf hotel india juliet kilo lima';
const SPEECH = speakToneWords(TEXT);

beforeAll(() => Logger.overrideLogger(false));

const serviceOf = (...recognizers: readonly SpeechRecognizer[]) =>
  sttService(
    recognizers.map((recognizer) =>
      providerOf(recognizer, {
        breaker: new CircuitBreaker(new SystemClock()),
        finalTimeoutMs: 60_000,
      }),
    ),
  );

describeSpeechRecognizer(`${SttService.name} with a working engine`, {
  make: () => serviceOf(new ScriptedSpeechRecognizer(TEXT)),
  speech: () => SPEECH,
  text: TEXT,
  hasPartials: true,
  hasPreflight: true,
});

describeSpeechRecognizer(`${SttService.name} whose first engine always fails`, {
  make: () => {
    const error = new ProviderError('always', { kind: 'stt', provider: 'a', category: 'server' });
    return serviceOf(
      new ScriptedSpeechRecognizer(() => error, 'broken'),
      new ScriptedSpeechRecognizer(TEXT),
    );
  },
  speech: () => SPEECH,
  text: TEXT,
  // The first engine fails only at the end of the utterance.
  hasPartials: false,
  hasPreflight: false,
});

describe('a WhisperX server that dies in the middle of an utterance', () => {
  let standIn: WhisperXStandIn;
  beforeEach(async () => {
    standIn = await WhisperXStandIn.start();
  });
  afterEach(() => standIn.close());

  const whisperX = (patienceMs: number) =>
    new WhisperXSpeechRecognizer(
      {
        url: standIn.url,
        audioFormat: 'opus',
        model: 'small',
        language: 'en',
        maxReconnects: 5,
        backoffMs: 30,
        readTimeoutMs: 60_000,
        finalTimeoutMs: 60_000,
        patienceMs,
      },
      new SystemClock(),
    );

  /** Speaks half, has `disaster` happen, speaks the rest. */
  async function speak(service: SttService, disaster: () => Promise<void>): Promise<string[]> {
    const input = new AsyncQueue<RecognizerInput>(1000);
    const { signal } = new AbortController();
    const finals: string[] = [];
    const reading = (async () => {
      for await (const part of service.transcribe(input, { signal })) {
        if (part.type === 'transcript-final') finals.push(part.text);
      }
    })();
    for (const frame of SPEECH.slice(0, 70)) input.push({ type: 'audio', frame });
    while ((standIn.connections[0]?.audioMessages ?? 0) < 70) await new Promise(setImmediate);
    await disaster();
    for (const frame of SPEECH.slice(70)) input.push({ type: 'audio', frame });
    input.close();
    await reading;
    return finals;
  }

  it('gives every word, once, when it comes back', async () => {
    const second = new ScriptedSpeechRecognizer('from the second');
    const finals = await speak(serviceOf(whisperX(60_000), second), async () => {
      await standIn.kill();
      await standIn.restart();
    });
    expect(finals).toEqual([TEXT]);
    expect(standIn.finals).toEqual([TEXT]);
    expect(second.calls).toHaveLength(0);
  });

  it('gives every word of it to the next engine when it does not', async () => {
    const second = new ScriptedSpeechRecognizer('from the second');
    const finals = await speak(serviceOf(whisperX(60), second), () => standIn.kill());
    expect(finals).toEqual(['from the second']);
    expect(second.calls[0]?.audioMs).toBe(SPEECH.length * 20);
  });
});
