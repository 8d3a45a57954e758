import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { BARGE_IN_MIN_SPEECH_MS, SILENCE_THRESHOLD_MS } from './script';
import { startNode, stopProcess, type Target, type TargetOptions } from './target';

const BENCH = join(__dirname, '..', '..', '..', 'bench');
const FOLDER = join(BENCH, 'peers', 'livekit');

export function isPeerInstalled(): boolean {
  return existsSync(join(FOLDER, 'node_modules', '@livekit', 'agents'));
}

/** LiveKit Agents with its own detector of speech behind the same socket, with the same policy and providers. */
export const startPeer = (options: TargetOptions) => start(join(FOLDER, 'server.mjs'), options);

/** A program that does next to nothing else behind the same socket: what the conversation takes at least. */
export const startFloor = (options: TargetOptions) =>
  start(join(BENCH, 'floor', 'server.mjs'), options);

async function start(program: string, { providers }: TargetOptions): Promise<Target> {
  const env = {
    PATH: process.env['PATH'] ?? '',
    HOME: process.env['HOME'] ?? '',
    NODE_ENV: 'production',
    PROVIDERS_URL: providers,
    SILENCE_THRESHOLD_MS: String(SILENCE_THRESHOLD_MS),
    BARGE_IN_MIN_SPEECH_MS: String(BARGE_IN_MIN_SPEECH_MS),
  };
  const { child, address } = await startNode([program], env, /Peer is ready: (\S+)/u);
  return {
    pid: child.pid ?? 0,
    url: address,
    loopDelayMs: async () => {
      const response = await fetch(`${address.replace('ws', 'http')}/loop-delay`);
      return (await response.json()) as { p99: number; max: number };
    },
    stop: () => stopProcess(child),
  };
}
