import { Injectable } from '@nestjs/common';
import { DatabaseHealth } from '@vox/database';
import {
  LanguageModel,
  type ProviderHealth,
  SpeechRecognizer,
  SpeechSynthesizer,
} from '@vox/voice-core';

import { AppConfig } from '../config';
import { ConversationService } from '../conversation';
import { DiscordHealth, VoiceChannels } from '../discord';
import { VoiceService } from '../voice';
import type { LegacyStatusJson } from './legacy-answers';

/** How the server is, in the words of VoxBridge 1. Nobody holds a lock here, so nobody is the one active speaker. */
@Injectable()
export class LegacyStatus {
  constructor(
    private readonly config: AppConfig,
    private readonly database: DatabaseHealth,
    private readonly discord: DiscordHealth,
    private readonly channels: VoiceChannels,
    private readonly voice: VoiceService,
    private readonly conversations: ConversationService,
    private readonly stt: SpeechRecognizer,
    private readonly llm: LanguageModel,
    private readonly tts: SpeechSynthesizer,
  ) {}

  async health() {
    const { isHealthy } = await this.database.ping();
    return {
      status: isHealthy ? ('ok' as const) : ('degraded' as const),
      database: isHealthy ? ('ok' as const) : ('error' as const),
      botReady: this.#bot() !== undefined,
      inVoiceChannel: this.channels.statuses().length > 0,
      speakerLocked: false as const,
      activeSpeaker: null,
      timestamp: new Date().toISOString(),
    };
  }

  /** The webhook's address, which may hold a password, is left out: VoxBridge 1 told it to everybody. */
  async status(): Promise<LegacyStatusJson> {
    const bot = this.#bot();
    const [channel] = this.channels.statuses();
    const { stt, tts, llm } = this.config;
    const [sttHealth, llmHealth, ttsHealth] = await Promise.all([
      this.stt.health(),
      this.llm.health(),
      this.tts.health(),
    ]);
    return {
      bot: { username: bot?.name ?? null, id: null, ready: bot !== undefined },
      voice: {
        connected: channel?.status === 'ready',
        channelId: channel?.channelId ?? null,
        channelName: channel?.channelName ?? null,
        guildId: channel?.guildId ?? null,
        guildName: channel?.guildName ?? null,
      },
      speaker: {
        locked: false,
        activeSpeaker: null,
        speakingDuration: null,
        silenceDuration: null,
      },
      whisperx: {
        serverConfigured: stt.WHISPER_SERVER_URL !== undefined,
        serverUrl: stt.WHISPER_SERVER_URL === undefined ? null : hostOf(stt.WHISPER_SERVER_URL),
      },
      services: {
        chatterbox: tts.CHATTERBOX_URL !== undefined,
        chatterboxUrl: tts.CHATTERBOX_URL === undefined ? null : hostOf(tts.CHATTERBOX_URL),
        n8nWebhook: (llm.N8N_WEBHOOK_URL ?? llm.N8N_WEBHOOK_TEST_URL) !== undefined,
        n8nWebhookUrl: null,
      },
      devices: { whisperx: 'Unknown', chatterbox: 'Unknown' },
      sessions: {
        active: this.voice.liveSessions,
        total_cache: this.conversations.metrics().size,
      },
      serviceHealth: {
        stt: wordOf(sttHealth),
        llm: Object.fromEntries(
          (llmHealth.providers ?? []).map(({ name, circuit }) => [name, circuit]),
        ),
        tts: wordOf(ttsHealth),
        conversation: 'ok',
      },
    };
  }

  #bot() {
    return this.discord.health().bots.find(({ status }) => status === 'ready');
  }
}

function wordOf({ isHealthy }: ProviderHealth): 'ok' | 'error' {
  return isHealthy ? 'ok' : 'error';
}

/** Without user, password and query. */
function hostOf(url: string): string {
  const { protocol, host } = new URL(url);
  return `${protocol}//${host}`;
}
