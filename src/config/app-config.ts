import { ConfigError } from '@vox/voice-core';
import type { z } from 'zod';

import { conversationSchema } from './conversation.config';
import { costSchema } from './cost.config';
import { databaseSchema } from './database.config';
import { discordSchema } from './discord.config';
import { discoverySchema } from './discovery.config';
import type { FoundEngine } from './found-engine';
import { limitsSchema } from './limits.config';
import { llmSchema } from './llm.config';
import { loginSchema } from './login.config';
import { memorySchema } from './memory.config';
import { privacySchema } from './privacy.config';
import { recordingsSchema } from './recordings.config';
import { secretsSchema } from './secrets.config';
import { serverSchema } from './server.config';
import { sttSchema } from './stt.config';
import { toolsSchema } from './tools.config';
import { ttsSchema } from './tts.config';
import { voiceSchema } from './voice.config';
import { webrtcSchema } from './webrtc.config';

/**
 * Every variable the server reads, one schema per section, in the order of `.env.example`.
 * @public Read by scripts/generate.mjs from the build.
 */
export const sectionSchemas = {
  server: serverSchema,
  login: loginSchema,
  limits: limitsSchema,
  cost: costSchema,
  database: databaseSchema,
  conversation: conversationSchema,
  memory: memorySchema,
  privacy: privacySchema,
  recordings: recordingsSchema,
  voice: voiceSchema,
  stt: sttSchema,
  llm: llmSchema,
  tts: ttsSchema,
  tools: toolsSchema,
  discovery: discoverySchema,
  webrtc: webrtcSchema,
  discord: discordSchema,
  secrets: secretsSchema,
} as const;

type Sections = {
  readonly [Section in keyof typeof sectionSchemas]: Readonly<
    z.infer<(typeof sectionSchemas)[Section]>
  >;
};

/** Variables that once were, and what to do instead: what is set and does nothing would mislead. */
const REMOVED: Readonly<Record<string, string>> = {
  TTS_SAMPLE_RATE: 'has no effect, for every channel has its own rate; remove it',
};

/**
 * The parsed environment, and the DI token for it. Frozen: what was read at boot holds. What is injected has, of the few variables
 * that may be set anew (`RuntimeSettings`), what holds when they are read.
 */
export abstract class AppConfig {
  abstract readonly server: Sections['server'];
  abstract readonly login: Sections['login'];
  abstract readonly limits: Sections['limits'];
  abstract readonly cost: Sections['cost'];
  abstract readonly database: Sections['database'];
  abstract readonly conversation: Sections['conversation'];
  abstract readonly memory: Sections['memory'];
  abstract readonly privacy: Sections['privacy'];
  abstract readonly recordings: Sections['recordings'];
  abstract readonly voice: Sections['voice'];
  abstract readonly stt: Sections['stt'];
  abstract readonly llm: Sections['llm'];
  abstract readonly tts: Sections['tts'];
  abstract readonly tools: Sections['tools'];
  abstract readonly discovery: Sections['discovery'];
  abstract readonly webrtc: Sections['webrtc'];
  abstract readonly discord: Sections['discord'];
  abstract readonly secrets: Sections['secrets'];
  /** Engines that the variables of the sections above name though nobody has set them. */
  abstract readonly found: readonly FoundEngine[];
}

/**
 * Parses `environment` once, before anything boots.
 * @throws ConfigError that lists every bad variable.
 */
export function parseConfig(environment: Record<string, string | undefined>): AppConfig {
  const problems: string[] = [];
  const parsed: Record<string, unknown> = { found: [] };
  for (const [name, advice] of Object.entries(REMOVED)) {
    if ((environment[name] ?? '') !== '') problems.push(`${name}: ${advice}`);
  }
  for (const [section, schema] of Object.entries(sectionSchemas)) {
    const result = schema.safeParse(environment);
    if (result.success) parsed[section] = Object.freeze(result.data);
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
