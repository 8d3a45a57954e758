import { VirtualClock } from '@vox/testing';

import { parseConfig } from '../config';
import { DeepgramSpeechRecognizer } from './adapters/deepgram/deepgram-speech-recognizer.adapter';
import { OpenAiSpeechRecognizer } from './adapters/openai/openai-speech-recognizer.adapter';
import { WhisperLiveSpeechRecognizer } from './adapters/whisperlive/whisperlive-speech-recognizer.adapter';
import { WhisperXSpeechRecognizer } from './adapters/whisperx/whisperx-speech-recognizer.adapter';
import { sttProviders } from './stt-providers';

jest.mock('./adapters/deepgram/deepgram-speech-recognizer.adapter');
jest.mock('./adapters/openai/openai-speech-recognizer.adapter');
jest.mock('./adapters/whisperlive/whisperlive-speech-recognizer.adapter');
jest.mock('./adapters/whisperx/whisperx-speech-recognizer.adapter');

const WHISPER_SERVER_URL = 'ws://whisperx:4901';
const STT_OPENAI_BASE_URL = 'http://speaches:8000/v1';
const WHISPERLIVE_URL = 'ws://whisperlive:9090';
const DEEPGRAM_URL = 'wss://api.deepgram.com';

const engines = {
  whisperx: { adapter: WhisperXSpeechRecognizer, environment: { WHISPER_SERVER_URL } },
  openai: { adapter: OpenAiSpeechRecognizer, environment: { STT_OPENAI_BASE_URL } },
  whisperlive: { adapter: WhisperLiveSpeechRecognizer, environment: { WHISPERLIVE_URL } },
  deepgram: { adapter: DeepgramSpeechRecognizer, environment: { DEEPGRAM_URL } },
} as const;

/** The options of the engine `provider` under `variable`. What an option does is shown by the adapter's own spec. */
async function optionsOf(provider: keyof typeof engines, variable: Record<string, string>) {
  const { adapter, environment } = engines[provider];
  const config = parseConfig({
    STT_PROVIDER: provider,
    STT_FALLBACK_ORDER: 'none',
    ...environment,
    ...variable,
  });
  const loadEmbedded = () => Promise.reject(new Error('is not asked'));
  await sttProviders(config.stt, { clock: new VirtualClock(), loadEmbedded });
  return jest.mocked(adapter).mock.lastCall?.[0];
}

it.each([
  ['whisperx', 'WHISPER_SERVER_URL', 'ws://other:1', { url: 'ws://other:1' }],
  ['whisperx', 'WHISPER_HEALTH_URL', 'http://h:1/x', { healthUrl: 'http://h:1/x' }],
  ['whisperx', 'WHISPER_AUDIO_FORMAT', 'opus', { audioFormat: 'opus' }],
  ['whisperx', 'WHISPERX_MODEL', 'tiny', { model: 'tiny' }],
  ['whisperx', 'WHISPERX_LANGUAGE', 'de', { language: 'de' }],
  ['whisperx', 'WHISPER_RECONNECT_MAX_RETRIES', '7', { maxReconnects: 7 }],
  ['whisperx', 'WHISPER_RECONNECT_BACKOFF', '0.5', { backoffMs: 500 }],
  ['whisperx', 'WHISPER_TIMEOUT_S', '12', { readTimeoutMs: 12_000 }],
  ['whisperx', 'STT_FINAL_TIMEOUT_MS', '3000', { finalTimeoutMs: 3000 }],
  ['openai', 'STT_OPENAI_BASE_URL', 'http://other:1', { baseUrl: 'http://other:1' }],
  ['openai', 'STT_OPENAI_API_KEY', 'sk-1', { apiKey: 'sk-1' }],
  ['openai', 'STT_OPENAI_MODEL', 'large', { model: 'large' }],
  ['openai', 'STT_OPENAI_STREAM', 'false', { isStreamed: false }],
  ['openai', 'STT_OPENAI_SPECULATE', 'false', { isSpeculative: false }],
  ['openai', 'WHISPERX_LANGUAGE', 'de', { language: 'de' }],
  ['whisperlive', 'WHISPERLIVE_URL', 'ws://other:1', { url: 'ws://other:1' }],
  ['whisperlive', 'WHISPERLIVE_AUDIO_FORMAT', 'int16', { audioFormat: 'int16' }],
  ['whisperlive', 'WHISPERX_MODEL', 'tiny', { model: 'tiny' }],
  ['whisperlive', 'WHISPERX_LANGUAGE', 'de', { language: 'de' }],
  ['whisperlive', 'WHISPER_TIMEOUT_S', '12', { aliveTimeoutMs: 12_000 }],
  ['deepgram', 'DEEPGRAM_URL', 'ws://other:1', { url: 'ws://other:1' }],
  ['deepgram', 'DEEPGRAM_API_KEY', 'k', { apiKey: 'k' }],
  ['deepgram', 'DEEPGRAM_MODEL', 'nova-2', { model: 'nova-2' }],
  ['deepgram', 'WHISPERX_LANGUAGE', 'de', { language: 'de' }],
  ['deepgram', 'WHISPER_TIMEOUT_S', '12', { aliveTimeoutMs: 12_000 }],
] as const)('%s is given %s=%s', async (provider, variable, value, options) => {
  expect(await optionsOf(provider, {})).not.toMatchObject(options);
  expect(await optionsOf(provider, { [variable]: value })).toMatchObject(options);
});
