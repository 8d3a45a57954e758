import { parseArgs } from 'node:util';

import type { ServerName } from './cell';
import { type Channel, CHANNELS } from './wire';

export const USAGE = `Usage: npm run bench:server -- [--sessions 1,10,25,50,100,150] [--seconds 20] [--runs 1]
         [--channel ${CHANNELS.join('|')}] [--peer] [--floor] [--settle 60] [--out FOLDER] [--document]
       npm run bench:server -- --joins 100 [--runs 1]

Measures the built server from outside: clients, providers and server are processes of their own. Each number of sessions
has a server of its own. --peer measures LiveKit Agents in turn with it (install it first: npm ci --prefix bench/peers/livekit);
--floor a bare Node program with the same sockets, frames and requests: what no server in one thread does without.
--channel webrtc wants its client: npm ci --prefix bench/webrtc-client. --settle is how many seconds memory is watched after
everybody has left. --document writes the table into docs/benchmarks.md. --joins measures instead how long the server's event
loop stands still when so many people join within a second.
`;

export type Options = {
  readonly sessions: readonly number[];
  readonly seconds: number;
  readonly runs: number;
  readonly channel: Channel;
  /** In the order in which they take turns. */
  readonly servers: readonly ServerName[];
  readonly settleSeconds: number;
  readonly warmUpSeconds: number;
  readonly out: string;
  readonly documents: boolean;
  readonly joins?: number;
};

/** @throws Error that names the option which makes no sense. */
export function readOptions(words: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...words],
    options: {
      sessions: { type: 'string', default: '1,10,25,50,100,150' },
      seconds: { type: 'string', default: '20' },
      runs: { type: 'string', default: '1' },
      channel: { type: 'string', default: 'socket' },
      peer: { type: 'boolean', default: false },
      floor: { type: 'boolean', default: false },
      settle: { type: 'string', default: '60' },
      'warm-up': { type: 'string', default: '20' },
      out: { type: 'string', default: '.data/bench-server' },
      document: { type: 'boolean', default: false },
      joins: { type: 'string' },
    },
  });
  const channel = CHANNELS.find((known) => known === values.channel);
  if (channel === undefined) throw new Error(`--channel is one of ${CHANNELS.join(', ')}`);
  const beside = { livekit: values.peer, floor: values.floor };
  const others = (['livekit', 'floor'] as const).filter((name) => beside[name]);
  if (others.length > 0 && channel !== 'socket')
    throw new Error('--peer and --floor go with --channel socket');
  return {
    sessions: values.sessions.split(',').map((word) => whole('sessions', word, 1, 1000)),
    seconds: whole('seconds', values.seconds, 1, 3600),
    runs: whole('runs', values.runs, 1, 100),
    channel,
    servers: ['voxbridge', ...others],
    settleSeconds: whole('settle', values.settle, 0, 600),
    warmUpSeconds: whole('warm-up', values['warm-up'], 0, 600),
    out: values.out,
    documents: values.document,
    ...(values.joins !== undefined && { joins: whole('joins', values.joins, 1, 1000) }),
  };
}

function whole(name: string, word: string, least: number, most: number): number {
  const value = Number(word);
  if (word.trim() !== '' && Number.isInteger(value) && value >= least && value <= most)
    return value;
  throw new Error(`--${name} takes whole numbers from ${least} to ${most}`);
}
