import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { Test, type TestingModule } from '@nestjs/testing';
import { Framer, readWav } from '@vox/audio';
import { OpenAiTranscriptionStandIn, speakToneWords, WhisperXStandIn } from '@vox/stand-ins';
import { wer } from '@vox/testing';
import {
  AsyncQueue,
  type AudioFrame,
  type RecognizerInput,
  SpeechRecognizer,
} from '@vox/voice-core';

import { ConfigModule, parseConfig } from '../../src/config';
import { SttModule, SttService } from '../../src/stt';
import { modelsDirectory } from '../../src/stt/adapters/embedded/models';

const MODELS_DIR = modelsDirectory(parseConfig(process.env).stt);
const WORDS = 'alpha bravo charlie delta echo foxtrot golf hotel india juliet kilo lima';
const SENTENCE = 'Please check the number and dial again.';

const FIXTURES = join(__dirname, '../fixtures/audio');

function sentence(): AudioFrame[] {
  const { pcm } = readWav(readFileSync(join(FIXTURES, 'check-number-dial-again.wav')));
  return new Framer(16_000).push(pcm);
}

async function boot(environment: Record<string, string>): Promise<TestingModule> {
  const config = parseConfig({ MODELS_DIR, STT_MODEL: 'tiny', ...environment });
  const app = await Test.createTestingModule({
    imports: [ConfigModule.forRoot(config), SttModule],
  }).compile();
  await app.init();
  return app;
}

async function finalsOf(
  recognizer: SpeechRecognizer,
  input: AsyncIterable<RecognizerInput>,
): Promise<string[]> {
  const finals: string[] = [];
  const { signal } = new AbortController();
  for await (const part of recognizer.transcribe(input, { signal })) {
    if (part.type === 'transcript-final') finals.push(part.text);
  }
  return finals;
}

function queueOf(frames: readonly AudioFrame[]): AsyncQueue<RecognizerInput> {
  const input = new AsyncQueue<RecognizerInput>(10_000);
  for (const frame of frames) input.push({ type: 'audio', frame });
  return input;
}

describe('speech recognition with a WhisperX server', () => {
  let standIn: WhisperXStandIn;
  let app: TestingModule;
  beforeEach(async () => {
    standIn = await WhisperXStandIn.start();
    app = await boot({ WHISPER_SERVER_URL: standIn.url, WHISPER_RECONNECT_BACKOFF: '0.2' });
  });
  afterEach(async () => {
    await app.close();
    await standIn.close();
  });

  it('transcribes with the server, through the port that the voice loop knows', async () => {
    const recognizer = app.get<SpeechRecognizer>(SpeechRecognizer);
    expect(recognizer).toBe(app.get(SttService));
    const input = queueOf(speakToneWords(WORDS));
    input.close();
    expect(await finalsOf(recognizer, input)).toEqual([WORDS]);
    expect(recognizer.info.name).toBe('whisperx');
  });

  it('gives every word, once, when the server is killed and restarted in mid-utterance', async () => {
    const recognizer = app.get<SpeechRecognizer>(SpeechRecognizer);
    const frames = speakToneWords(WORDS);
    const input = queueOf(frames.slice(0, 60));
    const result = finalsOf(recognizer, input);
    while ((standIn.connections[0]?.audioMessages ?? 0) < 60) await new Promise(setImmediate);
    await standIn.kill();
    await standIn.restart();
    for (const frame of frames.slice(60)) input.push({ type: 'audio', frame });
    input.close();
    expect(await result).toEqual([WORDS]);
    expect(standIn.finals).toEqual([WORDS]);
  });

  it('loses no word to the embedded engine when the server dies for good in mid-utterance', async () => {
    const recognizer = app.get<SpeechRecognizer>(SpeechRecognizer);
    const frames = sentence();
    const input = queueOf(frames.slice(0, 50));
    const result = finalsOf(recognizer, input);
    while ((standIn.connections[0]?.audioMessages ?? 0) < 50) await new Promise(setImmediate);
    await standIn.kill();
    for (const frame of frames.slice(50)) input.push({ type: 'audio', frame });
    input.close();
    const finals = await result;
    expect(finals).toHaveLength(1);
    expect(wer(SENTENCE, finals[0] as string)).toBeLessThanOrEqual(0.15);
  });

  it('reports who works without telling where or with what key', async () => {
    await standIn.kill();
    const health = await app.get(SttService).healthCheck();
    expect(health.isHealthy).toBe(true);
    expect(health.providers.map(({ name, isHealthy }) => [name, isHealthy])).toEqual([
      ['whisperx', false],
      ['moonshine', true],
    ]);
    expect(JSON.stringify(health)).not.toContain(String(standIn.port));
  });
});

describe('speech recognition with an OpenAI-compatible server', () => {
  it('cuts a recording by our own detector and transcribes it there', async () => {
    const standIn = await OpenAiTranscriptionStandIn.start({ text: SENTENCE });
    const app = await boot({ STT_PROVIDER: 'openai', STT_OPENAI_BASE_URL: standIn.url });
    try {
      async function* audio(): AsyncGenerator<AudioFrame> {
        const quiet: AudioFrame = { pcm: new Int16Array(320), sampleRateHz: 16_000 };
        yield* sentence();
        for (let at = 0; at < 50; at++) yield quiet;
        yield* sentence();
      }
      const result = await app
        .get(SttService)
        .transcribeComplete(audio(), { returnTimestamps: true });
      expect(result.text).toBe(`${SENTENCE} ${SENTENCE}`);
      expect(result.segments).toHaveLength(2);
    } finally {
      await app.close();
      await standIn.close();
    }
  });
});
