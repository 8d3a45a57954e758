import { randomUUID } from 'node:crypto';

import { Logger } from '@nestjs/common';
import type { VirtualClock } from '@vox/testing';

import {
  ConversationBench,
  type MemoryConversationStore,
  words,
} from '../../test/support/conversation-bench';
import type { ConversationService } from './conversation.service';
import { UPKEEP_INTERVAL_MS } from './live-upkeep';
import type { SessionChange } from './session-changes';

describe('LiveUpkeep', () => {
  let bench: ConversationBench;
  let clock: VirtualClock;
  let store: MemoryConversationStore;
  let service: ConversationService;

  const use = async (limits: ConstructorParameters<typeof ConversationBench>[0] = {}) => {
    bench = new ConversationBench(limits);
    ({ clock, store, service } = bench);
    await service.start();
  };
  const contents = async (sessionId: string) => (await bench.contents(sessionId)).slice(1);
  /** Another server deletes the session. */
  const deleteElsewhere = (sessionId: string) => {
    store.sessions.delete(sessionId);
    store.deleted.push({ sessionId, atMs: clock.wallMs() });
  };

  beforeAll(() => Logger.overrideLogger(false));
  afterEach(() => service.stop());

  describe('when a session is deleted through another server', () => {
    let told: string[];

    beforeEach(async () => {
      await use();
      told = [];
      bench.forgetting.listen(({ sessionIds }) => {
        told.push(...sessionIds);
        return Promise.resolve({ counts: {}, isComplete: true });
      });
      await clock.advance(UPKEEP_INTERVAL_MS);
    });

    it('forgets what was said, and tells those who talk in it and all who keep words', async () => {
      const id = randomUUID();
      const talk = await bench.hold(id);
      await service.addMessage(id, words('t1', 'hello'));
      deleteElsewhere(id);
      await clock.advance(UPKEEP_INTERVAL_MS);
      expect(await contents(id)).toEqual([]);
      expect(talk.told).toEqual(['forgotten']);
      expect(told).toEqual([id]);
    });

    it('keeps what is said from then on', async () => {
      const id = randomUUID();
      const talk = await bench.hold(id);
      deleteElsewhere(id);
      await clock.advance(UPKEEP_INTERVAL_MS);
      await service.addMessage(id, words('t2', 'anew'), clock.wallMs());
      await clock.advance(3 * UPKEEP_INTERVAL_MS);
      expect(await contents(id)).toEqual(['anew']);
      expect(talk.told).toEqual(['forgotten']);
    });

    it('forgets one that nobody talks in, and the words of one that left the cache', async () => {
      const [idle, left] = [randomUUID(), randomUUID()];
      for (const id of [idle, left]) {
        await bench.begin(id);
        await service.addMessage(id, words('t1', 'hello'));
      }
      await service.endSession(left);
      deleteElsewhere(idle);
      deleteElsewhere(left);
      await clock.advance(UPKEEP_INTERVAL_MS);
      for (const id of [idle, left]) {
        await bench.begin(id);
        expect(await contents(id)).toEqual([]);
      }
      expect(told.sort()).toEqual([idle, left].sort());
    });

    it('forgets it also when the database did not answer meanwhile', async () => {
      const id = randomUUID();
      await bench.hold(id);
      await service.addMessage(id, words('t1', 'hello'));
      deleteElsewhere(id);
      store.state = 'down';
      await clock.advance(5 * 60_000);
      store.state = 'up';
      await clock.advance(2 * UPKEEP_INTERVAL_MS);
      expect(await contents(id)).toEqual([]);
    });

    it('does not forget again what this server was asked to delete itself', async () => {
      const id = randomUUID();
      const talk = await bench.hold(id);
      deleteElsewhere(id);
      await service.forgetSessions([id]);
      await service.addMessage(id, words('t2', 'anew'), clock.wallMs() + 1);
      await clock.advance(UPKEEP_INTERVAL_MS);
      expect(await contents(id)).toEqual(['anew']);
      expect(talk.told).toEqual(['forgotten']);
    });
  });

  describe('of the only server of a database', () => {
    const LEFT = { ownerId: null, groupId: null, userId: 'ann', channel: 'webrtc' } as const;

    it('tells of sessions that a crash left behind once everybody listens', async () => {
      const sessionId = randomUUID();
      bench = new ConversationBench({ isAlone: true });
      ({ clock, store, service } = bench);
      store.abandoned = [{ sessionId, ...LEFT }];
      await service.start();
      // Rooms that are told of endings begin after the conversations.
      const changes: SessionChange[] = [];
      bench.changes.listen((change) => changes.push(change));
      await clock.advance(UPKEEP_INTERVAL_MS);
      expect(changes).toMatchObject([{ type: 'ended', sessionId }]);
    });

    it('waits for no lease of its predecessor, and later for those of others', async () => {
      await use({ isAlone: true });
      await clock.advance(UPKEEP_INTERVAL_MS);
      expect(store.askedLeasesMs).toEqual([0, 30_000]);
    });
  });
});
