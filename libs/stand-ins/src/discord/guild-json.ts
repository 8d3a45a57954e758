import type { StandInChannel } from './channel';
import type { Json } from './json';
import type { StandInMember } from './member';

type Guild = {
  readonly id: string;
  readonly name: string;
  readonly everyoneMay: bigint;
  readonly members: readonly StandInMember[];
  readonly channels: readonly StandInChannel[];
  /** Those that people are given: names by their ids. */
  readonly roles: ReadonlyMap<string, string>;
};

export function roleJson(id: string, name: string, permissions: bigint): Json {
  return {
    id,
    name,
    permissions: permissions.toString(),
    position: 0,
    color: 0,
    colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
    hoist: false,
    managed: false,
    mentionable: false,
    flags: 0,
  };
}

/** That of everybody, one of each member, and those that people are given. */
export function rolesOf({ id, everyoneMay, members, roles }: Guild): Json[] {
  return [
    roleJson(id, '@everyone', everyoneMay),
    ...members.map(({ roleId, user, ownPermissions }) =>
      roleJson(roleId, user.name, ownPermissions),
    ),
    ...[...roles].map(([roleId, role]) => roleJson(roleId, role, 0n)),
  ];
}

/** A guild as GUILD_CREATE tells of it. */
export function guildJson(guild: Guild, voiceStates: readonly Json[]): Json {
  const { id, name, members } = guild;
  return {
    id,
    name,
    owner_id: '1',
    unavailable: false,
    joined_at: new Date().toISOString(),
    roles: rolesOf(guild),
    channels: guild.channels.map((channel) => channel.toJson()),
    members: members.map((member) => member.toJson()),
    member_count: members.length,
    voice_states: voiceStates,
    presences: [],
    threads: [],
    emojis: [],
    stickers: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
    features: [],
    large: false,
    preferred_locale: 'en-US',
    afk_timeout: 300,
    verification_level: 0,
    default_message_notifications: 0,
    explicit_content_filter: 0,
    mfa_level: 0,
    nsfw_level: 0,
    premium_tier: 0,
    premium_progress_bar_enabled: false,
    system_channel_flags: 0,
  };
}
