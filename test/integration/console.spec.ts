import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { INestApplication } from '@nestjs/common';
import { WsAdapter } from '@nestjs/platform-ws';
import { Test } from '@nestjs/testing';
import { readWav, rms, writeWav } from '@vox/audio';
import {
  Clock,
  Conversations,
  SystemClock,
  type TurnEnd,
  type VoiceEvent,
  type VoiceSession,
} from '@vox/voice-core';

import type { ConsoleOptions } from '../../apps/console/src/args';
import { run } from '../../apps/console/src/run';
import { AuthService } from '../../src/auth';
import { parseConfig } from '../../src/config';
import { ConsentBook } from '../../src/consents';
import { SessionDoor } from '../../src/identity';
import { Invites } from '../../src/invites';
import { Limits } from '../../src/limits';
import { SocketAuthorizer, SocketSessions } from '../../src/socket';
import { VoiceService } from '../../src/voice';
import { VoiceSocketGateway } from '../../src/websocket/voice-socket.gateway';
import { freePort } from '../support/free-port';
import { memoryConsents } from '../support/memory-consents';
import { memoryInvites } from '../support/memory-invites';
import { admin, adminsDoor, socketAuth } from '../support/socket-auth';
import { NotingVoice } from '../support/noting-voice';
import { OneAgentConversations, SESSION_ID } from '../support/one-agent-conversations';

/** Silence after which this loop answers. */
const ANSWER_AFTER_FRAMES = 10;

/** Answers like the real loop: when speech is followed by silence. */
class PatientVoice extends NotingVoice {
  /** Why its turns fail. */
  failure: TurnEnd['failure'];

  override async *converse(session: VoiceSession): AsyncGenerator<VoiceEvent, void, void> {
    this.sessions.push(session);
    let silentFrames = Number.NaN;
    for await (const input of session.input) {
      if (input.type !== 'audio') continue;
      silentFrames = rms(input.frame.pcm) > 0.01 ? 0 : silentFrames + 1;
      if (silentFrames !== ANSWER_AFTER_FRAMES) continue;
      for (const event of this.answer(session, 'a tone')) yield* this.#asItEnds(event);
    }
  }

  *#asItEnds(event: VoiceEvent): Generator<VoiceEvent, void, void> {
    if (event.type !== 'turn-end' || this.failure === undefined) yield event;
    else {
      yield { type: 'reply-end', turnId: event.turnId, text: event.replyText };
      const { turnId } = event;
      const { failure } = this;
      yield { type: 'turn-outcome', turnId, outcome: 'failed', failure };
      yield { ...event, outcome: 'failed', spokenText: '', failure };
    }
  }
}

describe('the console client', () => {
  let app: INestApplication<Server>;
  let voice: PatientVoice;
  let isAuthorized: boolean;
  let folder: string;
  let options: ConsoleOptions;
  let printed: string[];

  beforeEach(async () => {
    voice = new PatientVoice();
    isAuthorized = true;
    const module = await Test.createTestingModule({
      providers: [
        VoiceSocketGateway,
        SocketSessions,
        SocketAuthorizer,
        { provide: Invites, useFactory: () => memoryInvites() },
        { provide: ConsentBook, useFactory: () => memoryConsents() },
        { provide: Limits, useFactory: () => new Limits(parseConfig({}), new SystemClock()) },
        { provide: VoiceService, useValue: voice },
        { provide: Conversations, useClass: OneAgentConversations },
        { provide: SessionDoor, useValue: adminsDoor },
        { provide: AuthService, useValue: socketAuth(() => admin(isAuthorized)) },
        { provide: Clock, useClass: SystemClock },
      ],
    }).compile();
    app = module.createNestApplication({ logger: false });
    app.useWebSocketAdapter(new WsAdapter(app));
    await app.listen(0, '127.0.0.1');
    const { port } = app.getHttpServer().address() as AddressInfo;
    folder = await mkdtemp(join(tmpdir(), 'vox-console-'));
    const tone = Int16Array.from({ length: 3200 }, (_, i) => 9000 * Math.sin(i / 5));
    await writeFile(join(folder, 'tone.wav'), writeWav(tone, 16_000));
    printed = [];
    options = {
      files: [join(folder, 'tone.wav')],
      url: `ws://127.0.0.1:${port}/ws/voice`,
      out: join(folder, 'answer.wav'),
      encoding: 'pcm_s16le',
      json: false,
    };
  });

  afterEach(async () => {
    await app.close();
    await rm(folder, { recursive: true });
  });

  const talk = (changes: Partial<ConsoleOptions> = {}) =>
    run({ ...options, ...changes }, (line) => printed.push(line));

  it.each([
    ['pcm_s16le', 16_000],
    ['opus', 48_000],
  ] as const)(
    'speaks files in %s as turns of one session and writes the answers down',
    async (encoding, rateHz) => {
      const [file] = options.files as [string];
      await talk({ encoding, files: [file, file] });
      expect(voice.sessions.map((session) => session.id)).toEqual([SESSION_ID]);
      expect(printed.join('\n')).toMatch(/heard: {4}a tone\n {2}answered: Yes\./);
      const answer = readWav(await readFile(options.out));
      expect(answer.sampleRateHz).toBe(rateHz);
      expect(answer.pcm).toHaveLength((2 * rateHz) / 50);
    },
  );

  it('reports the time from voice to voice', async () => {
    await talk({ json: true });
    const report = JSON.parse(printed[0] as string) as { turns: { voiceToVoiceMs: number }[] };
    expect(report.turns[0]?.voiceToVoiceMs).toBeGreaterThan(0);
  });

  it('tells the answer and the error of a turn that failed, and goes on with the next file', async () => {
    voice.failure = { code: 'tts_unavailable', message: 'No voice is there.' };
    const [file] = options.files as [string];
    await expect(talk({ files: [file, file] })).resolves.toBe(false);
    const told = printed.join('\n');
    expect(
      told.match(/answered: Yes\. \(failed\)\n {2}error: {4}No voice is there\./g),
    ).toHaveLength(2);
  });

  it('never overwrites what it is to speak', async () => {
    await expect(talk({ out: options.files[0] as string })).rejects.toThrow('would overwrite');
  });

  it('says clearly that no server answers', async () => {
    const url = `ws://127.0.0.1:${await freePort()}/ws/voice`;
    await expect(talk({ url })).rejects.toThrow(`no VoxBridge server answers at ${url}`);
  });

  it('says that it is not authorized', async () => {
    isAuthorized = false;
    await expect(talk()).rejects.toThrow(/unauthorized|API key/);
  });

  it('refuses a file that is no WAV, by name', async () => {
    const text = join(folder, 'README.md');
    await writeFile(text, '# Not a recording');
    await expect(talk({ files: [text] })).rejects.toMatchObject({ field: text });
  });

  it('refuses a file that is only silence, by name', async () => {
    const silent = join(folder, 'silent.wav');
    await writeFile(silent, writeWav(new Int16Array(3200), 16_000));
    await expect(talk({ files: [silent] })).rejects.toMatchObject({ field: silent });
  });
});
