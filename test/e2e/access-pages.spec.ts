import { peoplePages } from './pages/people';
import { settingsPages } from './pages/settings';
import type { Town } from './support/app-page';
import { openBrowser } from './support/browser';
import { ServerProcess } from './support/server-process';

/** The key of the server itself, which may do everything. */
const API_KEY = 'a key for the owner only';

describe('The pages of settings, people, keys and the record', () => {
  let town: Town | undefined;

  beforeAll(async () => {
    const [server, browser] = await Promise.all([
      ServerProcess.start({ env: { VOXBRIDGE_API_KEY: API_KEY } }),
      openBrowser(),
    ]);
    town = { server, browser };
  });

  afterAll(async () => {
    await town?.browser.close();
    await town?.server.dispose();
  });

  const open = (): Town => {
    if (town === undefined) throw new Error('The server did not start.');
    return town;
  };

  describe('people and keys', () => peoplePages(open, API_KEY));
  describe('settings', () => settingsPages(open, API_KEY));
});
