import { parseConsoleArgs, usage } from './args';
import { run } from './run';

async function main(): Promise<void> {
  const options = parseConsoleArgs(process.argv.slice(2), process.env);
  if (options === undefined) console.log(usage);
  else if (!(await run(options, (line) => console.log(line)))) process.exitCode = 1;
}

main().catch((error: unknown) => {
  const field =
    error instanceof Error && 'field' in error && typeof error.field === 'string'
      ? `${error.field}: `
      : '';
  console.error(`talk: ${field}${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
});
