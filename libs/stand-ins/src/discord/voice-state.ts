import type { Json } from './json';

/** Where somebody is, as all bots of the guild are told. */
export type VoiceState = {
  readonly channelId: string | undefined;
  readonly sessionId: string;
  readonly isSelfDeaf: boolean;
  readonly isSelfMute: boolean;
  /** By a moderator. */
  readonly isServerMuted?: boolean;
  readonly isServerDeafened?: boolean;
  /** In the audience of a stage. */
  readonly isSuppressed: boolean;
  readonly requestedToSpeakAt: string | undefined;
};

export function voiceStateJson(
  state: VoiceState,
  guildId: string,
  userId: string,
  member: Json,
): Json {
  return {
    guild_id: guildId,
    channel_id: state.channelId ?? null,
    user_id: userId,
    member,
    session_id: state.sessionId,
    self_deaf: state.isSelfDeaf,
    self_mute: state.isSelfMute,
    self_video: false,
    deaf: state.isServerDeafened ?? false,
    mute: state.isServerMuted ?? false,
    suppress: state.isSuppressed,
    request_to_speak_timestamp: state.requestedToSpeakAt ?? null,
  };
}
