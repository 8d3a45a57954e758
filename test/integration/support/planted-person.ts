import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

import { JobQueue, type RecordTurn, recordTurnJobId } from '@vox/jobs';
import { VOICE_SOCKET_PATH } from '@vox/protocol';
import { DataSource } from 'typeorm';

import { RecordTurnHandler } from '../../../libs/jobs/src/record-turn.handler';
import { eventually } from '../../support/eventually';
import { SocketTestClient } from '../../support/socket-test-client';
import { makeTurn } from './turns';
import type { WholeApp } from './whole-app';

type Json = Record<string, unknown>;

/** What somebody says and is called: in each place that holds something of theirs, and in no other. */
export const CANARY = 'Canary7q';

/** Somebody with an account, a key and a Discord user, who has words in every place in which words can be. */
export class PlantedPerson {
  /** All by which they are known. */
  readonly needles: string[] = [CANARY];
  userId = '';
  key = '';
  /** Theirs alone, and one in which somebody stays. */
  groupIds: string[] = [];
  sessionId = '';
  /** Of the room in which they and somebody else spoke. */
  readonly roomId = randomUUID();
  live: SocketTestClient | undefined;

  constructor(
    private readonly whole: WholeApp,
    private readonly dataDir: string,
    readonly discordUserId = '712345678901234567',
  ) {}

  /** Everything of the past; times are before now. */
  async plant(): Promise<void> {
    await this.#account();
    await this.#groups();
    await this.#said();
    await this.#onDiscord();
    await this.#waiting();
    await this.#files();
    await this.#recorded();
  }

  /** A turn of theirs that began in the past. */
  turn(text: string, changes: Partial<RecordTurn> = {}): RecordTurn {
    const words = `${CANARY} ${text}`;
    return {
      ...makeTurn({
        session: { id: this.sessionId, ownerId: this.userId, userId: CANARY, channel: 'websocket' },
        userText: words,
        spokenText: words,
        apology: words,
        startedAtMs: Date.now() - 10_000,
        endedAtMs: Date.now() - 9000,
        toolCalls: [
          {
            id: 'call-1',
            name: 'look_up',
            arguments: JSON.stringify({ words }),
            state: 'done',
            result: words,
            startedAtMs: Date.now() - 9500,
          },
        ],
      }),
      ...changes,
    };
  }

  async enqueue(turn: RecordTurn): Promise<void> {
    const jobId = recordTurnJobId(turn.turnId);
    await this.whole.app.get(JobQueue).add('conversation.record-turn', turn, { jobId });
  }

  /** What they used in the past, on its way to be stored. */
  async enqueueUse(characters: number, delayMs = 0): Promise<void> {
    const use = {
      id: randomUUID(),
      usedAtMs: Date.now() - 10_000,
      kind: 'tts',
      provider: 'openai',
      purpose: 'speech',
      characters,
      isEstimated: false,
    } as const;
    const payer = { sessionId: this.sessionId, ownerId: this.userId, userId: CANARY };
    const job = { serverId: randomUUID(), accounts: [{ payer, uses: [use] }] };
    const jobId = `uses-${use.id}`;
    await this.whole.app.get(JobQueue).add('usage.record-uses', job, { jobId, delayMs });
  }

