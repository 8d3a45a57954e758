import 'reflect-metadata';

import { Logger } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';
import {
  allClosed,
  ChatterboxStandIn,
  DevnenStandIn,
  OpenAiSpeechStandIn,
  type SpeechFault,
} from '@vox/stand-ins';
import { settled } from '@vox/testing';
import { type AudioFrame, ProviderError, SpeechSynthesizer } from '@vox/voice-core';

import { ConfigModule, parseConfig } from '../../src/config';
import { TtsModule, TtsService } from '../../src/tts';

const SENTENCE = 'This is a somewhat longer sentence that takes a few seconds to speak aloud.';
/** The stand-ins take 60 ms a character. */
const SENTENCE_FRAMES = (SENTENCE.length * 60) / 20;

type StandIn = ChatterboxStandIn | DevnenStandIn | OpenAiSpeechStandIn;

const servers: readonly {
  readonly name: string;
  readonly start: () => Promise<StandIn>;
  readonly environment: (url: string) => Record<string, string>;
}[] = [
  {
    name: 'chatterbox',
    start: () => ChatterboxStandIn.start({ pieceDelayMs: 20 }),
    environment: (url) => ({ CHATTERBOX_URL: `${url}/v1` }),
  },
  {
    name: 'devnen',
    start: () => DevnenStandIn.start({ pieceDelayMs: 20 }),
    environment: (url) => ({ TTS_PROVIDER: 'devnen', CHATTERBOX_URL: url }),
  },
  {
    name: 'openai',
    start: () => OpenAiSpeechStandIn.start({ pieceDelayMs: 20 }),
    environment: (url) => ({ TTS_OPENAI_BASE_URL: url }),
  },
];

describe.each(servers)('TtsModule with $name', ({ name, start, environment }) => {
  let server: StandIn;
  let app: TestingModule;
  let tts: TtsService;

  async function boot(more: Record<string, string> = {}): Promise<void> {
    const config = parseConfig({ ...environment(server.url), ...more });
    const imports = [ConfigModule.forRoot(config), TtsModule];
    app = await Test.createTestingModule({ imports }).compile();
    app.useLogger(false);
    await app.init();
    tts = app.get(TtsService);
  }

  beforeEach(async () => {
    Logger.overrideLogger(false);
    server = await start();
  });
  afterEach(async () => {
    await app.close();
    await server.close();
  });

  async function speak(frames: AudioFrame[] = [], signal = new AbortController().signal) {
    for await (const frame of tts.synthesize(SENTENCE, { signal })) frames.push(frame);
    return frames;
  }
  const rates = (frames: readonly AudioFrame[]) => [
    ...new Set(frames.map(({ sampleRateHz }) => sampleRateHz)),
  ];

  it("is the voice loop's synthesizer, and speaks with the server", async () => {
    await boot();
    expect(app.get(SpeechSynthesizer)).toBe(tts);
    expect(tts.info.name).toBe(name);
    const frames = await speak();
    expect([frames.length, rates(frames)]).toEqual([SENTENCE_FRAMES, [24_000]]);
  });

  it('asks no health question before a sentence', async () => {
    await boot();
    await speak();
    const before = server.requests.length;
    await speak();
    expect(server.requests.slice(before).map(({ method }) => method)).toEqual(['POST']);
  });

  it('speaks with the server again after one bad answer', async () => {
    await boot();
    // The devnen adapter has its voice from the list.
    await tts.getAvailableVoices();
    server.setFault('503', 1);
    expect(rates(await speak())).toEqual([24_000]);
  });

  it.each<SpeechFault>(['401', '429', '500', 'empty', 'wrong-content-type', 'silent'])(
    'speaks the whole sentence with the embedded engine on %s',
    async (fault) => {
      // The limit is that of the embedded engine too, which needs a second on a busy machine.
      await boot(fault === 'silent' ? { TTS_TIMEOUT_S: '2.5' } : {});
      server.setFault(fault);
      const frames = await speak();
      expect(rates(frames)).toEqual([16_000]);
      expect(frames.length).toBeGreaterThan(100);
    },
  );

  it.each<SpeechFault>(['stall', 'cut'])(
    'says nothing twice on %s: the sentence breaks off, the next is whole',
    async (fault) => {
      await boot({ TTS_STALL_TIMEOUT_S: '1.5' });
      server.setFault(fault, 1);
      const frames: AudioFrame[] = [];
      await expect(speak(frames)).rejects.toBeInstanceOf(ProviderError);
      expect(rates(frames)).toEqual([24_000]);
      expect(frames.length).toBeLessThan(SENTENCE_FRAMES);
      expect(server.speechRequests).toHaveLength(1);
      server.setFault(undefined);
      expect(await speak()).toHaveLength(SENTENCE_FRAMES);
    },
  );

  it('goes on through a server that is killed in mid-sentence and comes back', async () => {
    await boot();
    const frames: AudioFrame[] = [];
    const { signal } = new AbortController();
    const broken = (async () => {
      for await (const frame of tts.synthesize(SENTENCE, { signal })) {
        frames.push(frame);
        if (frames.length === 1) await server.kill();
      }
    })();
    await expect(broken).rejects.toMatchObject({ category: 'connectivity' });
    expect(rates(await speak())).toEqual([16_000]);
    await server.restart();
    expect((await tts.health()).isHealthy).toBe(true);
  });

  it('closes the connection to the server at a barge-in', async () => {
    await boot();
    const controller = new AbortController();
    const { signal } = controller;
    const frames = tts.synthesize(SENTENCE, { signal })[Symbol.asyncIterator]();
    expect((await frames.next()).value?.pcm).toHaveLength(480);
    controller.abort('barge-in');
    expect(await settled('the end', frames.next())).toMatchObject({ done: true });
    await allClosed(server);
    expect(server.speechRequests[0]?.wasAborted).toBe(true);
  });

  it('defect 12: a barge-in of one session leaves the others talking', async () => {
    await boot();
    const controller = new AbortController();
    const others = [speak(), speak()];
    let mine = 0;
    for await (const _ of tts.synthesize(SENTENCE, { signal: controller.signal })) {
      mine++;
      controller.abort('barge-in');
    }
    expect(mine).toBe(1);
    for (const frames of await Promise.all(others)) expect(frames).toHaveLength(SENTENCE_FRAMES);
  });

  it('gives the server no more sentences at once than it takes', async () => {
    await boot({ CHATTERBOX_MAX_CONCURRENCY: '2', TTS_OPENAI_MAX_CONCURRENCY: '2' });
    const all = await Promise.all(Array.from({ length: 6 }, () => speak()));
    for (const frames of all) expect(frames).toHaveLength(SENTENCE_FRAMES);
    expect(mostAtOnce(server)).toBe(2);
  });

  it('lists the voices of the server before its own', async () => {
    await boot();
    const voices = await tts.getAvailableVoices();
    expect(voices[0]?.provider).toBe(name);
    expect(voices.at(-1)?.provider).toBe('flite');
  });
});

function mostAtOnce({ speechRequests }: StandIn): number {
  const running = speechRequests.map(
    ({ openedAtMs }) =>
      speechRequests.filter(
        (other) => other.openedAtMs <= openedAtMs && (other.closedAtMs ?? Infinity) > openedAtMs,
      ).length,
  );
  return Math.max(...running);
}
