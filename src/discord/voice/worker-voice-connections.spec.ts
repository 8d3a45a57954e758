import { EventEmitter } from 'node:events';

import type { VoiceThread } from './worker-voice-connection';
import { WorkerVoiceConnections } from './worker-voice-connections';

/** Connections whose threads do nothing and end when they are told to. */
class IdleVoiceConnections extends WorkerVoiceConnections {
  protected override startThread(): VoiceThread {
    const thread = new EventEmitter();
    return Object.assign(thread, {
      postMessage: () => void thread.emit('exit'),
      terminate: () => Promise.resolve(),
    });
  }
}

describe(WorkerVoiceConnections.name, () => {
  const open = (connections: WorkerVoiceConnections, guildId: string, sent: unknown[]) =>
    connections.open({
      guildId,
      channelId: 'channel',
      botId: 'bot',
      adapterCreator: () => ({
        sendPayload: (payload: unknown) => sent.push(payload) > 0,
        destroy: () => undefined,
      }),
    });

  it('lets the newest connection alone leave a guild', async () => {
    const connections = new IdleVoiceConnections();
    const sent: unknown[] = [];
    const old = open(connections, 'guild', sent);
    const other = open(connections, 'another guild', sent);
    const next = open(connections, 'guild', sent);
    await old.close();
    expect(sent).toEqual([]);
    await Promise.all([next.close(), other.close()]);
    expect(sent).toMatchObject([
      { d: { guild_id: 'guild', channel_id: null } },
      { d: { guild_id: 'another guild', channel_id: null } },
    ]);
  });
});
