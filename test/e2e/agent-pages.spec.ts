import { agentFiles } from './pages/agent-files';
import { mcpServerPages } from './pages/mcp-servers';
import type { Town } from './support/app-page';
import { openBrowser } from './support/browser';
import { ServerProcess } from './support/server-process';

/** Agents that come and go as files, and what they are given of other servers. */
describe('Agents and servers of tools in a browser', () => {
  let town: Town | undefined;

  beforeAll(async () => {
    const [server, browser] = await Promise.all([
      ServerProcess.start({ env: { OUTBOUND_ALLOWED_HOSTS: '127.0.0.1' } }),
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

  describe('agents', () => agentFiles(open));
  describe('servers of tools', () => mcpServerPages(open));
});
