import { Logger } from '@nestjs/common';
import { discordSessionUserId } from '@vox/database';
import {
  type AbortReason,
  type AudioFrame,
  CapacityError,
  LimitReachedError,
  type Speaker,
  type SpendingLimit,
  type VoiceEvent,
} from '@vox/voice-core';

import {
  type AskForConsents,
  ConsentQuestions,
  type SessionOfPerson,
} from '../entry/consent-questions';
import { TalkingRights } from '../entry/talking-rights';
import { loggable } from '../error-code';
import type { GuildRoleIds } from '../settings.port';
import type { ChannelPerson } from '../voice-channels';
import type { ChannelSessions, SessionRef } from './channel-sessions';
import { IdleDisconnect } from './idle-disconnect';
import type { GuildConversationPlan, GuildConversationDeps } from './guild-conversation-plan';
import type { GuildEvent } from '../guild-view/guild-view';
import { openSessions } from './open-sessions';
import { SessionAgents } from './session-agents';
import { groupSessionId, personalSessionId } from './session-ids';
import type { SharedOutput } from '../output/shared-output';

const SWEEP_EVERY_MS = 60_000;

export type ChannelMembersDeps = GuildConversationDeps & {
  readonly output: SharedOutput;
  /** What happens in the sessions; `speaker` is who has one to themselves. */
  readonly onEvent: (event: VoiceEvent, speaker: Speaker | undefined) => void;
  /** Somebody is not listened to because the server has no capacity left. */
  readonly onFull: () => void;
  /** Somebody is not answered because nothing may be spent any more. */
  readonly onLimit: (limit: SpendingLimit) => void;
  readonly onAsk: AskForConsents;
  /** Tells some of them that their roles do not let them be heard. @returns whether that is posted. */
  readonly onGuests: (guests: readonly Speaker[], roles: GuildRoleIds) => Promise<boolean>;
  /** Others than before are not to be decoded: see `unheard`. */
  readonly onUnheard: () => void;
  /** Nobody is there any more, or nobody came. */
  readonly onEmpty: () => void;
};

/** The people in the channel: who is heard in which session, who has left, and whether anybody is still there. */
export class ChannelMembers {
  readonly #logger = new Logger('GuildConversation');
  readonly #closing = new AbortController();
  readonly #idle: IdleDisconnect;
  readonly #rights: TalkingRights;
  readonly #agents: SessionAgents;
  readonly consents: ConsentQuestions;
  #sessions: ChannelSessions | undefined;
  #channelId: string;

