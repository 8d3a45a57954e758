import { ConfigError } from '@vox/voice-core';
import type { z } from 'zod';

import { conversationSchema } from './conversation.config';
import { databaseSchema } from './database.config';
import { discordSchema } from './discord.config';
import { limitsSchema } from './limits.config';
import { llmSchema } from './llm.config';
import { secretsSchema } from './secrets.config';
import { serverSchema } from './server.config';
import { sttSchema } from './stt.config';
import { ttsSchema } from './tts.config';
import { voiceSchema } from './voice.config';
import { webrtcSchema } from './webrtc.config';

/**
 * Every variable the server reads, one schema per room, in the order of `.env.example`.
 * @public Read by scripts/generate.mjs from the build.
 */
export const roomSchemas = {
  server: serverSchema,
  limits: limitsSchema,
  database: databaseSchema,
  conversation: conversationSchema,
  voice: voiceSchema,
  stt: sttSchema,
  llm: llmSchema,
  tts: ttsSchema,
  webrtc: webrtcSchema,
  discord: discordSchema,
  secrets: secretsSchema,
} as const;

type Rooms = {
  readonly [Room in keyof typeof roomSchemas]: Readonly<z.infer<(typeof roomSchemas)[Room]>>;
};

/** Variables that once were, and what to do instead: what is set and does nothing would mislead. */
const REMOVED: Readonly<Record<string, string>> = {
  TTS_SAMPLE_RATE: 'has no effect, for every channel has its own rate; remove it',
};

/** The parsed environment, and the DI token for it. Frozen: what was read at boot holds. */
export abstract class AppConfig {
  abstract readonly server: Rooms['server'];
  abstract readonly limits: Rooms['limits'];
  abstract readonly database: Rooms['database'];
  abstract readonly conversation: Rooms['conversation'];
  abstract readonly voice: Rooms['voice'];
  abstract readonly stt: Rooms['stt'];
  abstract readonly llm: Rooms['llm'];
  abstract readonly tts: Rooms['tts'];
  abstract readonly webrtc: Rooms['webrtc'];
  abstract readonly discord: Rooms['discord'];
  abstract readonly secrets: Rooms['secrets'];
}

/**
 * Parses `environment` once, before anything boots.
 * @throws ConfigError that lists every bad variable.
 */
export function parseConfig(environment: Record<string, string | undefined>): AppConfig {
  const problems: string[] = [];
  const parsed: Record<string, unknown> = {};
  for (const [name, advice] of Object.entries(REMOVED)) {
    if ((environment[name] ?? '') !== '') problems.push(`${name}: ${advice}`);
  }
  for (const [room, schema] of Object.entries(roomSchemas)) {
    const result = schema.safeParse(environment);
    if (result.success) parsed[room] = Object.freeze(result.data);
    else {
      for (const issue of result.error.issues) {
        problems.push(`${issue.path.join('.')}: ${issue.message}`);
      }
    }
  }
  problems.push(...sharedPorts(parsed));
  if (problems.length > 0) throw new ConfigError(problems);
  return Object.freeze(parsed) as unknown as AppConfig;
}

/** Media listens on TCP too. Port 0 is one that nobody else has. */
function sharedPorts({ server, webrtc }: Partial<AppConfig>): string[] {
  if (server === undefined || webrtc === undefined) return [];
  const { PORT } = server;
  const { WEBRTC_PORT: first, WEBRTC_WORKERS } = webrtc;
  if (PORT < first || PORT >= first + WEBRTC_WORKERS) return [];
  const taken = PORT === first ? 'it is WEBRTC_PORT' : 'WEBRTC_PORT and WEBRTC_WORKERS say so';
  return [`PORT: must not be ${PORT}, for media listens there: ${taken}`];
}
