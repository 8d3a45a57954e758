import { type VoiceReceivePayload, VoiceOpcodes } from 'discord-api-types/voice/v8';

/** Whose audio comes under which SSRC. */
export type NamedSender = { readonly ssrc: number; readonly userId: string };

/**
 * Somebody's streams have changed; `audio_ssrc` is 0 while they send none. Not in Discord's documentation, nor in the
 * typings.
 * @see https://docs.discord.food/topics/voice-connections#video
 */
const VIDEO = 12;

/** The sender that a message of the voice gateway names, if it names one. */
export function namedBy(packet: VoiceReceivePayload): NamedSender | undefined {
  if (packet.op === VoiceOpcodes.Speaking) {
    return { ssrc: packet.d.ssrc, userId: packet.d.user_id };
  }
  const { op, d } = packet as { readonly op: number; readonly d: unknown };
  if (op !== VIDEO || typeof d !== 'object' || d === null) return undefined;
  const { audio_ssrc: ssrc, user_id: userId } = d as Readonly<Record<string, unknown>>;
  if (typeof ssrc !== 'number' || ssrc <= 0 || typeof userId !== 'string') return undefined;
  return { ssrc, userId };
}
