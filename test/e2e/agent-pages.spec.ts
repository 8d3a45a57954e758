import { agentFiles } from './pages/agent-files';
import { mcpServerPages } from './pages/mcp-servers';
import { useTown } from './support/town';

/** Agents that come and go as files, and what they are given of other servers. */
describe('Agents and servers of tools in a browser', () => {
  const open = useTown({ OUTBOUND_ALLOWED_HOSTS: '127.0.0.1' });

  describe('agents', () => agentFiles(open));
  describe('servers of tools', () => mcpServerPages(open));
});
