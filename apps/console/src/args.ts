import { parseArgs } from 'node:util';

import { InvalidInputError } from '@vox/voice-core';

export type ConsoleOptions = {
  /** WAV files, one turn each. */
  readonly files: readonly string[];
  readonly url: string;
  /** Where the answers go, as one WAV. */
  readonly out: string;
  readonly apiKey?: string;
  readonly encoding: 'pcm_s16le' | 'opus';
  readonly sessionId?: string;
  /** The name or id of the agent that answers. */
  readonly agent?: string;
  readonly json: boolean;
};

export const usage = `Speaks WAV files to a running VoxBridge server, one turn each, and writes down the answers.

  npm run talk -- FILE.wav [FILE.wav ...] [options]

  --url URL          the server's voice socket (that of HOST and PORT, else ws://127.0.0.1:4900/ws/voice)
  --out FILE.wav     where the spoken answers go (answer.wav)
  --api-key KEY      the server's key (else VOXBRIDGE_API_KEY)
  --encoding NAME    pcm_s16le or opus (pcm_s16le)
  --session UUID     go on with this session
  --agent NAME       who answers, by name or id (the default agent)
  --json             print one JSON object instead of text
  --help             this text`;

const DEFAULT_PORT = '4900';
/** A server that listens on all addresses is reached at this machine's own. */
const EVERY_ADDRESS = ['0.0.0.0', '::', ''];

/**
 * Reads the command line; undefined when help is asked for.
 * @throws InvalidInputError naming the option that is wrong.
 */
export function parseConsoleArgs(
  args: readonly string[],
  environment: Record<string, string | undefined>,
): ConsoleOptions | undefined {
  const { values, positionals } = parse(args);
  if (values.help === true) return undefined;
  if (positionals.length === 0)
    throw new InvalidInputError('FILE.wav', 'name at least one WAV file');
  const encoding = values.encoding ?? 'pcm_s16le';
  if (encoding !== 'pcm_s16le' && encoding !== 'opus') {
    throw new InvalidInputError('--encoding', `pcm_s16le or opus, not ${encoding}`);
  }
  const url = values.url ?? socketOf(environment);
  if (!URL.canParse(url) || !/^wss?:$/.test(new URL(url).protocol)) {
    throw new InvalidInputError('--url', `a ws:// or wss:// URL, not ${url}`);
  }
  const apiKey = values['api-key'] ?? environment.VOXBRIDGE_API_KEY;
  return {
    files: positionals,
    url,
    out: values.out ?? 'answer.wav',
    encoding,
    json: values.json === true,
    ...(apiKey === undefined || apiKey === '' ? {} : { apiKey }),
    ...(values.session === undefined ? {} : { sessionId: values.session }),
    ...(values.agent === undefined ? {} : { agent: values.agent }),
  };
}

/** Where the server of these settings listens. */
function socketOf({ HOST = '', PORT }: Record<string, string | undefined>): string {
  const host = EVERY_ADDRESS.includes(HOST) ? '127.0.0.1' : HOST;
  const port = PORT === undefined || PORT === '' ? DEFAULT_PORT : PORT;
  return `ws://${host.includes(':') ? `[${host}]` : host}:${port}/ws/voice`;
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        url: { type: 'string' },
        out: { type: 'string' },
        'api-key': { type: 'string' },
        encoding: { type: 'string' },
        session: { type: 'string' },
        agent: { type: 'string' },
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new InvalidInputError(
      'arguments',
      error instanceof Error ? error.message : String(error),
    );
  }
}
