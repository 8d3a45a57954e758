import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { Logger } from '@nestjs/common';
import { Framer, readWav } from '@vox/audio';
import { describeSpeechRecognizer, ScriptedSpeechRecognizer, VirtualClock } from '@vox/testing';
import { ConfigError, type SpeechRecognizer, SystemClock } from '@vox/voice-core';

import { parseConfig, sttProviderOrder } from '../config';
import { sttProviders } from './stt-providers';

const clock = new VirtualClock();

async function namesOf(
  environment: Record<string, string>,
  loadEmbedded = () => Promise.resolve(new ScriptedSpeechRecognizer('text')),
): Promise<string[]> {
  const providers = await sttProviders(parseConfig(environment).stt, { clock, loadEmbedded });
  return providers.map(({ adapter }) => adapter.info.name);
}

const noModels = () => Promise.reject(new ConfigError(['model file tokens.txt is missing']));

beforeAll(() => Logger.overrideLogger(false));

describe(sttProviders.name, () => {
  it('has the embedded engine alone when nothing is configured', async () => {
    expect(await namesOf({})).toEqual(['scripted-stt']);
  });

  it('asks WhisperX first, then the embedded engine, when its address is set', async () => {
    expect(await namesOf({ WHISPER_SERVER_URL: 'ws://whisperx:4901' })).toEqual([
      'whisperx',
      'scripted-stt',
    ]);
  });

  it('makes every engine, in the order that is configured, each once', async () => {
    const names = await namesOf({
      STT_PROVIDER: 'deepgram',
      STT_FALLBACK_ORDER: 'openai, whisperlive,deepgram,whisperx,embedded',
      WHISPER_SERVER_URL: 'ws://whisperx:4901',
      WHISPER_HEALTH_URL: 'http://whisperx:4902/health',
      STT_OPENAI_BASE_URL: 'http://speaches:8000/v1',
      STT_OPENAI_API_KEY: 'key',
      WHISPERLIVE_URL: 'ws://whisperlive:9090',
      DEEPGRAM_URL: 'wss://api.deepgram.com',
      DEEPGRAM_API_KEY: 'key',
    });
    expect(names).toEqual(['deepgram', 'openai', 'whisperlive', 'whisperx', 'scripted-stt']);
  });

  it('asks nobody else when the fallback is none', async () => {
    const environment = { WHISPER_SERVER_URL: 'ws://whisperx:4901', STT_FALLBACK_ORDER: 'none' };
    expect(await namesOf(environment)).toEqual(['whisperx']);
  });

  it('does without the embedded engine when its models are missing and a server is configured', async () => {
    expect(await namesOf({ WHISPER_SERVER_URL: 'ws://whisperx:4901' }, noModels)).toEqual([
      'whisperx',
    ]);
  });

  it('does not boot without the models when the embedded engine is the first', async () => {
    await expect(namesOf({}, noModels)).rejects.toBeInstanceOf(ConfigError);
  });

  it('does not hide an embedded engine that breaks for another reason', async () => {
    const broken = () => Promise.reject(new Error('out of memory'));
    const environment = { WHISPER_SERVER_URL: 'ws://whisperx:4901' };
    await expect(namesOf(environment, broken)).rejects.toThrow('out of memory');
  });

  it.each([
    ['STT_PROVIDER', 'openai', 'STT_OPENAI_BASE_URL'],
    ['STT_PROVIDER', 'whisperx', 'WHISPER_SERVER_URL'],
    ['STT_FALLBACK_ORDER', 'embedded,whisperlive', 'WHISPERLIVE_URL'],
    ['STT_FALLBACK_ORDER', 'deepgram', 'DEEPGRAM_URL'],
  ])('refuses %s=%s without %s', (variable, value, missing) => {
    const parse = () => parseConfig({ [variable]: value });
    expect(parse).toThrow(ConfigError);
    expect(parse).toThrow(missing);
  });

  it('refuses an engine that nobody knows', () => {
    expect(() => parseConfig({ STT_FALLBACK_ORDER: 'embedded,siri' })).toThrow(ConfigError);
  });

  it('lets each engine rest on its own, and gives WhisperX its own deadline', async () => {
    const { stt } = parseConfig({ WHISPER_SERVER_URL: 'ws://x:1', STT_FINAL_TIMEOUT_MS: '3000' });
    const loadEmbedded = () => Promise.resolve(new ScriptedSpeechRecognizer('text'));
    const [whisperX, embedded] = await sttProviders(stt, { clock, loadEmbedded });
    expect(whisperX?.breaker).not.toBe(embedded?.breaker);
    expect(whisperX?.finalTimeoutMs).toBe(Infinity);
    expect(embedded?.finalTimeoutMs).toBe(3000);
  });
});

// Against real servers: LIVE=1 with their variables, e.g. WHISPER_SERVER_URL.
if (process.env.LIVE === '1') {
  const live = parseConfig(process.env).stt;
  for (const name of sttProviderOrder(live).filter((each) => each !== 'embedded')) {
    describeSpeechRecognizer(`${name}, live`, {
      make: async () => {
        const only = { ...live, STT_PROVIDER: name, STT_FALLBACK_ORDER: [] };
        const [provider] = await sttProviders(only, {
          clock: new SystemClock(),
          loadEmbedded: noModels,
        });
        return provider?.adapter as SpeechRecognizer;
      },
      speech: () => {
        const folder = join(__dirname, '../../test/fixtures/audio');
        const wav = readWav(readFileSync(join(folder, 'check-number-dial-again.wav')));
        return new Framer(16_000).push(wav.pcm);
      },
      text: 'Please check the number and dial again.',
      hasPartials: name !== 'openai',
      hasPreflight: false,
    });
  }
}
