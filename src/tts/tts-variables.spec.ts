import { VirtualClock } from '@vox/testing';
import type { SynthesizeOptions } from '@vox/voice-core';

import { parseConfig } from '../config';
import { ttsProviders } from './tts-providers';

const CHATTERBOX_URL = 'http://chatterbox:4123';
const TTS_OPENAI_BASE_URL = 'http://kokoro:8880/v1';

const bases: Record<string, Record<string, string>> = {
  chatterbox: { CHATTERBOX_URL },
  devnen: { CHATTERBOX_URL, TTS_PROVIDER: 'devnen' },
  openai: { TTS_OPENAI_BASE_URL },
};

const pcm = () => new Response(new Uint8Array(9600), { headers: { 'content-type': 'audio/pcm' } });

/** What is sent for one sentence: the address, the fields of the body, and the key. */
async function requestOf(
  provider: string,
  variable: Record<string, string>,
): Promise<Record<string, unknown>> {
  const fetching = jest.spyOn(globalThis, 'fetch').mockImplementation(() => Promise.resolve(pcm()));
  const { tts } = parseConfig({ TTS_FALLBACKS: 'none', ...bases[provider], ...variable });
  const [voice] = await ttsProviders(tts, new VirtualClock());
  const options: SynthesizeOptions = { signal: new AbortController().signal };
  await Array.fromAsync(voice?.adapter.synthesize('Hello.', options) ?? []).catch(
    // A request is all that matters here.
    () => undefined,
  );
  const [address, init] = fetching.mock.lastCall ?? [];
  fetching.mockRestore();
  const body = init?.body;
  const fields =
    body instanceof URLSearchParams
      ? Object.fromEntries(body)
      : (JSON.parse(body as string) as Record<string, unknown>);
  const authorization = new Headers(init?.headers).get('authorization');
  return { ...fields, authorization, address: address as string };
}

it.each([
  [
    'chatterbox',
    'CHATTERBOX_URL',
    'http://o:1',
    { address: expect.stringMatching(/^http:..o:1/u) },
  ],
  ['chatterbox', 'CHATTERBOX_VOICE_ID', 'ada', { voice: 'ada' }],
  ['chatterbox', 'CHATTERBOX_STREAM_FORMAT', 'sse', { stream_format: 'sse' }],
  ['chatterbox', 'TTS_STREAMING_STRATEGY', 'fixed', { streaming_strategy: 'fixed' }],
  ['chatterbox', 'TTS_STREAMING_CHUNK_SIZE', '77', { streaming_chunk_size: '77' }],
  ['chatterbox', 'TTS_STREAMING_QUALITY', 'high', { streaming_quality: 'high' }],
  ['devnen', 'DEVNEN_URL', 'http://o:1', { address: 'http://o:1/tts' }],
  ['devnen', 'CHATTERBOX_VOICE_ID', 'ada', { predefined_voice_id: 'ada.wav' }],
  ['openai', 'TTS_OPENAI_BASE_URL', 'http://o:1/v1', { address: 'http://o:1/v1/audio/speech' }],
  ['openai', 'TTS_OPENAI_API_KEY', 'sk-1', { authorization: 'Bearer sk-1' }],
  ['openai', 'TTS_OPENAI_MODEL', 'kokoro', { model: 'kokoro' }],
  ['openai', 'TTS_OPENAI_VOICE', 'nova', { voice: 'nova' }],
  ['openai', 'TTS_OPENAI_FORMAT', 'wav', { response_format: 'wav' }],
] as const)('%s is asked under %s=%s', async (provider, variable, value, sent) => {
  const usual = provider === 'devnen' ? { CHATTERBOX_VOICE_ID: 'usual' } : {};
  expect(await requestOf(provider, usual)).not.toMatchObject(sent);
  expect(await requestOf(provider, { ...usual, [variable]: value })).toMatchObject(sent);
});
