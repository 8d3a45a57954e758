import {
  Client,
  type ElicitRequestFormParams,
  type ElicitResult,
  type ListChangedCallback,
  StreamableHTTPClientTransport,
  type Tool,
  type Transport,
} from '@modelcontextprotocol/client';
import { getDefaultEnvironment, StdioClientTransport } from '@modelcontextprotocol/client/stdio';

import { withReadableTools } from './listed-tools';
import { type AddressRules, mcpFetch } from './mcp-fetch';
import type { McpPlace } from './mcp-server';
import { resultValidator } from './result-validator';

/** Nobody waits longer for a server that is not there; one that is started here must load first. */
const CONNECT_TIMEOUT_MS = { http: 3000, stdio: 15_000 } as const;

/** Each page may be as long as an answer may be, and all are in memory at once. */
const MAX_PAGES = 20;

export type OpenMcpClient = {
  readonly client: Client;
  /** Ends it, and what it was asked; a program is ended too. May be called twice. */
  readonly close: () => Promise<void>;
};

export type McpClientEvents = {
  /** The list is another one, as the server says. */
  readonly onTools?: (tools: readonly Tool[]) => void;
  readonly onClosed?: () => void;
  /** The server wants to know something of who uses it; cancelled where nobody listens. */
  readonly onQuestion?: (question: ElicitRequestFormParams) => Promise<ElicitResult>;
};

/**
 * Connects to a server in the newest revision that both speak: the stateless one of 2026-07-28, else one that begins with
 * `initialize`.
 * @throws what `reasonOf` has words for; nothing is left open then.
 */
export async function openMcpClient(
  place: McpPlace,
  rules: AddressRules,
  { onTools, onClosed, onQuestion }: McpClientEvents = {},
): Promise<OpenMcpClient> {
  const timeout = CONNECT_TIMEOUT_MS[place.type];
  const onChanged: ListChangedCallback<Tool> = (_error, tools) => {
    if (tools !== null) onTools?.(tools);
  };
  const client = new Client(
    { name: 'voxbridge', version: '2' },
    {
      versionNegotiation: { mode: 'auto', probe: { timeoutMs: timeout } },
      listMaxPages: MAX_PAGES,
      jsonSchemaValidator: resultValidator,
      capabilities: { elicitation: { form: {} } },
      listChanged: { tools: { onChanged } },
    },
  );
  client.setRequestHandler('elicitation/create', ({ params }) => {
    if (params.mode === 'url') throw new Error('no addresses are opened here');
    return onQuestion?.(params) ?? Promise.resolve({ action: 'cancel' });
  });
  const { transport, release } = transportTo(place, rules);
  const close = async () => {
    try {
      await client.close();
      await transport.close();
    } finally {
      release();
    }
  };
  try {
    await client.connect(transport, { timeout });
  } catch (error) {
    await close().catch(() => undefined);
    throw error;
  }
  // The client listens from `connect` on, and lists no tools in it.
  const { onmessage: read } = transport;
  transport.onmessage = (message, extra) => read?.(withReadableTools(message), extra);
  if (onClosed !== undefined) client.onclose = onClosed;
  return { client, close };
}

function transportTo(
  place: McpPlace,
  rules: AddressRules,
): { readonly transport: Transport; readonly release: () => void } {
  if (place.type === 'stdio') {
    const { command, args, env, cwd } = place;
    const transport = new StdioClientTransport({
      command,
      args: [...args],
      // What the server itself is configured with is none of a tool's business.
      env: { ...getDefaultEnvironment(), ...env },
      ...(cwd === undefined ? {} : { cwd }),
      stderr: 'ignore',
    });
    return { transport, release: () => undefined };
  }
  const { url, headers, secretHeaders } = place;
  const { fetch, close: release } = mcpFetch(rules);
  const requestInit = { headers: { ...headers, ...secretHeaders } };
  return {
    transport: new StreamableHTTPClientTransport(new URL(url), { fetch, requestInit }),
    release,
  };
}
