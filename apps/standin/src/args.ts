import { parseArgs } from 'node:util';

import type { SettingName, StandInEntry, StandInSettings } from './stand-in-entry';
import { STAND_INS } from './stand-ins';

/** The options of the command line that only some stand-ins take. */
const OPTIONS = {
  text: '--text',
  reply: '--reply',
  paceMs: '--pace-ms',
  recording: '--recording',
  callbackTo: '--callback-to',
} as const satisfies Record<SettingName, string>;

export const USAGE = `Usage: npm run standin -- NAME [--port PORT] [--fault FAULT] [--text TEXT] [--reply TEXT] [--pace-ms MS] [--log]

Runs a server that speaks the protocol of a provider, on loopback, until Ctrl+C. --text is what a recognizer hears, --reply
what a model says, --pace-ms the time between the words of a model or the pieces of a voice; --log prints every request
as a line of JSON. A workflow answers as a real n8n did (--recording), or calls the server at a URL back (--callback-to). Names, their options and faults (besides any HTTP status, such as 503):
${Object.entries(STAND_INS)
  .map(
    ([name, { faults, takes }]) =>
      `  ${name.padEnd(22)}${takes
        .map((taken) => OPTIONS[taken])
        .join(' ')
        .padEnd(22)}${faults.join(' ')}`,
  )
  .join('\n')}

Recordings of n8n: ${STAND_INS['n8n']?.recordings?.join(' ') ?? ''}
`;

export type StandInCommand = {
  readonly name: string;
  readonly entry: StandInEntry;
  readonly settings: StandInSettings;
  readonly logs: boolean;
};

/** What the words after the command ask for; undefined when they make no sense. */
export function readArgs(words: readonly string[]): StandInCommand | undefined {
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(words);
  } catch {
    return undefined;
  }
  const { positionals, values } = parsed;
  const { port: portText, fault, text, reply, 'pace-ms': paceText, log: logs } = values;
  const { recording, 'callback-to': callbackTo } = values;
  const [name = ''] = positionals;
  const entry = STAND_INS[name];
  const port = Number(portText);
  const paceMs = paceText === undefined ? undefined : Number(paceText);
  if (entry === undefined || !(port >= 0 && port < 65_536)) return undefined;
  if (paceMs !== undefined && !(paceMs >= 0 && paceMs <= 60_000)) return undefined;
  if (fault !== undefined && !/^[1-5]\d\d$/u.test(fault) && !entry.faults.includes(fault)) {
    return undefined;
  }
  if (recording !== undefined && entry.recordings?.includes(recording) !== true) return undefined;
  if (callbackTo !== undefined && !URL.canParse(callbackTo)) return undefined;
  const named = { text, reply, paceMs, recording, callbackTo };
  const given = Object.entries(named).filter(([, value]) => value !== undefined);
  if (given.some(([key]) => !entry.takes.includes(key as SettingName))) return undefined;
  const settings = {
    port,
    ...(fault === undefined ? {} : { fault }),
    ...(Object.fromEntries(given) as Partial<StandInSettings>),
  };
  return { name, entry, settings, logs };
}

function parse(words: readonly string[]) {
  return parseArgs({
    args: [...words],
    allowPositionals: true,
    options: {
      port: { type: 'string', default: '0' },
      fault: { type: 'string' },
      text: { type: 'string' },
      reply: { type: 'string' },
      'pace-ms': { type: 'string' },
      recording: { type: 'string' },
      'callback-to': { type: 'string' },
      log: { type: 'boolean', default: false },
    },
  });
}
