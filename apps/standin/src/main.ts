import { readArgs, USAGE } from './args';

async function main(): Promise<void> {
  const command = readArgs(process.argv.slice(2));
  if (command === undefined) {
    process.stderr.write(USAGE);
    process.exitCode = 2;
    return;
  }
  const running = await command.entry.start(command.settings);
  if (command.logs) {
    running.watch((notice) => process.stdout.write(`${JSON.stringify(notice)}\n`));
  }
  process.stdout.write(`${command.name} stands in at ${running.url}\n`);
  for (const [name, value] of Object.entries(running.settings ?? {})) {
    process.stdout.write(`${name}=${value}\n`);
  }
  const stop = () => void running.close().then(() => process.exit(0));
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
