import { Logger } from '@nestjs/common';
import type { Clock } from '@vox/voice-core';

import { Captions } from './captions';
import type { GuildView } from './guild-view';
import { notices } from './notices';
import { TextPoster } from './text-poster';

/** A full server is told of once in a while, not with every word of everybody. */
const FULL_NOTICE_EVERY_MS = 60_000;

/** What a conversation writes: notices always, captions while somebody wants them. */
export class ChannelText {
  readonly #logger = new Logger('GuildConversation');
  readonly #poster: TextPoster;
  readonly captions: Captions;
  captionsChannelId: string | undefined;
  #fullNoticeAtMs = Number.NEGATIVE_INFINITY;

  /** `home`: the channel that notices go to. */
  constructor(
    agentName: string,
    view: Pick<GuildView, 'post'>,
    private readonly clock: Clock,
    private readonly home: () => string,
  ) {
    this.#poster = new TextPoster(
      clock,
      (channelId, text) => view.post(channelId, text),
      (error, channelId) =>
        this.#logger.warn({ err: error, channelId }, 'A text channel could not be written to'),
    );
    this.captions = new Captions(agentName, clock, (text) => {
      if (this.captionsChannelId !== undefined) this.#poster.push(this.captionsChannelId, text);
    });
  }

  write(text: string): void {
    this.#poster.push(this.home(), text);
  }

  writeFull(): void {
    const nowMs = this.clock.nowMs();
    if (nowMs - this.#fullNoticeAtMs < FULL_NOTICE_EVERY_MS) return;
    this.#fullNoticeAtMs = nowMs;
    this.write(notices.full);
  }
}
