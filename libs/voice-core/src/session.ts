import type { AudioFrame, AudioSink } from './audio';

export type ChannelType = 'discord' | 'webrtc' | 'websocket';

/**
 * What a participant does, in order.
 *
 * `end-of-utterance`: the client says that the speaker is done (push-to-talk released, file ended).
 * `text`: a typed message. `interrupt`: the client asks for silence now.
 */
export type SessionInput =
  | { readonly type: 'audio'; readonly frame: AudioFrame }
  | { readonly type: 'end-of-utterance' }
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'interrupt' };

/**
 * One participant's live connection, as a channel hands it to the voice loop.
 *
 * The channel owns the connection and aborts `signal` (`hang-up`, `shutdown`) when it is gone; the loop
 * then ends without touching the sink again. A channel that hears nothing (mute, loss) sends silence:
 * the loop tells time by the audio it receives.
 */
export type VoiceSession = {
  /** UUID of the stored session. */
  readonly id: string;
  readonly userId: string;
  readonly channel: ChannelType;
  readonly input: AsyncIterable<SessionInput>;
  readonly audioOut: AudioSink;
  readonly signal: AbortSignal;
};
