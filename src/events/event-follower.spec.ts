import { VirtualClock } from '@vox/testing';

import { type Identity, serverIdentity } from '../identity';
import type { ClientSocket } from '../socket';
import { EventFollower, eventFollowerDefaults } from './event-follower';
import { EventStream } from './event-stream';
import type { Happening } from './live-events';

const ADMIN = serverIdentity('server key');
const BOB = '22222222-2222-4222-8222-222222222222';
const ANN = '11111111-1111-4111-8111-111111111111';

type Told = { event: string; seq?: number; data: Record<string, unknown> };

/** A client's socket whose reader is as fast as the test says. */
class FakeSocket {
  readonly told: Told[] = [];
  closeCode: number | undefined;
  unreadBytes = 0;
  readsNothing = false;
  #unwritten: (() => void)[] = [];

  get isOpen(): boolean {
    return this.closeCode === undefined;
  }

  sendText(text: string, onWritten?: () => void): void {
    this.told.push(JSON.parse(text) as Told);
    if (!this.readsNothing) return onWritten?.();
    this.unreadBytes += text.length;
    if (onWritten !== undefined) this.#unwritten.push(onWritten);
  }

  close(code: number): void {
    this.closeCode = code;
  }

  /** Takes all that waits. */
  read(): void {
    this.unreadBytes = 0;
    for (const onWritten of this.#unwritten.splice(0)) onWritten();
  }
}

const chunk = (text: string, sessionId = 's-1'): Happening => ({
  name: 'ai_response_chunk',
  session: { sessionId, ownerId: ANN, userId: 'ann' },
  data: () => {
    const whose = { session_id: sessionId, user_id: 'ann', channel: 'websocket' as const };
    return { ...whose, turn_id: 't-1', text };
  },
});

const turns = async () => {
  for (let n = 0; n < 20; n++) await new Promise((resolve) => setImmediate(resolve));
};

function bench(caller: Identity = ADMIN) {
  const clock = new VirtualClock();
  const stream = new EventStream(clock);
  const socket = new FakeSocket();
  const options = { ...eventFollowerDefaults, maxUnreadBytes: 1000, maxWaiting: 10, batch: 5 };
  const follower = new EventFollower(
    stream,
    socket as unknown as ClientSocket,
    () => caller,
    clock,
    options,
  );
  const publish = async (texts: string) => {
    for (const text of texts) stream.publish(chunk(text));
    await turns();
  };
  const texts = () =>
    socket.told.flatMap(({ event, data }) => (event === 'ai_response_chunk' ? data['text'] : []));
  const of = (event: string) => socket.told.filter((told) => told.event === event);
  return { clock, stream, socket, follower, publish, texts, of };
}

describe(EventFollower, () => {
  it('sends nothing before it is asked to, then all in order', async () => {
    const { follower, publish, texts, of } = bench();
    await publish('ab');
    expect(texts()).toEqual([]);
    follower.follow({});
    await publish('cdefghijklm');
    expect(texts()).toEqual([...'abcdefghijklm']);
    expect(of('subscribed')).toHaveLength(1);
  });

  it('sends the events that were asked for, of the session that was asked for', async () => {
    const { stream, follower, socket } = bench();
    follower.follow({ names: new Set(['ai_response_chunk']), sessionId: 's-2' });
    stream.publish(chunk('a', 's-1'));
    stream.publish(chunk('b', 's-2'));
    stream.publish({ name: 'agent_deleted', data: () => ({ agent_id: 'a-1' }) });
    await turns();
    expect(socket.told.slice(1)).toMatchObject([{ data: { text: 'b' } }]);
  });

  it('shows nobody what happens in sessions of others, nor what is no session’s', async () => {
    const bob = { ownerId: BOB, scopes: new Set(['read' as const]), actor: 'key vox_b' };
    const { stream, follower, publish, texts } = bench(bob);
    follower.follow({});
    await publish('ab');
    stream.publish({ name: 'agent_deleted', data: () => ({ agent_id: 'a-1' }) });
    stream.publish({
      ...chunk('c', 's-2'),
      session: { sessionId: 's-2', ownerId: BOB, userId: 'ann' },
    });
    await turns();
    expect(texts()).toEqual(['c']);
  });

  it('goes on after the last event that a client got', async () => {
    const { stream, follower, publish, texts, socket } = bench();
    await publish('abcd');
    const { epoch, newestSeq } = stream;
    follower.follow({}, { afterSeq: newestSeq - 2, epoch });
    await turns();
    expect(texts()).toEqual(['c', 'd']);
    expect(socket.told.map(({ event }) => event)).not.toContain('gap');
  });

  it.each([
    ['another run of the server', { epoch: 'another', back: 2 }],
    ['what is not there any more', { epoch: undefined, back: 100_000 }],
    ['what was never there', { epoch: undefined, back: -5 }],
  ])('tells of a gap after %s, and sends what there is', async (_what, { epoch, back }) => {
    const { stream, follower, publish, texts, of } = bench();
    await publish('abc');
    const afterSeq = Math.max(0, stream.newestSeq - back);
    follower.follow({}, { afterSeq, epoch });
    await turns();
    expect(of('gap')).toMatchObject([
      { data: { epoch: stream.epoch, next_seq: stream.oldestSeq } },
    ]);
    expect(texts()).toEqual(['a', 'b', 'c']);
  });

  it('leaves a slow reader behind and tells it how many events it did not get', async () => {
    const { socket, follower, publish, texts, of } = bench();
    follower.follow({});
    socket.readsNothing = true;
    for (let n = 0; n < 40; n++) await publish('xx');
    const before = texts().length;
    expect(before).toBeLessThan(20);
    expect(of('events_dropped')).toEqual([]);
    socket.readsNothing = false;
    socket.read();
    await publish('z');
    const dropped = of('events_dropped').reduce(
      (sum, { data }) => sum + Number(data['dropped']),
      0,
    );
    expect(dropped).toBeGreaterThan(0);
    expect(texts().at(-1)).toBe('z');
    expect(texts().length + dropped).toBe(81);
  });

  it('counts only what the reader would have got', async () => {
    const { stream, socket, follower, of } = bench();
    follower.follow({ sessionId: 's-2' });
    socket.unreadBytes = 5000;
    for (let n = 0; n < 30; n++) stream.publish(chunk('x', n % 3 === 0 ? 's-2' : 's-1'));
    await turns();
    socket.read();
    stream.publish(chunk('z', 's-2'));
    await turns();
    expect(of('events_dropped')).toMatchObject([{ data: { dropped: 10 } }]);
  });

  it('closes with 1013 on a reader that stays slow', async () => {
    const { clock, socket, follower, publish } = bench();
    follower.follow({});
    socket.readsNothing = true;
    for (let n = 0; n < 20; n++) await publish('xx');
    await clock.advance(29_000);
    await publish('y');
    expect(socket.closeCode).toBeUndefined();
    await clock.advance(2000);
    await publish('y');
    expect(socket.closeCode).toBe(1013);
  });

  it('keeps one that caught up, however slow it was before', async () => {
    const { clock, socket, follower, publish } = bench();
    follower.follow({});
    socket.readsNothing = true;
    for (let n = 0; n < 20; n++) await publish('xx');
    socket.readsNothing = false;
    socket.read();
    await clock.advance(40_000);
    await publish('y');
    socket.readsNothing = true;
    for (let n = 0; n < 20; n++) await publish('xx');
    expect(socket.closeCode).toBeUndefined();
  });

  it('takes nothing from another reader', async () => {
    const { stream, clock, socket, follower, publish, texts } = bench();
    const slow = new FakeSocket();
    slow.unreadBytes = Infinity;
    new EventFollower(stream, slow as unknown as ClientSocket, () => ADMIN, clock).follow({});
    follower.follow({});
    for (let n = 0; n < 50; n++) await publish('x');
    expect(texts()).toHaveLength(50);
    expect(socket.isOpen).toBe(true);
  });
});
