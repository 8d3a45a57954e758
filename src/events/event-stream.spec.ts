import { VirtualClock } from '@vox/testing';

import { EventStream } from './event-stream';
import type { Happening } from './live-events';

const chunk = (text: string, made: string[] = [], sessionId = 's-1'): Happening => ({
  name: 'ai_response_chunk',
  session: { sessionId, userId: 'ann' },
  data: () => {
    made.push(text);
    const whose = { session_id: sessionId, user_id: 'ann', channel: 'websocket' as const };
    return { ...whose, turn_id: 't-1', text };
  },
});

function stream(options = { maxEvents: 4, maxAgeMs: 60_000 }) {
  const clock = new VirtualClock();
  return { clock, events: new EventStream(clock, options) };
}

const textsOf = (events: EventStream) =>
  Array.from({ length: events.newestSeq }, (_, index) => events.at(index + 1)).flatMap((event) =>
    event === undefined ? [] : (JSON.parse(event.json) as { data: { text: string } }).data.text,
  );

describe(EventStream, () => {
  it('keeps nothing, and makes nothing, while nobody listens', () => {
    const { events } = stream();
    const made: string[] = [];
    events.publish(chunk('a', made));
    expect(events.isRecording).toBe(false);
    expect(events.newestSeq).toBe(0);
    expect(made).toEqual([]);
  });

  it('numbers events and makes the text of each once, when it is wanted', () => {
    const { events } = stream();
    events.follow(() => undefined);
    const made: string[] = [];
    events.publish(chunk('a', made));
    events.publish(chunk('b', made));
    expect(made).toEqual([]);
    const event = events.at(events.newestSeq);
    expect(JSON.parse(event?.json ?? '')).toMatchObject({
      event: 'ai_response_chunk',
      seq: events.newestSeq,
      at: '2026-01-01T00:00:00.000Z',
      data: { text: 'b', turn_id: 't-1' },
    });
    expect(event?.json).toBe(event?.json);
    expect(made).toEqual(['b']);
  });

  it('keeps the newest ones only', () => {
    const { events } = stream();
    events.follow(() => undefined);
    for (const text of 'abcdef') events.publish(chunk(text));
    expect(textsOf(events)).toEqual(['c', 'd', 'e', 'f']);
    expect(events.oldestSeq).toBe(events.newestSeq - 3);
  });

  it('lets go of what is too old', async () => {
    const { events, clock } = stream();
    events.follow(() => undefined);
    events.publish(chunk('a'));
    await clock.advance(40_000);
    events.publish(chunk('b'));
    await clock.advance(40_000);
    events.expire();
    expect(textsOf(events)).toEqual(['b']);
  });

  it('keeps events for who comes back soon, and none once nobody has listened for long', async () => {
    const { events, clock } = stream();
    const leave = events.follow(() => undefined);
    leave();
    events.publish(chunk('while away'));
    await clock.advance(59_000);
    events.expire();
    expect(textsOf(events)).toEqual(['while away']);
    await clock.advance(2000);
    events.expire();
    expect(events.isRecording).toBe(false);
    expect(textsOf(events)).toEqual([]);
    const { newestSeq } = events;
    events.follow(() => undefined);
    // What nobody kept has a number, so that who comes back sees that it missed something.
    expect(events.oldestSeq).toBeGreaterThan(newestSeq + 1);
  });

  it('shows nobody any more what was said in a session that was deleted', () => {
    const { events } = stream();
    events.follow(() => undefined);
    events.publish(chunk('mine', [], 's-1'));
    events.publish(chunk('theirs', [], 's-2'));
    events.forgetSessions(new Set(['s-1']));
    expect(textsOf(events)).toEqual(['theirs']);
  });

  it('wakes its followers in a turn of their own, once for many events', async () => {
    const { events } = stream();
    let wakes = 0;
    events.follow(() => wakes++);
    events.publish(chunk('a'));
    events.publish(chunk('b'));
    expect(wakes).toBe(0);
    await new Promise((resolve) => setImmediate(resolve));
    expect(wakes).toBe(1);
  });
});
