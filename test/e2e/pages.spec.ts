import { agentPages } from './pages/agents';
import { conversationPages } from './pages/conversations';
import { frameOfPages } from './pages/frame';
import { turnPages } from './pages/turns';
import { useTown } from './support/town';

describe('The pages in a browser', () => {
  // What its own tools ask is on this machine.
  const open = useTown({ OUTBOUND_ALLOWED_HOSTS: '127.0.0.1' });

  describe('their frame', () => frameOfPages(open));
  describe('conversations', () => conversationPages(open));
  describe('a turn', () => turnPages(open));
  describe('agents', () => agentPages(open));
});
