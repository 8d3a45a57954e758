import { setTimeout as sleep } from 'node:timers/promises';

import { percentile, printTable } from '../report';
import { startProviders } from './child';
import { Observations } from './observations';
import { scriptFor } from './script';
import { pcmSentence, type Sentence } from './sentence';
import { socketLine } from './socket-line';
import { type Line, User } from './user';
import { startVoxBridge } from './voxbridge-target';

/** All join within a second, evenly. */
const WITHIN_MS = 1000;

/** The loop is watched for so long once all have joined: what a join leaves behind is a part of it. */
const AFTERWARDS_MS = 1000;

export type JoinsResult = {
  /** From the opening of the socket to `session_started`, of each. */
  readonly joinMs: readonly number[];
  /** The longest that the server's event loop stood still, by its own `/metrics`; 10 ms is its step. */
  readonly longestStallMs: number;
};

/** So many people join within a second, and say nothing. One came and went before: its code is loaded then. */
export async function measureJoins(joins: number): Promise<JoinsResult> {
  const sentence = pcmSentence(16_000);
  const providers = await startProviders();
  try {
    const target = await startVoxBridge({ providers: providers.url, sessions: joins });
    try {
      (await join(target.url, sentence)).close();
      await sleep(AFTERWARDS_MS);
      await target.loopDelayMs();
      const lines: Line[] = [];
      const joinMs = await Promise.all(
        Array.from({ length: joins }, async (_, index) => {
          await sleep((index * WITHIN_MS) / joins);
          const startedAtMs = performance.now();
          lines.push(await join(target.url, sentence));
          return performance.now() - startedAtMs;
        }),
      );
      await sleep(AFTERWARDS_MS);
      const longestStallMs = (await target.loopDelayMs())?.max ?? Number.NaN;
      for (const line of lines) line.close();
      return { joinMs, longestStallMs };
    } finally {
      await target.stop();
    }
  } finally {
    providers.stop();
  }
}

export function printJoins(results: readonly JoinsResult[]): void {
  printTable(
    ['joins', 'longest stall of the loop ms', 'a join p50 ms', 'p95', 'longest'],
    results.map(({ joinMs, longestStallMs }) => [
      String(joinMs.length),
      longestStallMs.toFixed(0),
      ...[0.5, 0.95, 1].map((share) => percentile(joinMs, share).toFixed(0)),
    ]),
  );
}

async function join(url: string, sentence: Sentence): Promise<Line> {
  const observations = new Observations();
  const user = new User(observations, scriptFor(sentence.lengthMs));
  return socketLine(url, 'pcm_s16le', sentence, user, observations);
}
