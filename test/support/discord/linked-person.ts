import { answerOf, type ApiClient, createApiClient } from '@vox/api-client';
import type { StandInGuild, StandInMember } from '@vox/stand-ins';

import type { DiscordServer } from './discord-server';

const CODE = /`(?<code>[A-Z2-9]{4}-[A-Z2-9]{4})`/u;

/** Somebody who has a key of the server, and may be somebody in Discord. */
export class LinkedPerson {
  private constructor(
    readonly userId: string,
    /** With their key. */
    readonly api: ApiClient,
    private readonly bench: DiscordServer,
  ) {}

  static async make(bench: DiscordServer, name: string): Promise<LinkedPerson> {
    const { api } = bench.server;
    const user = answerOf(await api.POST('/api/users', { body: { display_name: name } }));
    const body = { user_id: user.id, name, scopes: ['talk', 'read'] as ('talk' | 'read')[] };
    const { key } = answerOf(await api.POST('/api/keys', { body }));
    const own = createApiClient(bench.server.url, { apiKey: key });
    return new LinkedPerson(user.id, own, bench);
  }

  /** Both say who they are: `member` asks for a code in Discord, and they take it. */
  async link(guild: StandInGuild, member: StandInMember): Promise<void> {
    const content = await commanded(this.bench, guild, member, 'link');
    const code = CODE.exec(content)?.groups?.['code'] ?? '';
    answerOf(await this.api.POST('/api/me/discord', { body: { code } }));
  }
}

/** What the bot answers `member`. */
export async function commanded(
  { discord }: DiscordServer,
  guild: StandInGuild,
  member: StandInMember,
  name: string,
): Promise<string> {
  await discord.bot.registered(name.split(' ')[0] ?? '');
  const reply = await discord.command({ guild, bot: discord.bot, member, name }).reply();
  return reply.content;
}