  constructor(
    private readonly plan: GuildConversationPlan,
    private readonly deps: ChannelMembersDeps,
  ) {
    this.#channelId = plan.channelId;
    const isEmpty = () => plan.view.peopleIn(this.#channelId).length === 0;
    this.#idle = new IdleDisconnect(deps.clock, isEmpty, deps.onEmpty);
    this.#rights = new TalkingRights({
      view: plan.view,
      roles: plan.roles.known,
      people: () => plan.view.peopleIn(this.#channelId),
      tell: deps.onGuests,
    });
    this.#agents = new SessionAgents(plan.agent.config, deps.conversations, (sessionId) =>
      this.consents.onAgent(sessionId),
    );
    this.consents = new ConsentQuestions({
      ...deps,
      agents: this.#agents,
      sessionOf: (person) => this.#sessionOf(person),
      people: () => this.#askable(),
      ask: deps.onAsk,
    });
    void this.#sweep();
  }

  get sessions(): readonly SessionRef[] {
    return this.#sessions?.list ?? [];
  }

  /** Everybody who is in the channel, bots not counted. */
  get people(): readonly ChannelPerson[] {
    return this.plan.view.peopleIn(this.#channelId).map(({ id, name }) => ({
      userId: id,
      name,
      hasOptedOut: this.deps.optOuts.has(id),
      role: this.#rights.roleOf(id),
    }));
  }

  /** Who is not to be decoded: who opted out, and who is there and may not talk. */
  get unheard(): readonly string[] {
    return [...this.deps.optOuts.list, ...this.#rights.guests.map(({ id }) => id)];
  }

  /** The bot is in the channel. */
  begin(): void {
    this.#idle.begin();
  }

  /** From now on people have sessions. @returns false when they have them already. */
  open(): boolean {
    if (this.#sessions !== undefined || this.#closing.signal.aborted) return false;
    const { onEvent, onFull, onLimit } = this.deps;
    this.#sessions = openSessions(this.plan, this.#channelId, {
      ...this.deps,
      agents: this.#agents,
      onEvent: (event, sessionId, speaker) => {
        this.#agents.onEvent(sessionId, event);
        onEvent(event, speaker);
      },
      onFailure: (error, { id }) => {
        if (error instanceof CapacityError) onFull();
        else if (error instanceof LimitReachedError) onLimit(error.limit);
        else this.#logger.error({ err: error, sessionId: id }, 'A voice session failed');
      },
    });
    this.checkRoles();
    return true;
  }

  onAudio(userId: string, frame: AudioFrame): void {
    const { optOuts, language: languageOf, links } = this.deps;
    if (optOuts.has(userId) || !this.#rights.mayTalk(userId)) return;
    if (!this.consents.isHeard(userId)) return;
    const person = this.plan.view.personIn(this.#channelId, userId);
    if (person === undefined) return;
    const language = languageOf(userId);
    const account = {
      userId: discordSessionUserId(userId),
      ownerId: links.linkedUser(userId) ?? null,
    };
    const spoken = language === undefined ? {} : { language };
    this.#sessions?.onAudio({ ...person, ...spoken, account }, frame);
  }

  onSilence(userId: string): void {
    this.#sessions?.onSilence(userId);
  }

  /** No sound comes from them any more. They may be there still: what they allow stays. */
  onSpeakerLeft(userId: string): void {
    this.#sessions?.onLeft(userId);
  }

  #onLeft(userId: string): void {
    this.onSpeakerLeft(userId);
    this.consents.onLeft(userId);
  }

  onMoved({ userId, fromChannelId, toChannelId }: Extract<GuildEvent, { type: 'moved' }>): void {
    if (fromChannelId === toChannelId) return;
    if (fromChannelId === this.#channelId) this.#onLeft(userId);
    if (fromChannelId === this.#channelId || toChannelId === this.#channelId) this.#idle.check();
    this.checkRoles();
  }

  /** The bot went on to another channel, with some of them. */
  follow(channelId: string): void {
    this.#channelId = channelId;
    this.#endAbsent();
    this.#idle.beginAnew();
    this.#sessions?.onMoved(channelId);
    this.consents.renew();
    this.checkRoles();
  }

  /** Ends the part of everybody who is not in the channel any more: the gateway may have missed who came and left. */
  checkMembers(): void {
    this.#endAbsent();
    this.#idle.check();
  }

  #endAbsent(): void {
    const known = [...(this.#sessions?.userIds ?? []), ...this.consents.userIds];
    for (const userId of new Set(known)) {
      if (this.plan.view.personIn(this.#channelId, userId) === undefined) this.#onLeft(userId);
    }
  }

  /** Somebody came, or may talk now who might not, or no more: that counts at once, and who is not heard is told. */
  checkRoles(): void {
    this.deps.onUnheard();
    for (const { id } of this.#rights.guests) {
      this.#sessions?.onOptOut(id);
      this.consents.onLeft(id);
    }
    if (this.#sessions !== undefined && !this.#closing.signal.aborted) {
      void this.#rights.tellGuests();
    }
    void this.consents.check();
  }

  /** Somebody's wish, which the shared list knows already, has changed. */
  onListening(userId: string): void {
    this.deps.onUnheard();
    if (this.deps.optOuts.has(userId)) this.#sessions?.onOptOut(userId);
  }

  /** @returns ids of the sessions that know `userId`; those of their own have ended. */
  async forget(userId: string): Promise<readonly string[]> {
    const sessionIds = (await this.#sessions?.forget(userId)) ?? [];
    for (const sessionId of sessionIds) this.deps.voice.forget(sessionId, userId);
    const goingOn = new Set(this.sessions.map(({ sessionId }) => sessionId));
    for (const id of sessionIds) if (!goingOn.has(id)) this.#agents.forget(id);
    return sessionIds;
  }

  /** Ends the sessions. Idempotent. */
  async close(reason: AbortReason): Promise<void> {
    this.#closing.abort();
    this.#idle.close();
    this.consents.renew();
    await this.#sessions?.close(reason);
  }

  /** Before they are listened to nobody is asked, and who opted out is not. */
  #askable(): readonly Speaker[] {
    const { view } = this.plan;
    if (this.#sessions === undefined || this.#closing.signal.aborted) return [];
    return view
      .peopleIn(this.#channelId)
      .filter(({ id }) => !this.deps.optOuts.has(id) && this.#rights.mayTalk(id));
  }

  #sessionOf({ id }: Speaker): SessionOfPerson {
    const { agent, view, session } = this.plan;
    const agentId = agent.config.id;
    if (session !== undefined) return { ...session, isOwn: false };
    if (agent.discord.mode === 'personal') {
      const sessionId = personalSessionId(agentId, view.guildId, id);
      return { sessionId, userId: `discord:${id}`, isOwn: true };
    }
    const channelId = this.#channelId;
    const sessionId = groupSessionId(agentId, view.guildId, channelId);
    return { sessionId, userId: `discord-channel:${channelId}`, isOwn: false };
  }

  async #sweep(): Promise<void> {
    const { clock } = this.deps;
    const { signal } = this.#closing;
    while (!signal.aborted) {
      await clock.sleepUntil(clock.nowMs() + SWEEP_EVERY_MS, signal);
      if (signal.aborted) return;
      this.#sessions?.closeIdle();
      await this.#renewRoles();
    }
  }

  /** Another server of the database may have been told which roles may talk; not every bot hears when people's change. */
  async #renewRoles(): Promise<void> {
    const { roles, view } = this.plan;
    await roles.read().catch((error: unknown) => {
      this.#logger.warn(loggable(error), 'What a guild has chosen cannot be read');
    });
    if (!this.#rights.areLimited) return this.#applyRoles();
    await view.readRoles(view.peopleIn(this.#channelId).map(({ id }) => id));
    this.#applyRoles();
  }

  #applyRoles(): void {
    if (!this.#closing.signal.aborted) this.checkRoles();
  }
}
