import type { AppConfig, FoundEngine } from '../config';
import { type FoundVoice, type Guess, type Identified, identify } from './identify';
import { usualPorts, type UsualPort } from './usual-ports';

/** For all ports together: what is on this machine answers in milliseconds. */
const WITHIN_MS = 1000;

type Kind = FoundEngine['kind'];

/** What an engine of each kind does from now on, where another is chosen by name, and where one is set by its address. */
const KINDS = {
  llm: { does: 'answers', provider: 'LLM_PROVIDER', address: 'LOCAL_LLM_BASE_URL' },
  stt: { does: 'recognises speech', provider: 'STT_PROVIDER', address: 'STT_OPENAI_BASE_URL' },
  tts: { does: 'speaks', provider: 'TTS_PROVIDER', address: 'TTS_OPENAI_BASE_URL' },
} as const satisfies Record<Kind, object>;

export type Discovery = {
  /** The given configuration with what was found as if it had been set. */
  readonly config: AppConfig;
  /** What to say about it, each in one line. */
  readonly lines: readonly string[];
};

/**
 * Looks on this machine for engines of the kinds that `config` sets nothing for, and configures those that answer; the
 * embedded ones stay as what stands in. Takes about a second at most, and asks nobody where everything is set.
 * @param ports Where to look on 127.0.0.1, the preferred first.
 */
export async function discoverEngines(
  config: AppConfig,
  ports: readonly UsualPort[] = usualPorts,
): Promise<Discovery> {
  const wanted = config.discovery.DISCOVER_LOCAL_ENGINES ? unsetKinds(config) : [];
  if (wanted.length === 0) return { config, lines: [] };
  const signal = AbortSignal.timeout(WITHIN_MS);
  const language = config.stt.WHISPERX_LANGUAGE;
  const answers = await Promise.all(
    ports.map(({ port, look }) =>
      identify({ url: `http://127.0.0.1:${port}`, look, language, signal }),
    ),
  );
  const engines = answers
    .flatMap(({ engines }) => engines)
    .filter(({ kind }) => wanted.includes(kind));
  const used = wanted.flatMap((kind) => engines.find((engine) => engine.kind === kind) ?? []);
  const others = engines.filter((engine) => !used.includes(engine));
  const isDeaf = wanted.includes('stt') && !used.some(({ kind }) => kind === 'stt');
  const guesses = isDeaf ? answers.flatMap(({ guess }) => guess ?? []) : [];
  return {
    config: configured(config, used),
    lines: [...used.map(usedLine), ...others.map(otherLine), ...guesses.map(guessLine)],
  };
}

/** Of which kinds nobody has asked for an engine, by its name or by its address. */
function unsetKinds({ llm, stt, tts }: AppConfig): Kind[] {
  const isSet: Readonly<Record<Kind, readonly unknown[]>> = {
    llm: [
      llm.LLM_PROVIDER,
      llm.OPENROUTER_API_KEY,
      llm.OPENAI_API_KEY,
      llm.ANTHROPIC_API_KEY,
      llm.LOCAL_LLM_BASE_URL,
      llm.N8N_TEST_MODE ? llm.N8N_WEBHOOK_TEST_URL : llm.N8N_WEBHOOK_URL,
    ],
    stt: [
      stt.STT_PROVIDER,
      stt.WHISPER_SERVER_URL,
      stt.STT_OPENAI_BASE_URL,
      stt.WHISPERLIVE_URL,
      stt.DEEPGRAM_URL,
    ],
    tts: [tts.TTS_PROVIDER, tts.CHATTERBOX_URL, tts.DEVNEN_URL, tts.TTS_OPENAI_BASE_URL],
  };
  const kinds = Object.keys(KINDS) as Kind[];
  return kinds.filter((kind) => isSet[kind].every((value) => value === undefined));
}

function configured(config: AppConfig, used: readonly Identified[]): AppConfig {
  const found = used.map(({ kind, name, url, model }) => ({
    kind,
    name,
    url,
    ...(model === undefined ? {} : { model }),
  }));
  const withAll = used.reduce(withEngine, config);
  return Object.freeze({ ...withAll, found: Object.freeze(found) });
}

function withEngine(config: AppConfig, engine: Identified): AppConfig {
  const { url } = engine;
  switch (engine.kind) {
    case 'llm':
      // Which of its models is asked is chosen at each start of a server that lists them, as where one is set.
      return { ...config, llm: Object.freeze({ ...config.llm, LOCAL_LLM_BASE_URL: url }) };
    case 'stt':
      return {
        ...config,
        stt: Object.freeze({
          ...config.stt,
          STT_PROVIDER: 'openai',
          STT_OPENAI_BASE_URL: url,
          STT_OPENAI_MODEL: engine.model,
        }),
      };
    case 'tts':
      return { ...config, tts: Object.freeze(withVoice(config.tts, engine)) };
  }
}

function withVoice(tts: AppConfig['tts'], found: FoundVoice): AppConfig['tts'] {
  const { protocol, url, model, voice, format } = found;
  if (protocol === 'chatterbox') return { ...tts, CHATTERBOX_URL: url };
  return {
    ...tts,
    TTS_OPENAI_BASE_URL: `${url}/v1`,
    TTS_OPENAI_MODEL: model ?? tts.TTS_OPENAI_MODEL,
    TTS_OPENAI_VOICE: voice ?? tts.TTS_OPENAI_VOICE,
    TTS_OPENAI_FORMAT: format ?? tts.TTS_OPENAI_FORMAT,
  };
}

function usedLine({ kind, name, url, model }: Identified): string {
  const { does, provider } = KINDS[kind];
  const named = model === undefined ? '' : ` with ${model}`;
  return `Found on this machine: ${name} on ${url} ${does}${named}. ${provider} names another one, DISCOVER_LOCAL_ENGINES=false looks for none.`;
}

function otherLine(engine: Identified): string {
  const isChatterbox = engine.kind === 'tts' && engine.protocol === 'chatterbox';
  const variable = isChatterbox ? 'CHATTERBOX_URL' : KINDS[engine.kind].address;
  return `Found on this machine, and not used: ${engine.name} on ${engine.url}. ${variable} chooses it.`;
}

function guessLine({ name, url }: Guess): string {
  return `${name} may be on ${url}, and is not asked: WHISPERLIVE_URL=${url} with STT_PROVIDER=whisperlive uses it.`;
}
