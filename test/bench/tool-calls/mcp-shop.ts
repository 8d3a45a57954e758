import { z } from 'zod';

import { McpShop } from '../../integration/support/mcp-shop';

/** A server of tools, in a process of its own: it takes longer to read a request than the request takes to come. */
async function main(): Promise<void> {
  const shop = await McpShop.start();
  shop.tools = (server) => {
    const about = {
      annotations: { readOnlyHint: true },
      inputSchema: z.object({ key: z.string() }),
    };
    server.registerTool('look', about, () => ({ content: [{ type: 'text', text: 'found' }] }));
  };
  process.stdout.write(`${shop.url}\n`);
}

void main();
