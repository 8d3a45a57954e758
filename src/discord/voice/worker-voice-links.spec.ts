import { EventEmitter } from 'node:events';

import type { LinkThread } from './worker-voice-link';
import { WorkerVoiceLinks } from './worker-voice-links';

/** Links whose threads do nothing and end when they are told to. */
class IdleVoiceLinks extends WorkerVoiceLinks {
  protected override startThread(): LinkThread {
    const thread = new EventEmitter();
    return Object.assign(thread, {
      postMessage: () => void thread.emit('exit'),
      terminate: () => Promise.resolve(),
    });
  }
}

describe(WorkerVoiceLinks.name, () => {
  const open = (links: WorkerVoiceLinks, guildId: string, sent: unknown[]) =>
    links.open({
      guildId,
      channelId: 'channel',
      botId: 'bot',
      adapterCreator: () => ({
        sendPayload: (payload: unknown) => sent.push(payload) > 0,
        destroy: () => undefined,
      }),
    });

  it('lets the newest link alone leave a guild', async () => {
    const links = new IdleVoiceLinks();
    const sent: unknown[] = [];
    const old = open(links, 'guild', sent);
    const other = open(links, 'another guild', sent);
    const next = open(links, 'guild', sent);
    await old.close();
    expect(sent).toEqual([]);
    await Promise.all([next.close(), other.close()]);
    expect(sent).toMatchObject([
      { d: { guild_id: 'guild', channel_id: null } },
      { d: { guild_id: 'another guild', channel_id: null } },
    ]);
  });
});
