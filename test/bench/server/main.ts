import { mkdir, writeFile } from 'node:fs/promises';
import { loadavg } from 'node:os';
import { join } from 'node:path';

import { printTable } from '../report';
import { type CellResult, type Failure, runCell } from './cell';
import { chartOf } from './chart';
import { documentRows } from './document';
import { rowsOf } from './figures';
import { type JoinsResult, measureJoins, printJoins } from './joins';
import { type Options, readOptions, USAGE } from './options';
import { isPeerInstalled } from './peer-target';
import { cellsOf, failureLines, HEAD } from './table';
import { isWebRtcClientInstalled } from './webrtc-line';

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2));
  if (options.joins !== undefined) {
    const results: JoinsResult[] = [];
    for (let run = 1; run <= options.runs; run++) results.push(await measureJoins(options.joins));
    return printJoins(results);
  }
  checkInstalled(options);
  const { results, failures } = await runAll(options);
  const rows = rowsOf(results);
  printTable(HEAD, cellsOf(rows));
  for (const line of failureLines(failures)) process.stdout.write(`${line}\n`);
  await mkdir(options.out, { recursive: true });
  const name = join(options.out, options.channel);
  const { channel, seconds, runs } = options;
  const at = new Date().toISOString();
  const kept = { at, channel, seconds, runs, rows, failures, results };
  await writeFile(`${name}.json`, `${JSON.stringify(kept, undefined, 2)}\n`);
  await writeFile(`${name}.svg`, chartOf(rows));
  process.stdout.write(`\n${name}.json, ${name}.svg\n`);
  if (options.documents) await documentRows(rows, failures, options);
  if (results.length === 0) process.exitCode = 1;
}

/** @throws Error that says how what is missing is installed. */
function checkInstalled({ servers, channel }: Options): void {
  if (servers.includes('livekit') && !isPeerInstalled()) {
    throw new Error('the peer is not installed: npm ci --prefix bench/peers/livekit');
  }
  if (channel === 'webrtc' && !isWebRtcClientInstalled()) {
    throw new Error('its client is not installed: npm ci --prefix bench/webrtc-client');
  }
}

/** All numbers of sessions in each run, and the servers in turn: what the machine does meanwhile meets all of them. */
async function runAll(
  options: Options,
): Promise<{ readonly results: readonly CellResult[]; readonly failures: readonly Failure[] }> {
  const results: CellResult[] = [];
  const failures: Failure[] = [];
  for (let run = 1; run <= options.runs; run++) {
    for (const sessions of options.sessions) {
      for (const server of options.servers) {
        const load = loadavg()[0]?.toFixed(1) ?? '?';
        process.stderr.write(
          `run ${run} of ${options.runs}: ${server}, ${sessions} sessions (load ${load}) ...\n`,
        );
        try {
          results.push(
            await runCell({
              server,
              channel: options.channel,
              sessions,
              warmUpMs: options.warmUpSeconds * 1000,
              windowMs: options.seconds * 1000,
              settleMs: options.settleSeconds * 1000,
            }),
          );
        } catch (error) {
          // A server that ends under its load says so of itself; what was measured before stays.
          failures.push({ server, sessions, run });
          process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
        }
      }
    }
  }
  return { results, failures };
}

main().catch((error: unknown) => {
  const isUsage = error instanceof Error && /^--|option/iu.test(error.message);
  process.stderr.write(
    `${error instanceof Error && !isUsage ? error.stack : (error as Error).message}\n`,
  );
  if (isUsage) process.stderr.write(USAGE);
  process.exitCode = isUsage ? 2 : 1;
});
