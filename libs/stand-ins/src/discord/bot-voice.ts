import type { Changes } from './changes';
import { VoiceRecording } from './recording';
import type { VoiceClient } from './voice-client';
import type { VoiceChannel } from './voice-channel';
import type { VoiceServer } from './voice-server';

/** A bot's voice in one guild, over all its sessions with the voice server. */
export class BotVoice {
  readonly recording = new VoiceRecording();
  readonly #botId: string;
  readonly #guildId: string;
  readonly #server: VoiceServer;
  readonly #changes: Changes;

  constructor(botId: string, guildId: string, server: VoiceServer, changes: Changes) {
    this.#botId = botId;
    this.#guildId = guildId;
    this.#server = server;
    this.#changes = changes;
  }

  /** The session that stands, or may be resumed. */
  get client(): VoiceClient | undefined {
    return this.#server.clientOf(this.#botId, this.#guildId);
  }

  get channel(): VoiceChannel | undefined {
    const { client } = this;
    return client === undefined ? undefined : this.#server.channel(client.ticket.channelId);
  }

  /** When the bot can hear and be heard, and everyone in the call has the same keys. */
  ready(timeoutMs?: number): Promise<VoiceClient> {
    return this.#changes.until(
      'the bot in voice',
      () => {
        const { client, channel } = this;
        return client?.isReady === true && channel?.isSettled === true ? client : undefined;
      },
      timeoutMs,
    );
  }

  /** When a session begins that is not `before`. */
  reconnected(before: VoiceClient, timeoutMs?: number): Promise<VoiceClient> {
    return this.#changes.until(
      'another voice session',
      () => {
        const { client } = this;
        return client !== before && client?.isReady === true ? client : undefined;
      },
      timeoutMs,
    );
  }

  /** When the bot has come back to the session it has, for the `times`-th time. */
  resumed(times = 1, timeoutMs?: number): Promise<VoiceClient> {
    return this.#changes.until(
      'a resumed voice session',
      () => {
        const { client } = this;
        return client !== undefined && client.resumes >= times ? client : undefined;
      },
      timeoutMs,
    );
  }

  /** When the bot has no session. */
  gone(timeoutMs?: number): Promise<true> {
    return this.#changes.until('the end of voice', () => this.client === undefined, timeoutMs);
  }

  /** When at least `count` frames with voice are recorded. */
  heard(count: number, timeoutMs?: number): Promise<true> {
    const has = () => this.recording.voiced.length >= count;
    return this.#changes.until(`${count} frames of the bot's voice`, has, timeoutMs);
  }

  /** When the bot has said that it is silent: the last frame is a silence frame. */
  silent(timeoutMs?: number): Promise<true> {
    const isSilent = () => {
      const last = this.recording.frames.at(-1);
      return last !== undefined && this.recording.voiced.at(-1) !== last;
    };
    return this.#changes.until("the end of the bot's voice", isSilent, timeoutMs);
  }

  /** Closes the voice socket with a code; without one, breaks it. */
  drop(code?: number): void {
    this.client?.drop(code);
  }
}
