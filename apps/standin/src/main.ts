import { parseArgs } from 'node:util';

import { STAND_INS } from './stand-ins';

const USAGE = `Usage: npm run standin -- NAME [--port PORT] [--fault FAULT]

Runs a server that speaks the protocol of a provider, on loopback, until Ctrl+C. Names and faults (besides any HTTP
status, such as 503):
${Object.entries(STAND_INS)
  .map(([name, { faults }]) => `  ${name.padEnd(22)}${faults.join(' ')}`)
  .join('\n')}
`;

async function main(): Promise<void> {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { port: { type: 'string', default: '0' }, fault: { type: 'string' } },
  });
  const standIn = STAND_INS[positionals[0] ?? ''];
  const port = Number(values.port);
  const { fault } = values;
  const isKnownFault =
    fault === undefined || /^[1-5]\d\d$/u.test(fault) || standIn?.faults.includes(fault) === true;
  if (standIn === undefined || !isKnownFault || !(port >= 0 && port < 65_536)) {
    process.stderr.write(USAGE);
    process.exitCode = 2;
    return;
  }
  const running = await standIn.start(port, fault);
  process.stdout.write(`${positionals[0]} stands in at ${running.url}\n`);
  const stop = () => void running.close().then(() => process.exit(0));
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
