import 'reflect-metadata';

import { ConfigError } from '@vox/voice-core';

import { boot } from './boot';
import { parseConfig } from './config';

/** Boots the server; SIGINT or SIGTERM ends it, with what it started, also while it boots. */
async function main(): Promise<void> {
  const booting = boot(parseConfig(process.env));
  let isStopping = false;
  const stop = (signal: NodeJS.Signals) => {
    if (isStopping) return;
    isStopping = true;
    process.stdout.write(`\n${signal}: finishing running answers, then stopping.\n`);
    booting
      .then((server) => server.stop())
      .then(() => process.exit(0))
      .catch(fail);
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);

  const { url } = await booting;
  process.stdout.write(`\nVoxBridge is ready: ${url}\n\n`);
}

function fail(error: unknown): never {
  const isExpected = error instanceof ConfigError;
  process.stderr.write(
    `\n${isExpected ? error.message : String((error as Error).stack ?? error)}\n`,
  );
  process.exit(1);
}

main().catch(fail);
