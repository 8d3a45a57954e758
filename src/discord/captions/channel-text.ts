import { Logger } from '@nestjs/common';
import type { Clock, Speaker, SpendingLimit, VoiceEvent } from '@vox/voice-core';

import type { Needed } from '../../consents';
import {
  type ConsentButtons,
  consentButtons,
  consentQuestion,
  MAX_NAMED,
  mentioned,
} from '../consent-message';
import { roleMention } from '../role-mention';
import type { GuildRoleIds } from '../settings.port';
import type { Catalogue } from '../texts';
import { errorCodeOf } from '../error-code';
import { Captions } from './captions';
import type { GuildView } from '../guild-view/guild-view';
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
  /** By whose limit it is. */
  readonly #limitNoticesAtMs = new Map<string | undefined, number>();

  /** `home`: the channel that notices go to. */
  constructor(
    agentName: string,
    private readonly view: Pick<GuildView, 'post'>,
    private readonly clock: Clock,
    private readonly texts: Catalogue,
    private readonly home: () => string,
  ) {
    this.#poster = new TextPoster(
      clock,
      (channelId, text) => view.post(channelId, text),
      (error, channelId) => {
        const code = errorCodeOf(error);
        this.#logger.warn({ code, channelId }, 'A text channel could not be written to');
      },
    );
    this.captions = new Captions(agentName, clock, (text) => {
      if (this.captionsChannelId !== undefined) {
        void this.#poster.push(this.captionsChannelId, text);
      }
    });
  }

  /** What happens in a session; `own` as `Captions.onEvent` has it. What an agent sends is written whether or not there are captions. */
  onEvent(event: VoiceEvent, own: Speaker | undefined): void {
    if (event.type === 'agent-message') void this.#poster.push(this.home(), event.text);
    else if (event.type === 'limit-reached') this.writeLimit(event.limit, event.speaker);
    else if (event.type === 'recording-start') void this.write(this.texts.recordingNotice.begun);
    else if (event.type === 'recording-end') void this.write(this.texts.recordingNotice.ended);
    else this.captions.onEvent(event, own);
  }

  /** Writes a notice, before captions that wait. @returns whether it was posted. */
  write(text: string): Promise<boolean> {
    return this.#poster.pushFirst(this.home(), text);
  }

  /** Asks some people for what the agent that they talk with wants to be allowed, with buttons. @returns whether it was posted. */
  ask(people: readonly Speaker[], needed: Needed, agentName: string): Promise<boolean> {
    const { texts } = this;
    const text = consentQuestion(agentName, people, needed, texts);
    return this.#post(text, consentButtons(needed.kinds, texts));
  }

  /** Tells some people that their roles do not let them be heard. @returns whether it was posted. */
  tellGuests(guests: readonly Speaker[], { memberRoleIds }: GuildRoleIds): Promise<boolean> {
    const roles = memberRoleIds.slice(0, MAX_NAMED).map(roleMention).join(', ');
    return this.#post(this.texts.guestNotice({ people: mentioned(guests), roles }));
  }

  writeFull(): void {
    const nowMs = this.clock.nowMs();
    if (nowMs - this.#fullNoticeAtMs < FULL_NOTICE_EVERY_MS) return;
    this.#fullNoticeAtMs = nowMs;
    void this.write(this.texts.fullNotice);
  }

  /** That nobody is answered any more, once in a while. */
  writeLimit({ scope }: Pick<SpendingLimit, 'scope'>, speaker?: Speaker): void {
    const nowMs = this.clock.nowMs();
    const toldAtMs = this.#limitNoticesAtMs.get(speaker?.id) ?? Number.NEGATIVE_INFINITY;
    if (nowMs - toldAtMs < FULL_NOTICE_EVERY_MS) return;
    this.#limitNoticesAtMs.set(speaker?.id, nowMs);
    const text = this.texts.limitNotice[scope];
    // A mention is the name that people know, and pings nobody.
    void this.write(speaker === undefined ? text : `<@${speaker.id}> ${text}`);
  }

  /** What is not posted yet is not any more. Idempotent. */
  close(): void {
    this.captions.close();
    this.#poster.close();
  }

  async #post(text: string, buttons?: ConsentButtons): Promise<boolean> {
    try {
      await this.view.post(this.home(), text, buttons);
      return true;
    } catch (error) {
      const about = { code: errorCodeOf(error), channelId: this.home() };
      this.#logger.warn(about, 'People could not be written to');
      return false;
    }
  }
}
