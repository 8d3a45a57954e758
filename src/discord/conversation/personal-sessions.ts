import type { AbortReason, AudioFrame, Speaker } from '@vox/voice-core';

import {
  type ChannelSessions,
  type ChannelSessionsRooms,
  IDLE_AFTER_MS,
  type LiveSession,
  RETRY_AFTER_MS,
} from './channel-sessions';
import { personalSessionId } from './session-ids';
import { SessionRun } from './session-run';
import { SpeakerFeed } from './speaker-feed';

type Person = { speaker: Speaker; readonly run: SessionRun; readonly feed: SpeakerFeed };

/**
 * A session for each speaker, made with their first sound: each talks with the agent as if alone with it.
 *
 * Nothing is shared but the voice that answers: own id, own memory, own recogniser.
 */
export class PersonalSessions implements ChannelSessions {
  readonly #people = new Map<string, Person>();
  /** Whose session could not begin, and when to try again. */
  readonly #retryAtMs = new Map<string, number>();
  readonly #ending = new Set<Promise<void>>();

  constructor(
    private readonly where: { readonly agentId: string; readonly guildId: string },
    private readonly rooms: ChannelSessionsRooms,
  ) {}

  get list(): readonly LiveSession[] {
    return [...this.#people.values()].map(({ run: { plan } }) => ({
      sessionId: plan.id,
      userId: plan.userId,
    }));
  }

  get userIds(): readonly string[] {
    return [...this.#people.keys()];
  }

  onAudio(speaker: Speaker, frame: AudioFrame): void {
    const person = this.#people.get(speaker.id) ?? this.#begin(speaker);
    if (person === undefined) return;
    person.speaker = speaker;
    person.feed.onAudio(frame);
  }

  onSilence(userId: string): void {
    this.#people.get(userId)?.feed.onSilence();
  }

  onLeft(userId: string): void {
    this.#retryAtMs.delete(userId);
    void this.#end(userId, 'hang-up');
  }

  onMoved(): void {
    // Who came along goes on; a person's session belongs to no channel.
  }

  closeIdle(): void {
    const nowMs = this.rooms.clock.nowMs();
    for (const [userId, { feed }] of this.#people) {
      if (nowMs - feed.soundedAtMs > IDLE_AFTER_MS) void this.#end(userId, 'hang-up');
    }
  }

  async forget(userId: string): Promise<readonly string[]> {
    await this.#end(userId, 'hang-up');
    const { agentId, guildId } = this.where;
    return [personalSessionId(agentId, guildId, userId)];
  }

  async close(reason: AbortReason): Promise<void> {
    for (const userId of [...this.#people.keys()]) void this.#end(userId, reason);
    await Promise.all(this.#ending);
  }

  #begin(speaker: Speaker): Person | undefined {
    const { clock, output, onEvent, onFailure } = this.rooms;
    if (clock.nowMs() < (this.#retryAtMs.get(speaker.id) ?? 0)) return undefined;
    const { agentId, guildId } = this.where;
    const id = personalSessionId(agentId, guildId, speaker.id);
    const plan = {
      id,
      userId: `discord:${speaker.id}`,
      userName: speaker.name,
      agentId,
      greets: false,
    };
    const run = new SessionRun(plan, output.seat(), {
      ...this.rooms,
      onEvent: (event) => onEvent(event, id, person.speaker),
      onFailure: (error) => {
        this.#retryAtMs.set(speaker.id, clock.nowMs() + RETRY_AFTER_MS);
        onFailure(error, plan);
      },
    });
    const feed = new SpeakerFeed(clock, (frame) => run.push({ type: 'audio', frame }));
    const person: Person = { speaker, run, feed };
    this.#people.set(speaker.id, person);
    this.#ending.add(run.ended);
    void run.ended.then(() => {
      this.#ending.delete(run.ended);
      feed.close();
      if (this.#people.get(speaker.id) === person) this.#people.delete(speaker.id);
    });
    return person;
  }

  #end(userId: string, reason: AbortReason): Promise<void> {
    const person = this.#people.get(userId);
    if (person === undefined) return Promise.resolve();
    this.#people.delete(userId);
    person.feed.close();
    return person.run.end(reason);
  }
}
