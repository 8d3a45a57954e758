import { Logger } from '@nestjs/common';
import { VirtualClock } from '@vox/testing';

import { memoryConsents, MemoryConsentStore } from '../../test/support/memory-consents';
import type { ConsentBook, Entrant } from './consent-book';
import type { ConsentChange } from './consents';

const ANN: Entrant = {
  sessionId: 's',
  ownerId: null,
  person: 'ann',
  isOwn: true,
  door: 'websocket',
};
const CY: Entrant = { ...ANN, person: 'cy', isOwn: false };
const OWNER = { ownerId: 'u' };

/** As the database says that it is away. */
const AWAY = Object.assign(new Error('away'), { code: 'ECONNREFUSED' });

describe('what people have allowed', () => {
  let store: MemoryConsentStore;
  let book: ConsentBook;
  let changes: ConsentChange[];
  let clock: VirtualClock;

  beforeAll(() => Logger.overrideLogger(false));
  beforeEach(() => {
    store = new MemoryConsentStore();
    clock = new VirtualClock();
    book = memoryConsents({ wanted: ['recording'], store, clock });
    changes = [];
    book.listen((change) => changes.push(change));
  });
  const mayRecord = (speakerId?: string) =>
    book.isGiven({ sessionId: 's', speakerId }, 'recording');

  it('is nothing before they answer, and nothing where nobody is', async () => {
    expect(mayRecord()).toBe(false);
    await book.enter(ANN);
    expect(mayRecord()).toBe(false);
    expect(changes).toEqual([]);
  });

  it('is what each of them says, for themselves', async () => {
    const ann = await book.enter(ANN);
    const cy = await book.enter(CY);
    await cy.answer('recording', true);
    expect([mayRecord(), mayRecord('cy')]).toEqual([false, true]);
    await ann.answer('recording', true);
    await cy.answer('recording', false);
    expect([mayRecord(), mayRecord('cy')]).toEqual([true, false]);
    expect(changes).toEqual([
      { sessionId: 's', speakerId: 'cy', kind: 'recording', isGiven: true },
      { sessionId: 's', speakerId: undefined, kind: 'recording', isGiven: true },
      { sessionId: 's', speakerId: 'cy', kind: 'recording', isGiven: false },
    ]);
  });

  it('is known again when they come back, and not while they are away', async () => {
    const first = await book.enter(ANN);
    await first.answer('recording', true);
    first.leave();
    first.leave();
    expect(mayRecord()).toBe(false);
    const again = await book.enter(ANN);
    again.talkWith({} as never);
    expect(mayRecord()).toBe(true);
    expect(again.unanswered.kinds).toEqual([]);
  });

  it('stays while one of their connections does', async () => {
    const [page, phone] = [await book.enter(ANN), await book.enter(ANN)];
    await page.answer('recording', true);
    page.leave();
    expect(mayRecord()).toBe(true);
    phone.leave();
    expect(mayRecord()).toBe(false);
  });

  it('is a guest’s own, also where they are called as the one whose session it is', async () => {
    await book.enter(ANN);
    const namesake = await book.enter({ ...ANN, isOwn: false });
    await namesake.answer('recording', true);
    await book.refresh();
    expect([mayRecord(), mayRecord('ann')]).toEqual([false, true]);
  });

  it('counts as a yes only once it is stored, and as a no at once', async () => {
    const ann = await book.enter(ANN);
    store.failure = AWAY;
    await expect(ann.answer('recording', true)).rejects.toBe(AWAY);
    expect(mayRecord()).toBe(false);
    store.failure = undefined;
    await ann.answer('recording', true);
    store.failure = AWAY;
    await ann.answer('recording', false);
    expect(mayRecord()).toBe(false);
    store.failure = undefined;
    await book.refresh();
    expect(mayRecord()).toBe(false);
    expect(store.rows).toMatchObject([{ kind: 'recording', withdrawnAt: expect.any(Date) }]);
  });

  it('is what they said last, also where that comes while what they said before is being stored', async () => {
    const ann = await book.enter(ANN);
    const write = store.answer.bind(store);
    for (const last of [false, true]) {
      const held = Promise.withResolvers<void>();
      jest.spyOn(store, 'answer').mockImplementationOnce(async (...answer) => {
        await held.promise;
        await write(...answer);
      });
      const answers = [ann.answer('recording', !last), ann.answer('recording', last)];
      expect(mayRecord()).toBe(false);
      held.resolve();
      await Promise.all(answers);
      expect(mayRecord()).toBe(last);
      await book.refresh();
      expect(mayRecord()).toBe(last);
    }
    expect(changes.map(({ isGiven }) => isGiven)).toEqual([true]);
  });

  it('lets people in whose answers cannot be read, or not in time, as those who gave none', async () => {
    store.failure = AWAY;
    await book.enter(ANN);
    expect(mayRecord()).toBe(false);
    store.failure = undefined;
    clock = new VirtualClock();
    const slow = memoryConsents({ store, clock });
    store.ofSessions = () => new Promise(() => undefined);
    let isIn = false;
    void slow.enter(ANN).then(() => (isIn = true));
    await clock.advance(999);
    expect(isIn).toBe(false);
    await clock.advance(2);
    expect(isIn).toBe(true);
  });

  it('is no in a session that is deleted while they talk, without a try that fails every time', async () => {
    store.standing.set(JSON.stringify(OWNER), new Map([['recording', true]]));
    const ann = await book.enter({ ...ANN, account: OWNER });
    expect(mayRecord()).toBe(true);
    store.deleted.add('s');
    await ann.answer('recording', false);
    const { failed } = store;
    for (let times = 0; times < 5; times++) await book.refresh();
    expect([mayRecord(), store.failed - failed]).toEqual([false, 0]);
    // It is stored again, with the next turn.
    store.deleted.clear();
    await book.refresh();
    const { looks } = store;
    await book.refresh();
    expect([mayRecord(), store.looks - looks]).toEqual([false, 0]);
    expect(store.rows).toMatchObject([{ sessionId: 's', withdrawnAt: expect.any(Date) as Date }]);
  });

  it('is what was answered elsewhere, soon', async () => {
    await book.enter(ANN);
    await store.answer(ANN, 'recording', true, 'rest');
    await book.refresh();
    expect(mayRecord()).toBe(true);
    store.rows.length = 0;
    await book.refresh();
    expect(mayRecord()).toBe(false);
    expect(changes.map(({ isGiven }) => isGiven)).toEqual([true, false]);
  });

  it('keeps what is answered while the earlier answers are being read', async () => {
    const ann = await book.enter(ANN);
    const reading = Promise.withResolvers<never[]>();
    store.ofSessions = () => reading.promise;
    const refreshed = book.refresh();
    await ann.answer('recording', true);
    reading.resolve([]);
    await refreshed;
    expect(mayRecord()).toBe(true);
  });

  it('is what their account allows, unless they answer otherwise or come with a token', async () => {
    await store.answerStanding('u', 'recording', true);
    const ann = await book.enter({ ...ANN, account: OWNER });
    expect(mayRecord()).toBe(true);
    await ann.answer('recording', false);
    expect(mayRecord()).toBe(false);
    ann.leave();
    const other = { ...ANN, sessionId: 't', account: OWNER, isByToken: true };
    const byToken = await book.enter(other);
    byToken.talkWith({} as never);
    expect(book.isGiven({ sessionId: 't' }, 'recording')).toBe(false);
    expect(byToken.unanswered.kinds).toEqual(['recording']);
  });

  it('is what their account allows only while all their connections came as it', async () => {
    await store.answerStanding('u', 'recording', true);
    const own = await book.enter({ ...ANN, account: OWNER });
    const byToken = await book.enter({ ...ANN, account: OWNER, isByToken: true });
    byToken.talkWith({} as never);
    expect(mayRecord()).toBe(false);
    expect(byToken.unanswered.kinds).toEqual(['recording']);
    own.leave();
    await book.refresh();
    expect(mayRecord()).toBe(false);
    const again = await book.enter({ ...ANN, account: OWNER });
    byToken.leave();
    expect(mayRecord()).toBe(true);
    // Nobody has taken anything back.
    const by = { sessionId: 's', speakerId: undefined, kind: 'recording', isByCompany: true };
    const told = [true, false, true].map((isGiven) => ({ ...by, isGiven }));
    expect(changes).toEqual(told);
    const other = await book.enter({ ...ANN, account: { ownerId: 'v' } });
    expect(mayRecord()).toBe(false);
    other.leave();
    again.leave();
    expect(changes).toHaveLength(5);
  });

  it('stores a no of who has hung up before that could be done', async () => {
    const ann = await book.enter(ANN);
    await ann.answer('recording', true);
    store.failure = AWAY;
    await ann.answer('recording', false);
    ann.leave();
    expect(await book.isRefused('s', 'ann', 'recording')).toBe(true);
    const again = await book.enter(ANN);
    expect(mayRecord()).toBe(false);
    again.leave();
    store.failure = undefined;
    await book.refresh();
    expect(store.rows).toMatchObject([
      { kind: 'recording', withdrawnAt: expect.any(Date) as Date },
    ]);
    const { looks } = store;
    await book.refresh();
    expect(store.looks).toBe(looks);
  });

  it('stores a no at the end, and gives it up where its session never comes', async () => {
    store.failure = AWAY;
    const ann = await book.enter(ANN);
    await ann.answer('recording', false);
    ann.leave();
    store.failure = undefined;
    store.deleted.add('s');
    await book.refresh();
    store.deleted.clear();
    await book.onModuleDestroy();
    expect(store.rows).toMatchObject([{ withdrawnAt: expect.any(Date) as Date }]);
    store.deleted.add('s');
    const cy = await book.enter(CY);
    await cy.answer('recording', false);
    cy.leave();
    await book.refresh();
    await clock.advance(3_600_000);
    await book.refresh();
    const { looks } = store;
    await book.refresh();
    expect(store.looks).toBe(looks);
  });

  it('lets a session refuse to be remembered, and not allow it', async () => {
    const remembers = () => book.isGiven({ sessionId: 's' }, 'memory');
    const ann = await book.enter({ ...ANN, account: OWNER });
    await ann.answer('memory', true);
    expect(remembers()).toBe(false);
    await store.answerStanding('u', 'memory', true);
    await book.refresh();
    expect(remembers()).toBe(true);
    await ann.answer('memory', false);
    expect(remembers()).toBe(false);
    expect(await book.isRefused('s', 'ann', 'memory')).toBe(true);
    expect(await book.isRefused('s', 'cy', 'memory')).toBe(false);
  });

  it('asks for what the server needs, and for nothing where nobody wants it', async () => {
    const required = memoryConsents({ required: ['processing', 'recording'] });
    const ann = await required.enter(ANN);
    expect(ann.isHeard).toBe(true);
    ann.talkWith({} as never);
    expect(ann.unanswered).toEqual({ kinds: ['processing'], required: ['processing'] });
    expect(ann.isHeard).toBe(false);
    await ann.answer('processing', false);
    expect(ann.unanswered.kinds).toEqual([]);
    expect(ann.wanting.kinds).toEqual(['processing']);
    await ann.answer('processing', true);
    expect(ann.isHeard).toBe(true);
    expect(ann.wanting.kinds).toEqual([]);
  });
});
