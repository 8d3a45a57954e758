import 'reflect-metadata';

import { ConfigError } from '@vox/voice-core';

import { boot } from './boot';
import { collectGarbage } from './collect-garbage';
import { parseConfig, unknownVariables } from './config';

/** Long enough for a model to be loaded or a database to be made, which end by themselves. */
const START_GRACE_MS = 20_000;

/** Boots the server; SIGINT or SIGTERM ends it, with what it started, also while it boots. */
async function main(): Promise<void> {
  for (const { name, meant } of unknownVariables(process.env)) {
    const question = meant === undefined ? '' : `; did you mean ${meant}?`;
    process.stdout.write(`${name} is set and is no variable of VoxBridge${question}\n`);
  }
  const starting = new AbortController();
  const booting = boot(parseConfig(process.env), starting.signal);
  let isReady = false;
  const stop = (signal: NodeJS.Signals) => {
    if (starting.signal.aborted) return;
    starting.abort();
    const what = isReady ? 'finishing running answers, then stopping' : 'stopping before the start';
    process.stdout.write(`\n${signal}: ${what}.\n`);
    if (!isReady) setTimeout(giveUp, START_GRACE_MS).unref();
    booting
      .then((server) => server.stop(), failUnlessAborted)
      .then(() => process.exit(0))
      .catch(fail);
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);

  const { url } = await booting;
  collectGarbage();
  isReady = true;
  process.stdout.write(`\nVoxBridge is ready: ${url}\n\n`);
}

function fail(error: unknown): never {
  const isExpected = error instanceof ConfigError;
  process.stderr.write(
    `\n${isExpected ? error.message : String((error as Error).stack ?? error)}\n`,
  );
  process.exit(1);
}

/** A start that was ended is no failure. */
function failUnlessAborted(error: unknown): void {
  if ((error as Error).name !== 'AbortError') fail(error);
}

/** Whatever the start waits for does not let itself be ended. */
function giveUp(): never {
  process.stderr.write('\nThe start did not end in time: left as it is.\n');
  process.exit(1);
}

main().catch((error: unknown) => {
  failUnlessAborted(error);
});
