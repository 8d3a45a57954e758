import { OpenAiSpeechStandIn } from '@vox/stand-ins';
import { SystemClock } from '@vox/voice-core';

import { parseConfig, RuntimeSettings } from '../config';
import type { TtsProvider } from './tts-providers';
import type { TtsProviderRow } from './tts-provider-row';
import { TtsRoster } from './tts-roster';

const attic: TtsProviderRow = {
  id: 'a7f1',
  name: 'Attic',
  kind: 'openai',
  baseUrl: 'http://attic:8880',
};
const CHATTERBOX = { CHATTERBOX_URL: 'http://chatterbox:4123' };

const rosters: TtsRoster[] = [];
async function rosterOf(environment: Record<string, string> = {}): Promise<TtsRoster> {
  const roster = await TtsRoster.of(parseConfig(environment).tts, new SystemClock());
  rosters.push(roster);
  return roster;
}
afterEach(async () => {
  for (const { all } of rosters.splice(0)) for (const { close } of all) await close?.();
});

const spoken = ({ adapter }: TtsProvider, voice?: string) =>
  Array.fromAsync(
    adapter.synthesize('Hello.', {
      signal: new AbortController().signal,
      ...(voice === undefined ? {} : { voice }),
    }),
  );

describe(TtsRoster.name, () => {
  it.each<[environment: Record<string, string>, order: string[]]>([
    [{}, ['a7f1', 'embedded']],
    [CHATTERBOX, ['chatterbox', 'a7f1', 'embedded']],
    [{ TTS_PROVIDER: 'embedded' }, ['embedded', 'a7f1']],
    [{ ...CHATTERBOX, TTS_FALLBACKS: 'none' }, ['chatterbox']],
  ])('under %j asks %j', async (environment, order) => {
    const roster = await rosterOf(environment);
    roster.setRows([attic]);
    expect(roster.route().map(({ provider }) => provider.id)).toEqual(order);
  });

  it('knows what the environment configures and nobody asks unnamed, one address of one server', async () => {
    const { environment } = await rosterOf({
      ...CHATTERBOX,
      TTS_PROVIDER: 'devnen',
      TTS_FALLBACKS: 'none',
      TTS_OPENAI_BASE_URL: 'http://ann:secret@kokoro:8880/v1',
    });
    expect(environment).toMatchObject([
      { id: 'devnen', baseUrl: 'http://chatterbox:4123' },
      { id: 'openai', baseUrl: 'http://kokoro:8880/v1', voice: 'alloy', audioFormat: 'pcm' },
    ]);
    expect(environment).toHaveLength(2);
  });

  it('asks a row as the row says, and else as the settings have it for its kind at the moment', async () => {
    const server = await OpenAiSpeechStandIn.start({ apiKey: 'k' });
    const settings = new RuntimeSettings(parseConfig({ TTS_PROVIDER: 'embedded' }));
    const roster = await TtsRoster.of(settings.config.tts, new SystemClock());
    rosters.push(roster);
    const row = { ...attic, baseUrl: server.url, apiKey: 'k', timeoutMs: 700, maxConcurrency: 1 };
    const asked = roster.ofRow(row);
    expect([asked.firstAudioMs, asked.adapter.info.name]).toEqual([700, 'Attic']);
    const voiceOf = async (provider: TtsProvider) => {
      await spoken(provider);
      return (JSON.parse(server.speechRequests.at(-1)?.body ?? '') as { voice: string }).voice;
    };
    expect(await voiceOf(asked)).toBe('alloy');
    settings.replace(new Map([['TTS_OPENAI_VOICE', 'nova']]));
    expect(await voiceOf(asked)).toBe('nova');
    expect(await voiceOf(roster.ofRow({ ...row, voice: 'alloy' }))).toBe('alloy');
    await expect(spoken(roster.ofRow({ ...row, apiKey: 'other' }))).rejects.toMatchObject({
      provider: 'Attic',
      category: 'authentication',
    });
    await server.close();
  });

  it.each(['openai', 'chatterbox', 'devnen'] as const)(
    'connects %s to no metadata service',
    async (kind) => {
      const roster = await rosterOf({ CHATTERBOX_VOICE_ID: 'ada' });
      const asked = roster.ofRow({ ...attic, kind, baseUrl: 'http://169.254.169.254' });
      await expect(spoken(asked)).rejects.toMatchObject({ category: 'invalid-request' });
      expect(await asked.adapter.health()).toMatchObject({ isHealthy: false });
      await expect(asked.catalogue?.voices()).rejects.toMatchObject({ provider: 'Attic' });
    },
  );
});
