import { OPUS_OF_CLIENTS, OpusEncoder } from '@vox/audio';
import { frameSamples } from '@vox/voice-core';

import type { StandInChannel } from './channel';
import type { Json } from './json';
import { bitsOf, type Permission, permissionsIn } from './permissions';
import { snowflake } from './snowflake';
import type { SpeechOptions, Spoken } from './speech';
import type { StandInUser } from './user';

/** What a member asks of the guild. */
export type MemberHost = {
  readonly id: string;
  readonly name: string;
  readonly everyoneMay: bigint;
  place(userId: string, channel: StandInChannel | undefined): void;
  channelOf(userId: string): StandInChannel | undefined;
  speak(userId: string, packets: readonly Uint8Array[], options: SpeechOptions): Promise<Spoken>;
  updateMember(member: StandInMember): void;
};

const FRAME_SAMPLES = frameSamples(48_000);

/** Somebody in a guild: a person whom tests direct, or a bot's place there. */
export class StandInMember {
  /** The role that carries their own permissions. */
  readonly roleId = snowflake();
  /** Others, of the guild's. */
  readonly #roleIds = new Set<string>();
  nickname: string | undefined;
  readonly #joinedAt = new Date().toISOString();
  readonly #host: MemberHost;
  #may: bigint;

  constructor(
    host: MemberHost,
    readonly user: StandInUser,
    may: readonly Permission[] = [],
  ) {
    this.#host = host;
    this.#may = bitsOf(may);
  }

  get id(): string {
    return this.user.id;
  }

  get guildId(): string {
    return this.#host.id;
  }

  /** What they may do beyond what everyone may. */
  get ownPermissions(): bigint {
    return this.#may;
  }

  get channel(): StandInChannel | undefined {
    return this.#host.channelOf(this.id);
  }

  permissionsIn(channel: StandInChannel): bigint {
    return permissionsIn(channel.overwrites, this.#host.everyoneMay | this.#may, {
      id: this.id,
      roleIds: this.roleIds,
      guildId: this.#host.id,
    });
  }

  get roleIds(): string[] {
    return [this.roleId, ...this.#roleIds];
  }

  /** Somebody gives them a role of the guild (`StandInGuild.addRole`), or takes it from them. */
  give(roleId: string): void {
    this.#roleIds.add(roleId);
    this.#host.updateMember(this);
  }

  take(roleId: string): void {
    this.#roleIds.delete(roleId);
    this.#host.updateMember(this);
  }

  permit(...permissions: readonly Permission[]): void {
    this.#may = bitsOf(permissions);
    this.#host.updateMember(this);
  }

  rename(nickname: string): void {
    this.nickname = nickname;
    this.#host.updateMember(this);
  }

  /** Enters a voice channel, from wherever they are. */
  join(channel: StandInChannel): void {
    this.#host.place(this.id, channel);
  }

  leave(): void {
    this.#host.place(this.id, undefined);
  }

  /**
   * Speaks in real time: Opus packets, or mono samples of 48 kHz, which the last frame's worth of silence fills up.
   * Resolves when the last packet is out.
   * @throws Error when they are in no voice channel.
   */
  say(voice: readonly Uint8Array[] | Int16Array, options: SpeechOptions = {}): Promise<Spoken> {
    const packets = voice instanceof Int16Array ? encode(voice) : voice;
    return this.#host.speak(this.id, packets, options);
  }

  toJson(): Json {
    return {
      user: this.user.toJson(),
      nick: this.nickname ?? null,
      avatar: null,
      roles: this.roleIds,
      joined_at: this.#joinedAt,
      premium_since: null,
      deaf: false,
      mute: false,
      pending: false,
      flags: 0,
    };
  }
}

function encode(pcm48k: Int16Array): Uint8Array[] {
  const encoder = new OpusEncoder(OPUS_OF_CLIENTS);
  const packets: Uint8Array[] = [];
  for (let at = 0; at < pcm48k.length; at += FRAME_SAMPLES) {
    const frame = new Int16Array(FRAME_SAMPLES);
    frame.set(pcm48k.subarray(at, at + FRAME_SAMPLES));
    packets.push(encoder.encode(frame));
  }
  return packets;
}
