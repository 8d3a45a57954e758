import { AsyncQueue, type AudioFrame, type Clock, FRAME_MS } from '@vox/voice-core';

import {
  type VoiceConnection,
  type VoiceConnectionEvent,
  type VoiceConnectionRequest,
  VoiceConnections,
  type VoiceConnectionState,
} from '../../../src/discord/voice/voice-connection';

type Sounding = { readonly value: number; readonly atMs: number };

/** A voice connection without Discord: the test speaks for everybody, and sees what is heard when. Ready at once. */
export class FakeVoiceConnection implements VoiceConnection {
  readonly sampleRateHz = 48_000;
  readonly leadMs = 300;
  ignored: readonly string[] = [];
  readonly moves: string[] = [];
  #state: VoiceConnectionState = { status: 'connecting' };
  readonly #events = new AsyncQueue<VoiceConnectionEvent>(100_000);
  #written: Sounding[] = [];
  /** Discord has been told that the bot leaves, and everything is let go of. */
  isReleased = false;

  constructor(
    readonly request: VoiceConnectionRequest,
    private readonly clock: Clock,
    private readonly releaseMs: number,
  ) {}

  get state(): VoiceConnectionState {
    return this.#state;
  }

  /** What sounded in the channel until now, as the value that each frame is filled with. */
  get heard(): readonly Sounding[] {
    return this.#written.filter(({ atMs }) => atMs < this.clock.nowMs());
  }

  write(frame: AudioFrame): void {
    const last = this.#written.at(-1)?.atMs ?? Number.NEGATIVE_INFINITY;
    const atMs = Math.max(this.clock.nowMs(), last + FRAME_MS);
    this.#written.push({ value: frame.pcm[0] ?? 0, atMs });
  }

  clear(): void {
    this.#written = [...this.heard];
  }

  ignore(userIds: readonly string[]): void {
    this.ignored = userIds;
  }

  move(channelId: string): void {
    this.moves.push(channelId);
    this.emit({ type: 'state', state: { status: 'ready', channelId } });
  }

  async close(): Promise<void> {
    if (this.#state.status !== 'closed') this.fail('closed');
    await this.clock.sleepUntil(this.clock.nowMs() + this.releaseMs);
    this.isReleased = true;
  }

  becomeReady(): void {
    this.emit({ type: 'state', state: { status: 'ready', channelId: this.request.channelId } });
  }

  /** The connection gives up. */
  fail(reason: string): void {
    this.emit({ type: 'state', state: { status: 'closed', reason } });
    this.#events.close();
  }

  emit(event: VoiceConnectionEvent): void {
    if (event.type === 'state') this.#state = event.state;
    this.#events.push(event);
  }

  [Symbol.asyncIterator]() {
    return this.#events[Symbol.asyncIterator]();
  }
}

export class FakeVoiceConnections extends VoiceConnections {
  readonly opened: FakeVoiceConnection[] = [];
  /** Whether connections that are opened now become ready. */
  isReachable = true;
  /** How long connections that are opened now take to close. */
  releaseMs = 0;
  /** How many were opened before the conversation that had the last one had let go of it. */
  overlaps = 0;

  constructor(private readonly clock: Clock) {
    super();
  }

  override open(request: VoiceConnectionRequest): FakeVoiceConnection {
    const last = this.opened.at(-1);
    if (last?.request.guildId === request.guildId && !last.isReleased) this.overlaps += 1;
    const connection = new FakeVoiceConnection(request, this.clock, this.releaseMs);
    this.opened.push(connection);
    if (this.isReachable) connection.becomeReady();
    return connection;
  }
}
