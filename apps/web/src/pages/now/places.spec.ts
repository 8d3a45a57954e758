import { type LiveSession, withAnswer } from './live-board';
import type { Connection } from './now-requests';
import { placesOf } from './places';

const session = (id: string, channel: string) =>
  ({ id, channel, people: [] }) as unknown as LiveSession;
const connection = (guild_name: string, session_ids: string[]) =>
  ({
    bot_id: 'b',
    guild_id: guild_name,
    guild_name,
    channel_name: 'Voice',
    session_ids,
  }) as unknown as Connection;

describe(placesOf.name, () => {
  it('puts sessions below the voice channel that they are in, and the others below the way they came', () => {
    const sessions = [
      session('s-1', 'webrtc'),
      session('s-2', 'discord'),
      session('s-3', 'websocket'),
      session('s-4', 'discord'),
      session('s-5', 'webrtc'),
    ];
    const board = withAnswer(new Map(), sessions, 0);
    const items = placesOf(board, [connection('Zoo', []), connection('Club', ['s-2', 'gone'])]);
    expect(items.map(({ kind, key }) => `${kind} ${key}`)).toEqual([
      'connection b/Club',
      'session s-2',
      'connection b/Zoo',
      'channel discord',
      'session s-4',
      'channel webrtc',
      'session s-1',
      'session s-5',
      'channel websocket',
      'session s-3',
    ]);
    expect(items).toContainEqual({ kind: 'channel', key: 'webrtc', channel: 'webrtc', count: 2 });
  });
});
