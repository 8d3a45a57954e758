import type { AbortReason, AudioFrame, Speaker } from '@vox/voice-core';

import {
  type ChannelSessions,
  type ChannelSessionsDeps,
  IDLE_AFTER_MS,
  type SessionRef,
  RETRY_AFTER_MS,
} from './channel-sessions';
import { personalSessionId } from './session-ids';
import { SessionRun } from './session-run';
import { SpeakerFeed } from './speaker-feed';

type Person = { speaker: Speaker; readonly run: SessionRun; readonly feed: SpeakerFeed };

/**
 * A session for each speaker, made with their first sound: each talks with the agent as if alone with it.
 *
 * Nothing is shared but the voice that answers: own id, own memory, own recogniser. It belongs to the user that they are linked with.
 */
export class PersonalSessions implements ChannelSessions {
  readonly #people = new Map<string, Person>();
  /** Whose session could not begin, and when to try again. */
  readonly #retryAtMs = new Map<string, number>();
  /** Also of those who have left, until what they said is kept. */
  readonly #runs = new Set<SessionRun>();

  constructor(
    private readonly where: { readonly agentId: string; readonly guildId: string },
    private readonly deps: ChannelSessionsDeps,
  ) {}

  get list(): readonly SessionRef[] {
    return [...this.#people.values()].map(({ run: { plan } }) => ({
      sessionId: plan.id,
      userId: plan.userId,
    }));
  }

  get userIds(): readonly string[] {
    return [...this.#people.keys()];
  }

  onAudio(speaker: Speaker, frame: AudioFrame): void {
    if (this.#isAnothers(speaker.id)) this.onLeft(speaker.id);
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
    this.#take(userId)?.run.leave();
  }

  onOptOut(userId: string): void {
    this.#retryAtMs.delete(userId);
    void this.#take(userId)?.run.end('hang-up');
  }

  onMoved(): void {
    // Who came along goes on; a person's session belongs to no channel.
  }

  closeIdle(): void {
    const nowMs = this.deps.clock.nowMs();
    for (const [userId, { feed }] of this.#people) {
      if (nowMs - feed.soundedAtMs > IDLE_AFTER_MS) void this.#take(userId)?.run.end('hang-up');
    }
  }

  async forget(userId: string): Promise<readonly string[]> {
    const { agentId, guildId } = this.where;
    const id = personalSessionId(agentId, guildId, userId);
    this.#take(userId);
    // Also one that is still ending: it would keep what they said last.
    await this.#endAll('hang-up', ({ plan }) => plan.id === id);
    return [id];
  }

  async close(reason: AbortReason): Promise<void> {
    for (const userId of [...this.#people.keys()]) this.#take(userId);
    await this.#endAll(reason, () => true);
  }

  #begin(speaker: Speaker): Person | undefined {
    const { clock, output, links, agents, onEvent, onFailure } = this.deps;
    if (clock.nowMs() < (this.#retryAtMs.get(speaker.id) ?? 0)) return undefined;
    const { agentId, guildId } = this.where;
    const id = personalSessionId(agentId, guildId, speaker.id);
    const plan = {
      id,
      userId: `discord:${speaker.id}`,
      userName: speaker.name,
      owner: () => links.findLinkedUser(speaker.id),
      agentId: agents.wantedFor(id),
      greets: false,
    };
    const run = new SessionRun(plan, output.seat(), {
      ...this.deps,
      onAgent: (agent) => agents.begin(id, agent),
      onEvent: (event) => onEvent(event, id, person.speaker),
      onFailure: (error) => {
        this.#retryAtMs.set(speaker.id, clock.nowMs() + RETRY_AFTER_MS);
        onFailure(error, plan);
      },
    });
    const feed = new SpeakerFeed(clock, (frame) =>
      run.push({ type: 'audio', frame, speaker: person.speaker }),
    );
    const person: Person = { speaker, run, feed };
    this.#people.set(speaker.id, person);
    this.#runs.add(run);
    void run.ended.then(() => {
      this.#runs.delete(run);
      feed.close();
      if (this.#people.get(speaker.id) === person) this.#people.delete(speaker.id);
    });
    return person;
  }

  /** They were linked since it began, or are not any more: what they say from now on is somebody else's. */
  #isAnothers(userId: string): boolean {
    const ownerId = this.#people.get(userId)?.run.ownerId;
    const linked = this.deps.links.linkedUser(userId);
    return ownerId !== undefined && linked !== undefined && linked !== ownerId;
  }

  /** Somebody's part is over: no more of them is heard. */
  #take(userId: string): Person | undefined {
    const person = this.#people.get(userId);
    this.#people.delete(userId);
    person?.feed.close();
    return person;
  }

  async #endAll(reason: AbortReason, isMeant: (run: SessionRun) => boolean): Promise<void> {
    await Promise.all([...this.#runs].filter(isMeant).map((run) => run.end(reason)));
  }
}
