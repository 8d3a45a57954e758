import { randomUUID } from 'node:crypto';

import { AgentEntity, DEFAULT_AGENT, DeletedSessionEntity, SessionEntity } from '@vox/database';
import type { SessionHold } from '@vox/voice-core';
import { DataSource } from 'typeorm';

import { RecordTurnHandler } from '../../libs/jobs/src/record-turn.handler';
import { ConversationModule, ConversationService } from '../../src/conversation';
import { eventually } from '../support/eventually';
import { silenceLogs } from './support/quiet-logger';
import { startTestApp, type TestApp } from './support/test-app';
import { startTestDatabase, type TestDatabase } from './support/test-database';
import { makeTurn } from './support/turns';
silenceLogs();

const LAWYER = 'You are a lawyer.';

describe('sessions on PostgreSQL, while people talk in them', () => {
  let database: TestDatabase;
  let server: TestApp;
  let conversations: ConversationService;
  let dataSource: DataSource;

  beforeAll(async () => {
    database = await startTestDatabase();
    server = await start();
    conversations = server.app.get(ConversationService);
    dataSource = server.app.get(DataSource);
  });
  afterAll(async () => {
    await server.app.close();
    await database.stop();
  });

  const start = () => startTestApp({ url: database.url, rooms: [ConversationModule] });
  const talk = (
    request: { sessionId?: string; agentId?: string; userId?: string } = {},
    service = conversations,
  ): Promise<SessionHold> =>
    service.holdSession(
      { userId: 'ann', channel: 'websocket', ...request },
      { onRefused: () => undefined, onForgotten: () => undefined },
    );
  const row = async (id: string) => {
    const rows = await dataSource.query<Record<string, unknown>[]>(
      'select * from sessions where id = $1',
      [id],
    );
    return rows[0];
  };
  /** When a server said last that it lives. */
  const seenAt = async () => {
    const rows = await dataSource.query<{ at: Date }[]>('select max(seen_at) as at from servers');
    return rows[0]?.at ?? new Date(0);
  };
  /** Questions about who was erased that wait for somebody's lock. */
  const waitingForErased = async () => {
    const rows = await dataSource.query<{ count: number }[]>(
      `select count(*)::int as count from pg_stat_activity
       where wait_event_type = 'Lock' and query like '%erased_people%'`,
    );
    return rows[0]?.count ?? 0;
  };
  /** An agent that this process has not seen yet. */
  const makeLawyer = async (): Promise<string> => {
    const id = randomUUID();
    const agents = dataSource.getRepository(AgentEntity);
    await agents.insert({ id, name: `Lawyer ${id}`, systemPrompt: LAWYER });
    return id;
  };
  const prompt = async (id: string) => (await conversations.getConversationContext(id))[0]?.content;

  describe('an agent that is asked for by name', () => {
    /** Nobody can read agents for `ms`. */
    const lockAgents = async (ms: number): Promise<{ readonly unlocked: Promise<void> }> => {
      const runner = dataSource.createQueryRunner();
      await runner.startTransaction();
      await runner.query('lock table agents in access exclusive mode');
      const unlock = async () => {
        await runner.query('select pg_sleep($1)', [ms / 1000]);
        await runner.commitTransaction();
        await runner.release();
      };
      return { unlocked: unlock() };
    };

    it('answers though somebody locks the agents for 1.3 s, then and afterwards', async () => {
      const [first, second] = [await makeLawyer(), await makeLawyer()];
      const { unlocked } = await lockAgents(1300);
      const during = await talk({ agentId: first });
      expect(during.info.agent.systemPrompt).toBe(LAWYER);
      await unlocked;
      const after = await talk({ agentId: second });
      expect(after.info.agent.systemPrompt).toBe(LAWYER);
      for (const { info } of [during, after]) {
        expect(await prompt(info.sessionId)).toBe(LAWYER);
        expect(await row(info.sessionId)).toMatchObject({ agent_id: info.agent.id });
      }
    });

    it('is asked for again for who named none and got one that stands in', async () => {
      const { unlocked } = await lockAgents(2500);
      const { info } = await talk();
      expect(info.agentOrigin).toBe('stand-in');
      await unlocked;
      await eventually(
        () => row(info.sessionId),
        (found) => found?.['agent_id'] === DEFAULT_AGENT.id && found['active'] === true,
      );
    });

    it('answers though this process itself was busy for 1.2 s', async () => {
      const agentId = await makeLawyer();
      const talking = talk({ agentId });
      const other = talk();
      // The queries are on their way, and their answers wait in the sockets.
      await new Promise((resolve) => setImmediate(resolve));
      const untilMs = performance.now() + 1200;
      while (performance.now() < untilMs);
      expect((await talking).info.agent.systemPrompt).toBe(LAWYER);
      expect((await other).info).toHaveProperty('agentOrigin', 'known');
    });
  });

  describe('a session', () => {
    it('of a server that is dead is ended, when it was last used, and no other', async () => {
      const { info } = await talk();
      const dead = randomUUID();
      await dataSource.query(
        `insert into sessions (id, user_id, channel, held_by, started_at, last_activity_at)
         values ($1, 'bob', 'webrtc', $2, now() - interval '2 h', now() - interval '1 h')`,
        [dead, randomUUID()],
      );
      const other = await start();
      const ended = await eventually(
        () => row(dead),
        (found) => found?.['active'] === false,
      );
      expect(ended?.['ended_at']).toEqual(ended?.['last_activity_at']);
      expect(await row(info.sessionId)).toMatchObject({ active: true, ended_at: null });
      await other.app.close();
      expect(await row(info.sessionId)).toMatchObject({ active: true });
    });

    it('that went on with another server is not ended by the one it left', async () => {
      const other = await start();
      const first = await talk();
      const { sessionId } = first.info;
      const second = await talk({ sessionId }, other.app.get(ConversationService));
      await first.release();
      expect(await row(sessionId)).toMatchObject({ active: true, ended_at: null });
      await second.release();
      expect(await row(sessionId)).toMatchObject({ active: false, held_by: null });
      await other.app.close();
    });

    it('that was deleted through another server is forgotten by the one where people talk', async () => {
      const { sessionId } = (await talk()).info;
      const message = { turnId: randomUUID(), role: 'user', content: 'hello' } as const;
      await conversations.addMessage(sessionId, message);
      await dataSource.getRepository(SessionEntity).delete({ id: sessionId });
      const deletion = { id: sessionId, deletedAt: new Date() };
      await dataSource.getRepository(DeletedSessionEntity).insert(deletion);
      await eventually(
        () => conversations.getConversationContext(sessionId, { includeSystemPrompt: false }),
        (context) => context.length === 0,
      );
    });

    it('is active again when another server took this one for dead', async () => {
      const { info } = await talk();
      await dataSource.query(
        'update sessions set active = false, ended_at = now(), held_by = null where id = $1',
        [info.sessionId],
      );
      await eventually(
        () => row(info.sessionId),
        (found) => found?.['active'] === true && found['ended_at'] === null,
      );
    });

    it('that ends while its server looks for those in which people talk stays over', async () => {
      const { info, release } = await talk();
      const holdUp = dataSource.createQueryRunner();
      await holdUp.startTransaction();
      await holdUp.query('lock table erased_people in access exclusive mode');
      await eventually(waitingForErased, (count) => count > 0);
      await release();
      await holdUp.commitTransaction();
      await holdUp.release();
      // Once the server has said twice that it lives, the first time is over.
      for (let times = 0; times < 2; times++) {
        const before = await seenAt();
        await eventually(seenAt, (at) => at > before);
      }
      expect(await row(info.sessionId)).toMatchObject({ active: false, held_by: null });
    });

    it('that was opened and never talked in is not active for that', async () => {
      const { sessionId } = await conversations.getOrCreateSession({
        userId: 'ann',
        channel: 'webrtc',
      });
      const { info } = await talk();
      await dataSource.query(
        "update sessions set last_activity_at = now() - interval '3 min' where id = any($1)",
        [[sessionId, info.sessionId]],
      );
      await eventually(
        () => row(sessionId),
        (found) => found?.['active'] === false,
      );
      expect(await row(info.sessionId)).toMatchObject({ active: true });
    });

    it('keeps its agent when that is switched off and somebody goes on with it', async () => {
      const agentId = await makeLawyer();
      const first = await talk({ agentId });
      await first.release();
      await dataSource.getRepository(AgentEntity).update(agentId, { isActive: false });
      const second = await talk({ sessionId: first.info.sessionId });
      expect(second.info.agent.id).toBe(DEFAULT_AGENT.id);
      expect(await row(first.info.sessionId)).toMatchObject({ agent_id: agentId });
    });

    it('whose turn is stored after its end is not active for that', async () => {
      const turn = makeTurn({
        session: { id: randomUUID(), userId: 'ann', userName: 'Ann', channel: 'webrtc' },
      });
      await server.app.get(RecordTurnHandler).handle(turn);
      expect(await row(turn.session.id)).toMatchObject({
        user_name: 'Ann',
        active: false,
        ended_at: new Date(turn.endedAtMs),
      });
    });

    it("takes no turn of another user's, and that is no failure", async () => {
      const { info } = await talk();
      const session = { id: info.sessionId, userId: 'mallory', channel: 'webrtc' as const };
      await server.app.get(RecordTurnHandler).handle(makeTurn({ session }));
      const stored: unknown[] = await dataSource.query(
        'select 1 from messages where session_id = $1',
        [info.sessionId],
      );
      expect(stored).toEqual([]);
    });
  });
});
