import type { LiveEvent } from '@vox/protocol';
import { WebSocketServer } from 'ws';

import { BrowserMemory, pageStorage } from '../voice/browser-memory';
import { Access } from './access';
import { followEvents } from './live-events';

const control = (event: string, data: object) => ({ event, data });
const live = (event: string, seq: number, session_id = 's-1') => ({
  event,
  data: { session_id },
  seq,
  at: '2026-11-30T10:00:00.000Z',
});

/** What waiting for the network asks of a browser. */
beforeEach(() => {
  const define = (name: 'window' | 'navigator', value: object) =>
    Object.defineProperty(globalThis, name, { value, configurable: true });
  define('window', new EventTarget());
  define('navigator', { onLine: true });
});

/** Answers the first subscription with the first of `scripts`, and hangs up; the last one stays. */
async function told(
  scripts: readonly (readonly object[])[],
  wanted: { readonly sessionId?: string; readonly events?: readonly LiveEvent['event'][] },
) {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await new Promise((resolve) => server.once('listening', resolve));
  const asked: unknown[] = [];
  const events: string[] = [];
  let gaps = 0;
  const places: string[] = [];
  let end = () => undefined as void;
  const done = new Promise<void>((resolve) => (end = resolve));
  server.on('connection', (socket) => {
    socket.once('message', (text: Buffer) => {
      const script = scripts[asked.length] ?? [];
      asked.push((JSON.parse(text.toString()) as { data: unknown }).data);
      for (const message of script) socket.send(JSON.stringify(message));
      if (asked.length < scripts.length) socket.close();
    });
  });
  const { port } = server.address() as { port: number };
  const access = new Access(new BrowserMemory(pageStorage(), pageStorage()));
  const following = new AbortController();
  const onEvent = ({ event, seq }: LiveEvent) => {
    events.push(`${event} ${seq}`);
    if (event === 'session_ended') end();
  };
  const onGap = (place: string) => {
    gaps += 1;
    places.push(place);
  };
  const follower = { ...wanted, onEvent, onGap };
  const followed = followEvents(
    { baseUrl: `http://127.0.0.1:${port}/`, access },
    follower,
    following.signal,
  );
  await done;
  following.abort();
  await followed;
  await new Promise((resolve) => server.close(resolve));
  return { asked, events, gaps, places };
}

describe(followEvents.name, () => {
  it('tells of the one session that is followed, and of all events that were asked for otherwise', async () => {
    const script = [
      control('subscribed', { epoch: 'e', next_seq: 1 }),
      live('agent_state', 1),
      live('agent_state', 2, 's-2'),
      live('session_started', 3, 's-2'),
      live('session_ended', 4),
    ];
    expect((await told([script], { sessionId: 's-1' })).events).toEqual([
      'agent_state 1',
      'session_ended 4',
    ]);
    const all = await told([script], { events: ['agent_state', 'session_ended'] });
    expect(all.events).toEqual(['agent_state 1', 'agent_state 2', 'session_ended 4']);
    expect(all.asked).toEqual([{ events: ['agent_state', 'session_ended'] }]);
  });

  it('goes on where a lost connection was, and says when not all was told', async () => {
    const { asked, events, gaps, places } = await told(
      [
        [control('subscribed', { epoch: 'e', next_seq: 5 }), live('agent_state', 7)],
        [
          control('gap', { epoch: 'f', next_seq: 2 }),
          control('subscribed', { epoch: 'f', next_seq: 2 }),
          control('events_dropped', { dropped: 3, next_seq: 6 }),
          live('session_ended', 6),
        ],
      ],
      {},
    );
    expect(asked).toEqual([{}, { after_seq: 7, epoch: 'e' }]);
    expect(events).toEqual(['agent_state 7', 'session_ended 6']);
    // At the beginning, after the gap, and for those that were left out.
    expect(gaps).toBe(3);
    expect(places).toEqual(['beginning', 'midway', 'midway']);
  });

  it('does not come again where it is refused, and has the page ask, which is told why', async () => {
    const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
    await new Promise((resolve) => server.once('listening', resolve));
    let connections = 0;
    server.on('connection', (socket) => {
      connections += 1;
      socket.send(JSON.stringify(control('error', { code: 'unauthorized', message: 'No.' })));
      socket.close(1008, 'unauthorized');
    });
    const { port } = server.address() as { port: number };
    const access = new Access(new BrowserMemory(pageStorage(), pageStorage()));
    const onGap = jest.fn();
    // It ends by itself.
    await followEvents(
      { baseUrl: `http://127.0.0.1:${port}/`, access },
      { onEvent: () => undefined, onGap },
      new AbortController().signal,
    );
    expect(connections).toBe(1);
    expect(onGap.mock.calls).toEqual([['midway']]);
    await new Promise((resolve) => server.close(resolve));
  });
});
