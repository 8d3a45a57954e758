import { text } from '@vox/protocol';
import { z } from 'zod';

import { ofEachSeries } from './legacy-series';

const optional = () => text().nullable();

export const healthSchema = z.object({
  status: z.enum(['ok', 'degraded']),
  database: z.enum(['ok', 'error']),
  botReady: z.boolean(),
  inVoiceChannel: z.boolean(),
  speakerLocked: z.literal(false),
  activeSpeaker: z.null(),
  timestamp: z.iso.datetime(),
});

const working = z.enum(['ok', 'error']);

export const statusSchema = z.object({
  bot: z.object({ username: optional(), id: z.null(), ready: z.boolean() }),
  voice: z.object({
    connected: z.boolean(),
    channelId: optional(),
    channelName: optional(),
    guildId: optional(),
    guildName: optional(),
  }),
  speaker: z.object({
    locked: z.literal(false),
    activeSpeaker: z.null(),
    speakingDuration: z.null(),
    silenceDuration: z.null(),
  }),
  whisperx: z.object({ serverConfigured: z.boolean(), serverUrl: optional() }),
  services: z.object({
    chatterbox: z.boolean(),
    chatterboxUrl: optional(),
    n8nWebhook: z.boolean(),
    n8nWebhookUrl: z.null().describe('It may hold a password.'),
  }),
  devices: z.object({ whisperx: z.literal('Unknown'), chatterbox: z.literal('Unknown') }),
  sessions: z.object({ active: z.number(), total_cache: z.number() }),
  serviceHealth: z.object({
    stt: working,
    llm: z.record(text(), text()).describe('The circuit of each provider.'),
    tts: working,
    conversation: z.literal('ok'),
  }),
});
export type LegacyStatusJson = z.output<typeof statusSchema>;

const statisticsSchema = z
  .object({ avg: z.number(), p50: z.number(), p95: z.number(), p99: z.number() })
  .meta({ id: 'LegacyLatency' });

export const metricsSchema = z.object({
  ...ofEachSeries(() => statisticsSchema),
  transcriptCount: z.number(),
  errorRate: z.number().describe('Failed turns of all.'),
  uptime: z.number().describe('Seconds.'),
  interruptionCount: z.number(),
  lastTurn: z.record(text(), z.number()),
});

export const transcriptsSchema = z.object({
  transcripts: z.array(
    z.object({
      id: text(),
      sessionId: z.uuid(),
      text: text(),
      timestamp: z.iso.datetime(),
    }),
  ),
});

export const unlockSchema = z.object({ success: z.literal(true), previousSpeaker: z.null() });

export const configSchema = z.object({
  SILENCE_THRESHOLD_MS: z.number(),
  MAX_SPEAKING_TIME_MS: z.number(),
  USE_STREAMING: z.boolean(),
});

const setting = z.number().nullable();
export const ttsConfigSchema = z.object({
  enabled: z.boolean(),
  options: z.object({
    speedFactor: setting,
    exaggeration: setting,
    cfgWeight: setting,
    temperature: setting,
    referenceAudioFilename: optional(),
  }),
});
