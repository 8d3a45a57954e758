import type { AbortReason, AudioFrame, GroupRules, SessionInfo, Speaker } from '@vox/voice-core';

import {
  type ChannelSessions,
  type ChannelSessionsDeps,
  IDLE_AFTER_MS,
  type SessionRef,
  RETRY_AFTER_MS,
} from './channel-sessions';
import { groupSessionId } from './session-ids';
import { SessionRun } from './session-run';
import { SpeakerFeed } from './speaker-feed';

export type GroupPlan = {
  readonly agentId: string;
  readonly guildId: string;
  readonly channelId: string;
  /** A stored session to go on with, and whose it is; the channel's own when absent. */
  readonly session?: Pick<SessionInfo, 'sessionId' | 'userId'>;
  readonly rules: GroupRules;
  /** How many people are in a channel now. */
  readonly peopleIn: (channelId: string) => number;
};

type Person = { speaker: Speaker; readonly feed: SpeakerFeed };

/**
 * One session for everybody in the channel, begun with it. Every item says whose it is.
 *
 * A session that broke is begun again when somebody speaks.
 */
export class GroupSession implements ChannelSessions {
  readonly #people = new Map<string, Person>();
  #channelId: string;
  #run: SessionRun;
  #retryAtMs = 0;
  /** Sessions of channels that the bot was moved from, while they end. */
  #earlier: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly plan: GroupPlan,
    private readonly deps: ChannelSessionsDeps,
  ) {
    this.#channelId = plan.channelId;
    this.#run = this.#begin({ greets: true });
  }

  get list(): readonly SessionRef[] {
    const { plan, isOver } = this.#run;
    return isOver ? [] : [{ sessionId: plan.id, userId: plan.userId }];
  }

  get userIds(): readonly string[] {
    return [...this.#people.keys()];
  }

  onAudio(speaker: Speaker, frame: AudioFrame): void {
    if (this.#run.isOver) {
      if (this.deps.clock.nowMs() < this.#retryAtMs) return;
      this.#run = this.#begin({ greets: false });
    }
    const person = this.#people.get(speaker.id) ?? this.#onJoin(speaker);
    person.speaker = speaker;
    person.feed.onAudio(frame);
  }

  onSilence(userId: string): void {
    this.#people.get(userId)?.feed.onSilence();
  }

  onLeft(userId: string): void {
    const person = this.#people.get(userId);
    if (person === undefined) return;
    this.#people.delete(userId);
    person.feed.close();
    this.#run.push({ type: 'speaker-left', speakerId: userId });
  }

  onOptOut(userId: string): void {
    this.onLeft(userId);
  }

  onMoved(channelId: string): void {
    if (channelId === this.#channelId) return;
    this.#channelId = channelId;
    // A chosen session goes where the bot goes; otherwise each channel has its own.
    if (this.plan.session !== undefined) return;
    this.#closeFeeds();
    this.#earlier = Promise.all([this.#earlier, this.#run.end('hang-up')]);
    this.#run = this.#begin({ greets: false });
  }

  closeIdle(): void {
    const nowMs = this.deps.clock.nowMs();
    for (const [userId, { feed }] of this.#people) {
      if (nowMs - feed.soundedAtMs > IDLE_AFTER_MS) this.onLeft(userId);
    }
  }

  forget(): Promise<readonly string[]> {
    return Promise.resolve([this.#run.plan.id]);
  }

  async close(reason: AbortReason): Promise<void> {
    this.#closeFeeds();
    await Promise.all([this.#earlier, this.#run.end(reason)]);
  }

  #onJoin(speaker: Speaker): Person {
    const feed = new SpeakerFeed(this.deps.clock, (frame) =>
      this.#run.push({ type: 'audio', frame, speaker: person.speaker }),
    );
    const person: Person = { speaker, feed };
    this.#people.set(speaker.id, person);
    return person;
  }

  #begin({ greets }: { greets: boolean }): SessionRun {
    const { agentId, guildId, rules, peopleIn } = this.plan;
    const { clock, output, agents, onEvent, onFailure } = this.deps;
    const { sessionId: id, userId } = this.plan.session ?? {
      sessionId: groupSessionId(agentId, guildId, this.#channelId),
      userId: `discord-channel:${this.#channelId}`,
    };
    const group = { ...rules, peoplePresent: () => peopleIn(this.#channelId) };
    const plan = { id, userId, agentId: agents.wantedFor(id), group, greets };
    return new SessionRun(plan, output.seat(), {
      ...this.deps,
      onAgent: (agent) => agents.begin(id, agent),
      onEvent: (event) => onEvent(event, id),
      onFailure: (error) => {
        this.#retryAtMs = clock.nowMs() + RETRY_AFTER_MS;
        onFailure(error, plan);
      },
    });
  }

  #closeFeeds(): void {
    for (const { feed } of this.#people.values()) feed.close();
    this.#people.clear();
  }
}
