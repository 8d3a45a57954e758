import type { DiscordGatewayAdapterCreator } from '@discordjs/voice';
import type { AudioFrame, AudioSink } from '@vox/voice-core';

/** Where a bot's connection to a voice channel stands. */
export type VoiceConnectionState =
  | { readonly status: 'connecting' }
  | { readonly status: 'ready'; readonly channelId: string }
  /** Lost, and being brought back; what was being said goes on when it is `ready` again. */
  | { readonly status: 'recovering'; readonly reason: string }
  | { readonly status: 'closed'; readonly reason: string };

export type VoiceConnectionEvent =
  /**
   * 20 ms of one person's voice, 16 kHz, in order, lost packets concealed. Nothing comes while they are silent:
   * `silence` says once that they have stopped.
   */
  | { readonly type: 'audio'; readonly userId: string; readonly frame: AudioFrame }
  | { readonly type: 'silence'; readonly userId: string }
  | { readonly type: 'speaker-left'; readonly userId: string }
  | { readonly type: 'state'; readonly state: VoiceConnectionState };

/**
 * One bot in one guild's voice channel: everyone's voice in, one voice out.
 *
 * Iterated once, by its owner; ends after the `closed` state. As a sink it takes mono frames of 48 kHz, up to `leadMs`
 * ahead, and keeps the 20 ms pace itself, also while the calling thread stalls; `clear` drops what has not been sent.
 */
export interface VoiceConnection extends AsyncIterable<VoiceConnectionEvent>, AudioSink {
  readonly state: VoiceConnectionState;
  /** Whose packets are dropped before they are decoded (opt-out); replaces the earlier list. */
  ignore(userIds: readonly string[]): void;
  /** Goes to another channel of the guild. */
  move(channelId: string): void;
  /** Leaves the channel and releases the thread. Idempotent. */
  close(): Promise<void>;
}

export type VoiceConnectionRequest = {
  readonly guildId: string;
  readonly channelId: string;
  /** The bot's own user id. */
  readonly botId: string;
  readonly adapterCreator: DiscordGatewayAdapterCreator;
};

/** Opens voice connections: each guild's socket, codec and pacing live in a thread of their own. */
export abstract class VoiceConnections {
  /** Returns at once, in the state `connecting`. */
  abstract open(request: VoiceConnectionRequest): VoiceConnection;
}
