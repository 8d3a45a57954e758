import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { RecordingEntity } from '@vox/database';
import { VOICE_SOCKET_PATH } from '@vox/protocol';
import { DataSource } from 'typeorm';

import { eventually } from '../../support/eventually';
import { S3Server } from '../../support/s3-server';
import { SocketTestClient } from '../../support/socket-test-client';
import { WholeApp } from './whole-app';

type Json = Record<string, unknown>;

/** 20 ms of 400 Hz at 16 kHz. */
export const TONE = Buffer.from(
  Int16Array.from({ length: 320 }, (_, at) => (at % 40 < 20 ? 6000 : -6000)).buffer,
);

/** A server that records, on its disk or into a storage, and an agent that asks for it. */
export class RecordedTalks {
  private constructor(
    readonly whole: WholeApp,
    readonly dataDir: string,
    readonly s3: S3Server | undefined,
    readonly agentId: string,
  ) {}

  /** @param prepare What there is in its folder before it starts. */
  static async start(
    kind: 'disk' | 's3',
    prepare: (dataDir: string) => Promise<void>,
  ): Promise<RecordedTalks> {
    const dataDir = await mkdtemp(path.join(tmpdir(), 'vox-recordings-'));
    await prepare(dataDir);
    const s3 = kind === 's3' ? await S3Server.start() : undefined;
    const environment = { DATA_DIR: dataDir, RECORDING: 'allowed', RETENTION_DAYS: '30' };
    const whole = await WholeApp.start({ ...environment, ...s3?.variables });
    const agent = { name: 'Keeper', system_prompt: 'x', records: true };
    const made = (await (await whole.post('/api/agents', agent)).json()) as Json;
    return new RecordedTalks(whole, dataDir, s3, String(made['id']));
  }

  async stop(): Promise<void> {
    await this.whole.stop();
    await this.s3?.stop();
    await rm(this.dataDir, { recursive: true });
  }

  async listed(sessionId: string): Promise<Json[]> {
    return (await (await this.whole.ask(`/api/sessions/${sessionId}/recordings`)).json()) as Json[];
  }

  files(): Promise<string[]> {
    return readdir(path.join(this.dataDir, 'recordings'));
  }

  /** What is in the storage. */
  async remote(): Promise<string[]> {
    if (this.s3 === undefined) return [];
    const names = await readdir(this.s3.folderOfObjects, { recursive: true });
    return names.filter((name) => name.includes('.sealed'));
  }

  /** Files of a session, wherever. */
  async filesOf(sessionId: string): Promise<string[]> {
    const all = [...(await this.files()), ...(await this.remote())];
    return all.filter((name) => name.includes(sessionId));
  }

  /** A socket that has a session with the agent. */
  async socket(start: Json = {}) {
    const address = `${this.whole.url.replace('http', 'ws')}${VOICE_SOCKET_PATH}`;
    const socket = await new SocketTestClient(`${address}?api_key=${this.whole.key}`).opened();
    await socket.start({ agent_id: this.agentId, ...start });
    const { data } = await socket.event('session_started');
    return { socket, sessionId: String(data['session_id']) };
  }

  /** Somebody who has consented is heard for that long. */
  async talk(ms: number) {
    const talk = await this.socket({ consents: { recording: true } });
    for (let sent = 0; sent < ms; sent += 20) {
      talk.socket.sendAudio(TONE);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return talk;
  }

  /** The same, when it is over and what was recorded is where it stays. */
  async recorded(ms = 1000) {
    const { socket, sessionId } = await this.talk(ms);
    socket.socket.close();
    const rows = () => this.whole.app.get(DataSource).getRepository(RecordingEntity);
    const kind = this.s3 === undefined ? 'disk' : 's3';
    await eventually(
      () => rows().findBy({ sessionId }),
      (all) => all.some(({ state, place }) => state === 'complete' && place === kind),
    );
    const [recording = {}] = await this.listed(sessionId);
    return { sessionId, recording, events: socket.messages };
  }
}
