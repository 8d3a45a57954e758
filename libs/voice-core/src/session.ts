import type { AudioFrame, AudioSink } from './audio';

export type ChannelType = 'discord' | 'webrtc' | 'websocket';

/** One of several people who share a session. `id` is the channel's own, such as a Discord user id. */
export type Speaker = {
  readonly id: string;
  readonly name: string;
  /** BCP 47: what they speak, where they said so. */
  readonly language?: string;
  /** Who they are to the server, where the channel knows that of each: on their account they are heard and answered. */
  readonly account?: SpeakerAccount;
};

/** One of several people as the server knows them, whatever a client or a model says. */
export type SpeakerAccount = {
  /** As the channel calls them in a session of their own. */
  readonly userId: string;
  /** Which user they are (`users.id`); null: none that is known. */
  readonly ownerId: string | null;
};

/**
 * What a participant does, in order.
 *
 * `end-of-utterance`: the client says that the speaker is done (push-to-talk released, file ended).
 * `text`: a typed message. `interrupt`: the client asks for silence now. `speaker-left`: that person's
 * utterance is over and nothing more comes from them.
 *
 * Where several people share the session, each item names its `speaker`; everyone is heard on their own.
 */
export type SessionInput =
  | { readonly type: 'audio'; readonly frame: AudioFrame; readonly speaker?: Speaker }
  | { readonly type: 'end-of-utterance'; readonly speaker?: Speaker }
  | { readonly type: 'text'; readonly text: string; readonly speaker?: Speaker }
  | { readonly type: 'interrupt'; readonly speaker?: Speaker }
  | { readonly type: 'speaker-left'; readonly speakerId: string };

/** How an agent behaves among several people. */
export type GroupRules = {
  /** `addressed`: what does not call the agent is heard and remembered, and not answered. */
  readonly answers: 'always' | 'addressed';
  /** The names and wake phrases that call it. */
  readonly addressedAs: readonly string[];
  /** Whose speech may interrupt an answer: everybody's, or only that of the person who is being answered. */
  readonly bargeInBy: 'anyone' | 'addressee';
  /** Whether that person may confirm what others have asked for; nobody may when absent. */
  readonly mayConfirm?: (speaker: Speaker) => boolean;
  /** How many people are there now, also those who say nothing; whoever has made themselves heard is counted when absent. */
  readonly peoplePresent?: () => number;
};

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
  /** Whose it is (`SessionInfo.ownerId`); absent where the server itself opened it. */
  readonly ownerId?: string | null;
  readonly channel: ChannelType;
  /** The agent that was asked for by name; the session's own, else the default one when absent. */
  readonly agentId?: string;
  /** Set when several people share the session. */
  readonly group?: GroupRules;
  /** False: the channel welcomes people itself, and the agent's greeting is not spoken. */
  readonly greets?: boolean;
  readonly input: AsyncIterable<SessionInput>;
  readonly audioOut: AudioSink;
  readonly signal: AbortSignal;
};
