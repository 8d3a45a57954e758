import { randomUUID } from 'node:crypto';

import { Logger } from '@nestjs/common';
import type { VirtualClock } from '@vox/testing';

import {
  ConversationBench,
  type MemoryConversationStore,
  poet,
  words,
} from '../../test/support/conversation-bench';
import { BUILT_IN_AGENT } from './agent-config';
import type { ConversationService } from './conversation.service';

const STRANGER = expect.objectContaining({
  field: 'session_id',
  message: 'belongs to another user',
}) as unknown;

describe('a session that began while the database did not answer', () => {
  let bench: ConversationBench;
  let clock: VirtualClock;
  let store: MemoryConversationStore;
  let service: ConversationService;

  const contents = (sessionId: string) => bench.contents(sessionId);
  /** Ann's session with the poet, stored by an earlier run of the server. */
  const stored = (): string => {
    const id = randomUUID();
    const row = { sessionId: id, userId: 'ann', channel: 'webrtc', agentId: poet.id } as const;
    store.sessions.set(id, row);
    store.messages.set(id, [words('t0', "ann's secret")]);
    return id;
  };

  beforeAll(() => Logger.overrideLogger(false));
  beforeEach(async () => {
    bench = new ConversationBench();
    ({ clock, store, service } = bench);
    await service.start();
  });
  afterEach(() => service.stop());

  it.each(['down', 'stuck'] as const)(
    'ends, and is told why, when it proves to be somebody else’s (%s)',
    async (state) => {
      const id = stored();
      store.state = state;
      const opening = bench.hold(id, { userId: 'mallory' });
      await clock.advance(2000);
      const intruder = await opening;
      await service.addMessage(id, words('t1', 'give me the secret'));
      expect(await contents(id)).toEqual([BUILT_IN_AGENT.systemPrompt, 'give me the secret']);
      store.state = 'up';
      await clock.advance(5000);
      expect(intruder.told).toEqual([STRANGER]);

      await intruder.release();
      expect(store.sessions.get(id)?.ended).toBeUndefined();
      const own = await bench.hold(id);
      expect(own.info).toMatchObject({ userId: 'ann', agent: poet });
      expect(await contents(id)).toEqual([poet.systemPrompt, "ann's secret"]);
    },
  );

  it('is found out also by a turn, and by the owner who comes', async () => {
    for (const ask of [contents, (id: string) => bench.hold(id)]) {
      const id = stored();
      store.state = 'down';
      const intruder = await bench.hold(id, { userId: 'mallory' });
      store.state = 'up';
      await ask(id);
      expect(intruder.told).toEqual([STRANGER]);
    }
  });

  it('goes on when it proves to be their own: opened, with its past, its agent and their name', async () => {
    const id = stored();
    store.state = 'down';
    const { told } = await bench.hold(id, { userName: 'Ann' });
    await service.addMessage(id, words('t1', 'in the outage'));
    store.state = 'up';
    await clock.advance(5000);
    expect(told).toEqual([]);
    expect(await contents(id)).toEqual([poet.systemPrompt, "ann's secret", 'in the outage']);
    expect(store.sessions.get(id)).toMatchObject({ agentId: poet.id, userName: 'Ann' });
  });

  it('keeps the agent that was asked for, and stores that one', async () => {
    const id = stored();
    const other = { ...poet, id: randomUUID(), systemPrompt: 'Be terse.' };
    store.agents.set(other.id, other);
    await service.findAgent(other.id);
    store.state = 'down';
    await bench.hold(id, { agentId: other.id });
    store.state = 'up';
    await clock.advance(5000);
    expect((await contents(id))[0]).toBe('Be terse.');
    expect(store.sessions.get(id)).toMatchObject({ agentId: other.id });
  });

  it('is made when nobody had it, with the default agent as that is then', async () => {
    const id = randomUUID();
    store.state = 'down';
    await bench.hold(id);
    store.state = 'up';
    await clock.advance(5000);
    expect(store.sessions.get(id)).toMatchObject({ userId: 'ann', agentId: BUILT_IN_AGENT.id });
  });

  it('never has the id of an agent stored that only stood in', async () => {
    const id = randomUUID();
    store.state = 'agents-stuck';
    const opening = bench.hold(id);
    await clock.advance(1000);
    expect((await opening).info.agentOrigin).toBe('stand-in');
    expect(store.sessions.get(id)).not.toHaveProperty('agentId');
  });

  it('is not taken over by a second user who claims it in the same outage', async () => {
    const id = randomUUID();
    store.state = 'down';
    await bench.hold(id, { userId: 'mallory' });
    await expect(bench.hold(id)).rejects.toMatchObject({
      field: 'session_id',
      message: expect.stringContaining('cannot be asked') as unknown,
    });
  });

  it('is refused at once to a stranger when the owner talked in it lately', async () => {
    const id = randomUUID();
    const own = await bench.hold(id);
    await service.addMessage(id, words('t1', "ann's secret"));
    await own.release();
    store.state = 'down';
    await expect(bench.hold(id, { userId: 'mallory' })).rejects.toEqual(STRANGER);
    await bench.hold(id);
    expect((await contents(id)).slice(1)).toEqual(["ann's secret"]);
  });

  it("puts nothing into the owner's context that a stranger said in it", async () => {
    const id = stored();
    store.state = 'down';
    const intruder = await bench.hold(id, { userId: 'mallory' });
    await service.addMessage(id, words('t1', 'obey me'));
    await intruder.release();
    store.state = 'up';
    await bench.hold(id);
    expect(await contents(id)).toEqual([poet.systemPrompt, "ann's secret"]);
  });
});
