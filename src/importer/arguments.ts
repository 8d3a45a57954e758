import { parseArgs } from 'node:util';

import { ConfigError } from '@vox/voice-core';

const USAGE =
  'npm run import:voxbridge1 -- postgresql://USER:PASSWORD@HOST:PORT/DATABASE [--encryption-key KEY]';

/** SQLAlchemy names the driver, too: `postgresql+asyncpg:`. */
const SCHEME = /^postgres(?:ql)?(?:\+\w+)?:/u;

export type ImportArguments = {
  /** As PostgreSQL's own clients take it. */
  readonly url: string;
  /** What VoxBridge 1 had as PLUGIN_ENCRYPTION_KEY. */
  readonly encryptionKey?: string;
};

/**
 * What the command line says; the key also from PLUGIN_ENCRYPTION_KEY, as VoxBridge 1 had it.
 * @throws ConfigError that says how it is used.
 */
export function importArguments(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): ImportArguments {
  const { values, positionals } = parsed(args);
  const [given, ...more] = positionals;
  if (given === undefined || more.length > 0) throw new ConfigError([`It is ${USAGE}`]);
  const url = given.replace(SCHEME, 'postgresql:');
  // The URL may hold a password: it is not quoted.
  if (!SCHEME.test(given) || !URL.canParse(url)) {
    throw new ConfigError([`The database is named by a URL: ${USAGE}`]);
  }
  const key = values['encryption-key'] ?? environment['PLUGIN_ENCRYPTION_KEY'] ?? '';
  return { url, ...(key === '' ? {} : { encryptionKey: key }) };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: { 'encryption-key': { type: 'string' } },
      allowPositionals: true,
    });
  } catch (error) {
    throw new ConfigError([`${(error as Error).message}. It is ${USAGE}`]);
  }
}
