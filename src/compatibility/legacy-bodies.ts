import type { VoiceControl } from '@vox/voice-core';

type Body = Readonly<Record<string, unknown>>;

/** Agents' settings of VoxBridge 1 that nothing here follows. */
const DROPPED = [
  'description',
  'memory_scope',
  'max_utterance_time_ms',
  'llm_provider_id',
] as const;

/** What only VoxBridge 1 had: a body with one of these is its. */
const AGENT_MARKS = ['llm_provider', 'use_n8n', 'plugins', ...DROPPED] as const;

const CONTROL_OF = {
  tts_exaggeration: 'exaggeration',
  tts_cfg_weight: 'cfgWeight',
  tts_temperature: 'temperature',
} as const satisfies Record<string, VoiceControl>;

const TIMES: ReadonlySet<string> = new Set([
  'audio_duration_ms',
  'tts_duration_ms',
  'llm_latency_ms',
  'total_latency_ms',
]);

const CHANNEL_OF: ReadonlyMap<string, string> = new Map([
  ['web', 'webrtc'],
  ['discord', 'discord'],
  ['extension', 'websocket'],
]);

/**
 * An agent as VoxBridge 1 was told of it, in our fields; any other body as it is. Its voice settings were always all sent:
 * those that no voice of this server has (`controls`) are left out rather than refused.
 */
export function agentBody(body: unknown, controls: readonly VoiceControl[]): unknown {
  if (!isObject(body) || !AGENT_MARKS.some((field) => field in body)) return body;
  const { llm_provider: provider, use_n8n: usesN8n, llm_model: model, plugins, ...rest } = body;
  const known = Object.entries(rest).filter(
    ([field]) =>
      !(DROPPED as readonly string[]).includes(field) &&
      (!Object.hasOwn(CONTROL_OF, field) ||
        controls.includes(CONTROL_OF[field as keyof typeof CONTROL_OF])),
  );
  return {
    ...Object.fromEntries(known),
    ...stepsOf(provider, usesN8n, model),
    ...discordOf(plugins),
  };
}

/** A session of VoxBridge 1: its channel was a type, its metadata the JSON of an object. */
export function sessionBody(body: unknown): unknown {
  if (!isObject(body)) return body;
  const { session_type: type, session_metadata: metadata, active, ...rest } = body;
  const channel = typeof type === 'string' ? (CHANNEL_OF.get(type) ?? type) : type;
  return {
    ...rest,
    ...(channel === undefined ? {} : { channel }),
    ...(metadata === undefined || metadata === null ? {} : { metadata: objectOf(metadata) }),
    // A session is active while somebody talks in it. What would end it beside another change is refused by its name.
    ...(active === undefined || active === true ? {} : { active }),
  };
}

/** Whether a session is only to be inactive from now on. */
export function isEnding(body: unknown): boolean {
  return isObject(body) && body['active'] === false && Object.keys(body).length === 1;
}

/** A message of VoxBridge 1, whose times nobody ever filled. */
export function messageBody(body: unknown): unknown {
  if (!isObject(body)) return body;
  const kept = Object.entries(body).filter(([field]) => !TIMES.has(field));
  return Object.fromEntries(kept);
}

function stepsOf(provider: unknown, usesN8n: unknown, model: unknown): Body {
  if (usesN8n === true) return { llm_steps: [{ provider: 'n8n' }] };
  const named = model === undefined || model === null || model === '' ? {} : { model };
  if (provider === undefined) return model === undefined ? {} : { llm_model: model };
  return { llm_steps: [{ provider: provider === 'openrouter' ? provider : 'local', ...named }] };
}

/** The one plugin there was. A token that was given back as it was shown, encrypted, is no token. */
function discordOf(plugins: unknown): Body {
  const discord = isObject(plugins) ? plugins['discord'] : undefined;
  if (!isObject(discord)) return {};
  const { enabled, bot_token: token, auto_join: joins, channels } = discord;
  if (enabled === false) return { discord_token: null };
  const isToken = typeof token === 'string' && token !== '' && !token.startsWith('__encrypted__:');
  return {
    ...(isToken ? { discord_token: token } : {}),
    ...(joins === true && Array.isArray(channels)
      ? { discord: { auto_join_channel_ids: channels.map(String) } }
      : {}),
  };
}

function objectOf(metadata: unknown): unknown {
  if (typeof metadata !== 'string') return metadata;
  try {
    const value: unknown = JSON.parse(metadata);
    return isObject(value) ? value : { value };
  } catch {
    // Their field took any text.
    return { value: metadata };
  }
}

function isObject(value: unknown): value is Body {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
