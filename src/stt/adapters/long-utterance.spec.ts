import {
  DeepgramStandIn,
  OpenAiTranscriptionStandIn,
  WhisperLiveStandIn,
  WhisperXStandIn,
} from '@vox/stand-ins';
import {
  FRAME_MS,
  type RecognizerInput,
  type SpeechRecognizer,
  SystemClock,
} from '@vox/voice-core';

import { LONGEST_SPEAKING_TIME_MS } from '../../config';
import { UtteranceBuffer } from '../utterance-buffer';
import { MAX_UTTERANCE_MS } from './common/frames';
import { DeepgramSpeechRecognizer } from './deepgram/deepgram-speech-recognizer.adapter';
import { OpenAiSpeechRecognizer } from './openai/openai-speech-recognizer.adapter';
import { WhisperLiveSpeechRecognizer } from './whisperlive/whisperlive-speech-recognizer.adapter';
import { WhisperXSpeechRecognizer } from './whisperx/whisperx-speech-recognizer.adapter';

/** More than two minutes of audio: sent as fast as it goes, which takes a busy machine its time. */
const UTTERANCE_MS = 130_000;
const PATIENCE_MS = 120_000;
jest.setTimeout(2 * PATIENCE_MS);

const FRAME = { pcm: new Int16Array(320), sampleRateHz: 16_000 } as const;
const clock = new SystemClock();

async function* utterance(ms: number): AsyncGenerator<RecognizerInput> {
  for (let atMs = 0; atMs < ms; atMs += FRAME_MS) yield { type: 'audio', frame: FRAME };
}

/** All input is there before the first connection is: what is kept is what the server hears. */
async function transcribe(recognizer: SpeechRecognizer): Promise<void> {
  const { signal } = new AbortController();
  await Array.fromAsync(recognizer.transcribe(utterance(UTTERANCE_MS), { signal }));
}

describe('an utterance of more than two minutes', () => {
  it('reaches WhisperX whole', async () => {
    const standIn = await WhisperXStandIn.start({ text: 'alpha' });
    const recognizer = new WhisperXSpeechRecognizer(
      {
        url: standIn.url,
        audioFormat: 'pcm',
        model: 'small',
        language: 'en',
        maxReconnects: 0,
        backoffMs: 10,
        readTimeoutMs: PATIENCE_MS,
        finalTimeoutMs: PATIENCE_MS,
        patienceMs: Infinity,
      },
      clock,
    );
    await transcribe(recognizer);
    // 48 kHz stereo, 16 bits.
    expect(standIn.connections[0]?.audioBytes).toBe(UTTERANCE_MS * 48 * 4);
    await standIn.close();
  });

  it('reaches WhisperLive whole', async () => {
    const standIn = await WhisperLiveStandIn.start({ text: 'alpha' });
    const recognizer = new WhisperLiveSpeechRecognizer(
      {
        url: standIn.url,
        audioFormat: 'int16',
        model: 'small',
        language: 'en',
        aliveTimeoutMs: PATIENCE_MS,
        settleMs: 1000,
      },
      clock,
    );
    await transcribe(recognizer);
    // What was sent before the goodbye has come in once the server has hung up on it.
    while (standIn.running > 0) await new Promise(setImmediate);
    // With the second of silence behind it.
    expect(standIn.connections[0]?.audioBytes).toBeGreaterThanOrEqual((UTTERANCE_MS + 1000) * 32);
    await standIn.close();
  });

  it('reaches Deepgram whole', async () => {
    const standIn = await DeepgramStandIn.start({ text: 'alpha' });
    const { url } = standIn;
    const options = { url, model: 'nova-3', language: 'en', aliveTimeoutMs: PATIENCE_MS };
    await transcribe(new DeepgramSpeechRecognizer(options));
    expect(standIn.connections[0]?.audioBytes).toBe(UTTERANCE_MS * 32);
    await standIn.close();
  });

  it('reaches an OpenAI-compatible server whole', async () => {
    const standIn = await OpenAiTranscriptionStandIn.start({ text: 'alpha' });
    const recognizer = new OpenAiSpeechRecognizer({
      baseUrl: standIn.url,
      model: 'whisper-1',
      language: 'en',
      isStreamed: false,
      isSpeculative: false,
    });
    await transcribe(recognizer);
    expect(standIn.transcriptions.map(({ audioMs }) => audioMs)).toEqual([UTTERANCE_MS]);
    await standIn.close();
  });
});

it('keeps the longest utterance that MAX_SPEAKING_TIME_MS allows', async () => {
  const { signal } = new AbortController();
  const buffer = new UtteranceBuffer(utterance(LONGEST_SPEAKING_TIME_MS), {
    limitMs: MAX_UTTERANCE_MS,
    signal,
  });
  await buffer.ended;
  const items = await Array.fromAsync(buffer);
  expect(items).toHaveLength(LONGEST_SPEAKING_TIME_MS / FRAME_MS);
});
