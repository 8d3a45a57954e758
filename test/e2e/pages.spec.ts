import { agentPages } from './pages/agents';
import { conversationPages } from './pages/conversations';
import { figuresPages } from './pages/figures';
import { frameOfPages } from './pages/frame';
import { serverPages } from './pages/server';
import { signInPages } from './pages/sign-in';
import { turnPages } from './pages/turns';
import type { Town } from './support/app-page';
import { openBrowser } from './support/browser';
import { ServerProcess } from './support/server-process';

const API_KEY = 'a key for the owner only';

/** What its own tools ask is on this machine. */
const OPEN = { OUTBOUND_ALLOWED_HOSTS: '127.0.0.1' };

describe('The pages in a browser', () => {
  let town: Town | undefined;
  let locked: ServerProcess | undefined;

  beforeAll(async () => {
    const [server, browser, other] = await Promise.all([
      ServerProcess.start({ env: OPEN }),
      openBrowser(),
      ServerProcess.start({ env: { VOXBRIDGE_API_KEY: API_KEY } }),
    ]);
    town = { server, browser };
    locked = other;
  });

  afterAll(async () => {
    await town?.browser.close();
    await Promise.all([town?.server.dispose(), locked?.dispose()]);
  });

  const open = (): Town => {
    if (town === undefined) throw new Error('The server did not start.');
    return town;
  };
  const behindKey = (): Town => {
    if (locked === undefined) throw new Error('The server did not start.');
    return { server: locked, browser: open().browser };
  };

  describe('their frame', () => frameOfPages(open));
  describe('conversations', () => conversationPages(open));
  describe('a turn', () => turnPages(open));
  describe('agents', () => agentPages(open));
  describe('the server', () => serverPages(open));
  describe('figures', () => figuresPages(open));
  describe('behind a key', () => signInPages(behindKey, API_KEY));
});
