import dns from 'node:dns';

import { OpenAiTranscriptionStandIn } from '@vox/stand-ins';
import { ScriptedSpeechRecognizer, VirtualClock } from '@vox/testing';
import { SystemClock } from '@vox/voice-core';

import { inputOf } from '../../test/support/stt-bench';
import { parseConfig } from '../config';
import type { SttProvider } from './stt-providers';
import type { SttProviderRow } from './stt-provider-row';
import { SttRoster } from './stt-roster';

const attic: SttProviderRow = {
  id: 'a7f1',
  name: 'Attic',
  kind: 'openai',
  baseUrl: 'http://attic:8000',
};

const rosterOf = (environment: Record<string, string> = {}) =>
  SttRoster.of(parseConfig(environment).stt, {
    clock: new VirtualClock(),
    loadEmbedded: () => Promise.resolve(new ScriptedSpeechRecognizer('text')),
  });

async function orderUnder(environment: Record<string, string>): Promise<string[]> {
  const roster = await rosterOf(environment);
  roster.setRows([attic]);
  return roster.route().map(({ provider }) => provider.id);
}

const transcribed = ({ adapter }: SttProvider) =>
  Array.fromAsync(adapter.transcribe(inputOf(), { signal: new AbortController().signal }));

const WHISPERX = { WHISPER_SERVER_URL: 'ws://whisperx:4901' };

describe(SttRoster.name, () => {
  it.each<[environment: Record<string, string>, order: string[]]>([
    [{}, ['a7f1', 'embedded']],
    [WHISPERX, ['whisperx', 'a7f1', 'embedded']],
    [{ STT_PROVIDER: 'embedded' }, ['embedded', 'a7f1']],
    [{ ...WHISPERX, STT_FALLBACK_ORDER: 'none' }, ['whisperx']],
    [{ STT_FALLBACK_ORDER: 'none' }, ['a7f1']],
  ])('under %j asks %j', async (environment, order) => {
    expect(await orderUnder(environment)).toEqual(order);
  });

  it('shows what the environment configures, without keys and what a URL may hold of them', async () => {
    const roster = await rosterOf({
      ...WHISPERX,
      DEEPGRAM_URL: 'wss://ann:secret@deepgram/?key=secret',
      DEEPGRAM_API_KEY: 'secret',
    });
    expect(roster.environment).toMatchObject([
      { id: 'whisperx', baseUrl: 'ws://whisperx:4901', hasApiKey: false, audioFormat: 'pcm' },
      { id: 'embedded' },
      { id: 'deepgram', baseUrl: 'wss://deepgram', hasApiKey: true },
    ]);
    expect(JSON.stringify(roster.environment)).not.toContain('secret');
    expect(roster.find('deepgram')?.adapter.info.name).toBe('deepgram');
  });

  it('asks a row as the row says, and else as the environment has it for its kind', async () => {
    const server = await OpenAiTranscriptionStandIn.start({ text: 'Hello.', apiKey: 'k' });
    const { stt } = parseConfig({ STT_OPENAI_MODEL: 'usual', STT_OPENAI_API_KEY: 'not this one' });
    const roster = await SttRoster.of(stt, {
      clock: new SystemClock(),
      loadEmbedded: () => Promise.resolve(new ScriptedSpeechRecognizer('text')),
    });
    const row = { ...attic, baseUrl: server.url, apiKey: 'k', language: 'de', timeoutMs: 700 };
    const asked = roster.ofRow(row);
    expect(asked.finalTimeoutMs).toBe(700);
    expect((await transcribed(asked)).at(-1)).toMatchObject({ text: 'Hello.' });
    expect(server.transcriptions.at(-1)?.fields).toMatchObject({ model: 'usual', language: 'de' });
    expect(asked.adapter.info).toMatchObject({ name: 'Attic', label: 'Attic (usual)' });
    await expect(transcribed(roster.ofRow({ ...row, apiKey: 'other' }))).rejects.toMatchObject({
      provider: 'Attic',
      category: 'authentication',
    });
    await server.close();
  });

  it.each(['openai', 'whisperx', 'whisperlive', 'deepgram'] as const)(
    'connects %s to no metadata service, by address or by name',
    async (kind) => {
      const lookup = jest
        .spyOn(dns, 'lookup')
        .mockImplementation(((
          _host: string,
          _options: unknown,
          done: (error: null, found: unknown) => void,
        ) => done(null, [{ address: '169.254.169.254', family: 4 }])) as never);
      // Whoever is refused may be asked again, so a connection is lost for good only.
      const roster = await rosterOf({ WHISPER_RECONNECT_MAX_RETRIES: '0' });
      const scheme = kind === 'openai' ? 'http' : 'ws';
      for (const host of ['169.254.169.254', 'innocent.example']) {
        const asked = roster.ofRow({ ...attic, kind, baseUrl: `${scheme}://${host}:1` });
        await expect(transcribed(asked)).rejects.toMatchObject({
          provider: 'Attic',
          category: 'invalid-request',
        });
        expect(await asked.adapter.health()).toMatchObject({ isHealthy: false });
      }
      lookup.mockRestore();
    },
  );
});
