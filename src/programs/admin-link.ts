import 'reflect-metadata';

import { parseConfig } from '../config';
import { makeLoginLink } from '../login';
import { runProgram, say, withDatabase } from './with-database';

/** Prints a link that logs in once as who runs the server, whether or not it runs now. */
runProgram(async () => {
  const config = parseConfig(process.env);
  const address = config.login.PUBLIC_URL ?? `http://127.0.0.1:${config.server.PORT}`;
  await withDatabase(config, async (database) => {
    const link = await makeLoginLink(database, address);
    say(`Logs in as who runs the server, once and within 15 minutes:\n\n  ${link}\n`);
  });
});
