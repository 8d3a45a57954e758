import type { DiscordGatewayAdapterLibraryMethods } from '@discordjs/voice';

import type { LinkCounts } from './link-counters';
import type { VoiceLinkEvent, VoiceLinkRequest, VoiceLinkState } from './voice-link';

type ServerUpdate = Parameters<DiscordGatewayAdapterLibraryMethods['onVoiceServerUpdate']>[0];
type StateUpdate = Parameters<DiscordGatewayAdapterLibraryMethods['onVoiceStateUpdate']>[0];

/** What one voice thread is started with. */
export type LinkSetup = Pick<VoiceLinkRequest, 'guildId' | 'channelId' | 'botId'> & {
  readonly ignored: readonly string[];
  /**
   * One 32-bit counter, shared by both threads. `clear` adds one to it, so that it is seen before messages that still
   * wait: frames of an earlier generation are not sent.
   */
  readonly generation: Int32Array<SharedArrayBuffer>;
};

/** To the voice thread. */
export type LinkCommand =
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

export type HeardEvent = Exclude<VoiceLinkEvent, { readonly type: 'state' }>;

/** From the voice thread. */
export type LinkReport =
  | { readonly type: 'state'; readonly state: VoiceLinkState }
  /** For the bot's gateway, as it is. */
  | { readonly type: 'gateway'; readonly payload: unknown }
  /** What one tick of 20 ms brought. `droppedFrames`: lost before it because nobody took them. */
  | {
      readonly type: 'heard';
      readonly events: readonly HeardEvent[];
      readonly droppedFrames: number;
    }
  /** What went wrong since the last report of it. */
  | { readonly type: 'counts'; readonly counts: LinkCounts };

/** The part of a MessagePort that a voice thread needs. */
export type LinkPort = {
  postMessage(report: LinkReport, transfer?: readonly ArrayBuffer[]): void;
  on(event: 'message', listener: (command: LinkCommand) => void): unknown;
  close(): void;
};
