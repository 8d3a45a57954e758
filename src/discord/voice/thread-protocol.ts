import type { DiscordGatewayAdapterLibraryMethods } from '@discordjs/voice';

import type { ConnectionCounts } from './connection-counters';
import type {
  VoiceConnectionEvent,
  VoiceConnectionRequest,
  VoiceConnectionState,
} from './voice-connection';

type ServerUpdate = Parameters<DiscordGatewayAdapterLibraryMethods['onVoiceServerUpdate']>[0];
type StateUpdate = Parameters<DiscordGatewayAdapterLibraryMethods['onVoiceStateUpdate']>[0];

/** What one voice thread is started with. */
export type ThreadSetup = Pick<VoiceConnectionRequest, 'guildId' | 'channelId' | 'botId'> & {
  readonly ignored: readonly string[];
  /**
   * One 32-bit counter, shared by both threads. `clear` adds one to it, so that it is seen before messages that still
   * wait: frames of an earlier generation are not sent.
   */
  readonly generation: Int32Array<SharedArrayBuffer>;
};

/** To the voice thread. */
export type ThreadCommand =
  | { readonly type: 'voice-server-update'; readonly data: ServerUpdate }
  | { readonly type: 'voice-state-update'; readonly data: StateUpdate }
  /** The gateway connection is gone for good, or the guild is. */
  | { readonly type: 'gateway-gone' }
  /** 20 ms, mono, 48 kHz. */
  | { readonly type: 'speak'; readonly pcm: Int16Array; readonly generation: number }
  | { readonly type: 'ignore'; readonly userIds: readonly string[] }
  | { readonly type: 'move'; readonly channelId: string }
  /** The main thread has used up one `heard` message. */
  | { readonly type: 'taken' }
  | { readonly type: 'close' };

export type HeardEvent = Exclude<VoiceConnectionEvent, { readonly type: 'state' }>;

/** From the voice thread. */
export type ThreadReport =
  | { readonly type: 'state'; readonly state: VoiceConnectionState }
  /** For the bot's gateway, as it is. */
  | { readonly type: 'gateway'; readonly payload: unknown }
  /** What one tick of 20 ms brought. `droppedFrames`: lost before it because nobody took them. */
  | {
      readonly type: 'heard';
      readonly events: readonly HeardEvent[];
      readonly droppedFrames: number;
    }
  /** What went wrong since the last report of it. */
  | { readonly type: 'counts'; readonly counts: ConnectionCounts };

/** The part of a MessagePort that a voice thread needs. */
export type ThreadPort = {
  postMessage(report: ThreadReport, transfer?: readonly ArrayBuffer[]): void;
  on(event: 'message', listener: (command: ThreadCommand) => void): unknown;
  close(): void;
};