  ask(method: string, path_: string, body?: unknown): Promise<Response> {
    return fetch(`${this.whole.url}${path_}`, {
      method,
      headers: { 'content-type': 'application/json', 'x-api-key': this.key },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  async #account(): Promise<void> {
    const made = async (path_: string, body: Json) => {
      const response = await this.whole.post(path_, body);
      return (await response.json()) as Json;
    };
    const email = `${CANARY}@example.org`;
    const user = await made('/api/users', { display_name: CANARY, email });
    this.userId = String(user['id']);
    const scopes = ['talk', 'read'];
    const key = await made('/api/keys', { user_id: this.userId, name: CANARY, scopes });
    this.key = String(key['key']);
    await this.#sql(
      'update users set issuer = $2, subject = $2, discord_user_id = $3 where id = $1',
      [this.userId, CANARY, this.discordUserId],
    );
    const [stored] = await this.#sql(
      'select key_hash, key_prefix from api_keys where user_id = $1',
      [this.userId],
    );
    const tokenHash = createHash('sha256').update(CANARY).digest('hex');
    await this.#sql(
      `insert into logins (user_id, token_hash, method, user_agent, expires_at) values ($1, $2, 'link', $3, now() + interval '1 day')`,
      [this.userId, tokenHash, CANARY],
    );
    this.needles.push(tokenHash, ...Object.values(stored ?? {}).map(String), this.discordUserId);
  }

  async #groups(): Promise<void> {
    for (const name of [CANARY, 'Those who stay']) {
      const made = (await (await this.ask('POST', '/api/groups', { name })).json()) as Json;
      this.groupIds.push(String(made['id']));
    }
    const other = await this.whole.post('/api/users', { display_name: 'Who stays' });
    await this.#sql(
      `insert into group_members (group_id, user_id, role) values ($1, $2, 'member')`,
      [this.groupIds[1], ((await other.json()) as Json)['id']],
    );
    await this.ask('POST', `/api/groups/${this.groupIds[0]}/invites`, {});
  }

  async #said(): Promise<void> {
    const metadata = { note: CANARY };
    const asked = { user_id: CANARY, user_name: CANARY, title: CANARY, metadata };
    const made = await this.ask('POST', '/api/sessions', asked);
    this.sessionId = String(((await made.json()) as Json)['id']);
    await this.ask('POST', `/api/sessions/${this.sessionId}/invites`, { name: CANARY });
    await this.enqueue(this.turn('stored'));
    await eventually(
      () => this.#sql('select 1 from messages where session_id = $1', [this.sessionId]),
      (rows) => rows.length === 2,
    );
    await this.#sql(
      `insert into consents (session_id, owner_id, person, is_own, kind, door, given_at) values ($1, $2, $3, true, 'recording', 'browser', now())`,
      [this.sessionId, this.userId, CANARY],
    );
    await this.#sql(
      `insert into memories (user_id, person, fact, origin) values ($1, $2, $2, 'person')`,
      [this.userId, CANARY],
    );
    await this.#sql(
      `insert into provider_uses (id, used_at, kind, provider, purpose, session_id, owner_id, user_id, characters, is_estimated, server_id)
       values (gen_random_uuid(), now() - interval '1 hour', 'tts', 'openai', 'speech', $1, $2, $3, 7, false, gen_random_uuid())`,
      [this.sessionId, this.userId, CANARY],
    );
    await this.#sql(
      `insert into session_summaries (session_id, content, last_turn_id) values ($1, $2, gen_random_uuid())`,
      [this.sessionId, CANARY],
    );
  }

  async #onDiscord(): Promise<void> {
    const own = { id: randomUUID(), userId: `discord:${this.discordUserId}`, channel: 'discord' };
    const room = { id: this.roomId, userId: 'discord-channel:9', channel: 'discord' };
    const handler = this.whole.app.get(RecordTurnHandler, { strict: false });
    const speakerIds = [this.discordUserId, '42'];
    await handler.handle(this.turn('alone', { session: own as RecordTurn['session'] }));
    const inRoom = { session: room as RecordTurn['session'] };
    await handler.handle(this.turn('in a room', { ...inRoom, speakerIds }));
    await handler.handle(makeTurn({ ...inRoom, speakerIds: ['42'] }));
    // Made of what was said there, by whomever.
    await this.#sql('update sessions set title = $2 where id = $1', [this.roomId, CANARY]);
    await this.#sql(
      `insert into session_summaries (session_id, content, last_turn_id) values ($1, $2, gen_random_uuid())`,
      [this.roomId, CANARY],
    );
    const codeHash = createHash('sha256').update(`${CANARY} code`).digest('hex');
    await this.#sql(`insert into discord_link_codes values ($1, $2, now() + interval '1 day')`, [
      codeHash,
      this.discordUserId,
    ]);
    this.needles.push(codeHash);
    await this.#sql('insert into discord_users (user_id, language) values ($1, $2)', [
      this.discordUserId,
      CANARY,
    ]);
  }

  /** What was given up, what is being said, and what a receiver that is away is to be told. */
  async #waiting(): Promise<void> {
    const failed = this.turn('failed', { latency: { ttftMs: 1e12 } });
    await this.enqueue(failed);
    await this.enqueueUse(8, 3_600_000);
    const queue = this.whole.app.get(JobQueue);
    await eventually(
      () => queue.outcome('conversation.record-turn', recordTurnJobId(failed.turnId)),
      ({ state }) => state === 'failed',
    );
    const path_ = `${this.whole.url.replace('http', 'ws')}${VOICE_SOCKET_PATH}`;
    this.live = await new SocketTestClient(`${path_}?api_key=${this.key}`).opened();
    await this.live.start({ user_id: CANARY, session_id: this.sessionId });
    this.live.send({ event: 'text_message', data: { text: `${CANARY} live` } });
    await this.live.event('turn_complete');
  }

  async #files(): Promise<void> {
    const root = path.join(this.dataDir, 'journal');
    const [folder = ''] = await readdir(root);
    // What is said live is stored by then.
    await eventually(
      () => readdir(path.join(root, folder)),
      (entries) => !entries.some((entry) => entry.endsWith('.json')),
    );
    const aside = this.turn('aside');
    const name = `${String(aside.startedAtMs).padStart(15, '0')}-${aside.turnId}.json`;
    const entry = JSON.stringify(aside);
    await writeFile(path.join(root, folder, `${name}.1.refused`), entry);
    await writeFile(path.join(root, folder, `${name}.2.unreadable`), entry.slice(0, -3));
    for (const [asked, body] of [
      [`/api/users/${this.userId}/export`, undefined],
      ['/api/exports', { user_id: CANARY, format: 'markdown' }],
    ] as const) {
      const made = (await (await this.ask('POST', asked, body)).json()) as Json;
      await eventually(
        () => this.ask('GET', `/api/exports/${String(made['id'])}`),
        ({ status }) => status === 200,
      );
    }
  }

  /** Files of this form are sealed; these say whose they are, so that they are found. */
  async #recorded(): Promise<void> {
    const folder = path.join(this.dataDir, 'recordings');
    await mkdir(folder, { recursive: true });
    for (const [sessionId, speaker] of [
      [this.sessionId, CANARY],
      [this.roomId, this.discordUserId],
    ] as const) {
      const id = randomUUID();
      await this.#sql(
        `insert into recordings (id, session_id, started_at, state, sealed_key, speaker_ids)
         values ($1, $2, now(), 'complete', 'sealed', $3)`,
        [id, sessionId, [speaker, '42']],
      );
      await writeFile(path.join(folder, `${sessionId}_${id}.sealed`), CANARY);
    }
  }

  #sql(text: string, values: unknown[]): Promise<Json[]> {
    return this.whole.app.get(DataSource).query(text, values);
  }
}
