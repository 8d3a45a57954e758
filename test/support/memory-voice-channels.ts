import type { Speaker } from '@vox/voice-core';

import type { AskedConsent } from '../../src/discord/consent-message';
import {
  VoiceChannels,
  type VoiceChannelStatus,
  type JoinRequest,
  type Said,
} from '../../src/discord/voice-channels';

/** Voice channels that need no voice: remembers where bots are, and what they were asked. */
export class MemoryVoiceChannels extends VoiceChannels {
  readonly joins: JoinRequest[] = [];
  readonly said: string[] = [];
  readonly listening = new Map<string, boolean>();
  readonly forgotten: string[] = [];
  /** Guilds whose roles were applied. */
  readonly rolesApplied: string[] = [];
  /** What people allow, of what the agent wants. */
  allowed: readonly AskedConsent[] = [];
  readonly answers: (AskedConsent & { readonly person: Speaker })[] = [];
  failure: Error | undefined;
  /** What becomes of texts where the bot is in voice. */
  mouth: Said = 'queued';
  knowsEnglishOnly = false;
  readonly #places = new Map<string, VoiceChannelStatus>();

  override async join(request: JoinRequest): Promise<VoiceChannelStatus> {
    this.joins.push(request);
    if (this.failure !== undefined) throw this.failure;
    const { bot, guildId, channelId, agentId = 'default', sessionId } = request;
    const guild = bot.client.guilds.cache.get(guildId);
    const status: VoiceChannelStatus = {
      botId: bot.client.user.id,
      guildId,
      guildName: guild?.name ?? '',
      channelId,
      channelName: guild?.channels.cache.get(channelId)?.name ?? '',
      agentId,
      agentName: 'Vox',
      mode: sessionId === undefined ? 'personal' : 'room',
      status: 'ready',
      isListening: true,
      notice: 'written',
      people: [],
      sessions: sessionId === undefined ? [] : [{ sessionId, userId: 'x' }],
    };
    this.#places.set(`${status.botId}/${guildId}`, status);
    return status;
  }

  override async leave(botId: string, guildId: string): Promise<boolean> {
    return this.#places.delete(`${botId}/${guildId}`);
  }

  override status(botId: string, guildId: string): VoiceChannelStatus | undefined {
    return this.#places.get(`${botId}/${guildId}`);
  }

  override statuses(botId?: string): readonly VoiceChannelStatus[] {
    const all = [...this.#places.values()];
    return all.filter((status) => botId === undefined || status.botId === botId);
  }

  override say(botId: string, guildId: string, text: string): Said {
    if (this.status(botId, guildId) === undefined) return 'not-in-voice';
    if (this.mouth === 'queued') this.said.push(text);
    return this.mouth;
  }

  override caption(botId: string, guildId: string, captionsChannelId: string | undefined): boolean {
    const status = this.status(botId, guildId);
    if (status === undefined) return false;
    const { captionsChannelId: _before, ...rest } = status;
    const caption = captionsChannelId === undefined ? {} : { captionsChannelId };
    this.#places.set(`${botId}/${guildId}`, { ...rest, ...caption });
    return true;
  }

  override setListening(userId: string, listens: boolean): void {
    this.listening.set(userId, listens);
  }

  override applyRoles(guildId: string): void {
    this.rolesApplied.push(guildId);
  }

  override async consents(botId: string, guildId: string) {
    return this.status(botId, guildId) === undefined ? undefined : this.allowed;
  }

  override async answerConsent(
    botId: string,
    guildId: string,
    person: Speaker,
    answer: AskedConsent,
  ): Promise<boolean> {
    this.answers.push({ person, ...answer });
    return this.status(botId, guildId) !== undefined;
  }

  override isHeardIn(language: string): boolean {
    return !this.knowsEnglishOnly || language.startsWith('en');
  }

  override async forget(userId: string): Promise<void> {
    this.forgotten.push(userId);
  }
}
