import type { Town } from './app-page';
import { openBrowser } from './browser';
import { ServerProcess } from './server-process';

/** A server with `env` and a browser, from before the tests of the block that calls this until after them. */
export function useTown(env: Record<string, string> = {}): () => Town {
  let town: Town | undefined;

  beforeAll(async () => {
    const [server, browser] = await Promise.all([ServerProcess.start({ env }), openBrowser()]);
    town = { server, browser };
  });

  afterAll(async () => {
    await town?.browser.close();
    await town?.server.dispose();
  });

  return () => {
    if (town === undefined) throw new Error('The server did not start.');
    return town;
  };
}
