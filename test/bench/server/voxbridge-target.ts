import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { freePort } from '../../support/free-port';
import { copyPreparedCluster } from '../../support/prepared-cluster';
import { SERVER_ARGUMENTS } from '../../support/server-arguments';
import { BARGE_IN_MIN_SPEECH_MS, SILENCE_THRESHOLD_MS } from './script';
import {
  type LoopDelay,
  startNode,
  stopProcess,
  type TargetOptions,
  type WatchedTarget,
} from './target';

/** As many as the setting takes. */
const MOST_VOICES = 256;

/**
 * The built server with its database, media worker and detector of speech; only the providers are scripted.
 * @param environment Beside what makes it run here.
 */
export async function startVoxBridge(
  { providers, sessions }: TargetOptions,
  environment: Readonly<Record<string, string>> = {},
): Promise<WatchedTarget> {
  const dataDir = await mkdtemp(join(tmpdir(), 'voxbridge-bench-'));
  await copyPreparedCluster(dataDir, { waitsForDisk: true });
  // As root the database runs under an account of its own, which must be able to enter.
  await chmod(dataDir, 0o755);
  const env = {
    ...machine(),
    NODE_ENV: 'production',
    PORT: '0',
    WEBRTC_PORT: String(await freePort()),
    DATA_DIR: dataDir,
    DISCORD_TOKEN: '',
    DISCOVER_LOCAL_ENGINES: 'false',
    ...policy(),
    ...enginesAt(providers),
    ...roomFor(sessions),
    ...environment,
  };
  const started = await startNode(SERVER_ARGUMENTS, env, /VoxBridge is ready: (\S+)/u).catch(
    async (error: unknown) => {
      await rm(dataDir, { recursive: true, force: true });
      throw error;
    },
  );
  const address = started.address.replace('[::1]', '127.0.0.1');
  return {
    pid: started.child.pid ?? 0,
    url: address.replace('http', 'ws'),
    loopDelayMs: () => loopDelayAt(address),
    metric: async (name) => metricIn(await metricsAt(address), name),
    stop: async () => {
      await stopProcess(started.child);
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** What tells where things are on this machine; the rest of the environment would change what is measured. */
function machine(): Readonly<Record<string, string>> {
  const names = ['PATH', 'HOME', 'TMPDIR', 'XDG_CACHE_HOME', 'MODELS_DIR', 'MEDIASOUP_WORKER_BIN'];
  return Object.fromEntries(
    names.flatMap((name) => [[name, process.env[name]]]).filter(([, value]) => value),
  ) as Record<string, string>;
}

/** The answer begins when the base silence is over, as that of the peer does, so that delays compare. */
function policy() {
  return {
    ENDPOINTING: 'fixed',
    SPECULATIVE_TURNS: 'false',
    SILENCE_THRESHOLD_MS: String(SILENCE_THRESHOLD_MS),
    BARGE_IN_MIN_SPEECH_MS: String(BARGE_IN_MIN_SPEECH_MS),
  };
}

function enginesAt(providers: string) {
  return {
    STT_PROVIDER: 'deepgram',
    STT_FALLBACK_ORDER: 'none',
    DEEPGRAM_URL: providers.replace('http', 'ws'),
    DEEPGRAM_API_KEY: 'bench',
    LLM_PROVIDER: 'local',
    LLM_FALLBACK_ENABLED: 'false',
    LOCAL_LLM_BASE_URL: `${providers}/v1`,
    LOCAL_LLM_MODEL: 'timed',
    TTS_PROVIDER: 'openai',
    TTS_FALLBACKS: 'none',
    TTS_OPENAI_BASE_URL: `${providers}/v1`,
  };
}

/** Limits are not what is measured: a server that is too full says so by its delays. */
function roomFor(sessions: number) {
  return {
    MAX_SESSIONS: String(sessions + 1),
    MAX_LOOP_DELAY_MS: '0',
    MAX_SOCKETS_PER_ADDRESS: String(sessions + 10),
    SESSION_STARTS_PER_MINUTE: '100000',
    REQUESTS_PER_MINUTE: '100000',
    TTS_OPENAI_MAX_CONCURRENCY: String(Math.min(sessions + 10, MOST_VOICES)),
  };
}

/** Prometheus's client starts its histogram anew each time it is read. */
async function loopDelayAt(address: string): Promise<LoopDelay | undefined> {
  const text = await metricsAt(address);
  const ms = (name: string) => metricIn(text, `nodejs_eventloop_lag_${name}_seconds`) * 1000;
  return { p99: ms('p99'), max: ms('max') };
}

async function metricsAt(address: string): Promise<string> {
  return (await fetch(`${address}/metrics`)).text();
}

function metricIn(text: string, name: string): number {
  const found = new RegExp(`^${name} (\\S+)$`, 'mu').exec(text)?.[1];
  if (found === undefined) throw new Error(`/metrics has no ${name}`);
  return Number(found);
}
