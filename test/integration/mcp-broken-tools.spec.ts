import { mcpToolsOf } from '../../src/tools/mcp/mcp-tools';
import { call, closeAll, listed, web } from './support/mcp-calls';
import { RawMcpServer, sendResult } from './support/raw-mcp-server';
import { silenceLogs } from './support/quiet-logger';

silenceLogs();

const inputSchema = { type: 'object' };
const GOOD = { name: 'good', inputSchema };

describe('a server of tools of which some are broken', () => {
  let server: RawMcpServer;
  beforeEach(async () => (server = await RawMcpServer.start()));
  afterEach(async () => {
    await closeAll();
    await server.close();
  });

  it.each([
    ['no schema', {}],
    ['no properties', { inputSchema: { ...inputSchema, properties: null } }],
    ['no schema of a property', { inputSchema: { ...inputSchema, properties: { a: null } } }],
    ['a text of what is wanted', { inputSchema: { ...inputSchema, required: 'a' } }],
    ['another type', { inputSchema: { type: 'array' } }],
    ['a number for a description', { inputSchema, description: 4 }],
  ])('has the others offered, and says why not the broken one: %s', async (_what, broken) => {
    server.tools = [{ name: 'bad', ...broken }, { description: 'nameless' }, GOOD];
    const place = web(server.url);
    const { tools } = await listed(place);
    const shown = mcpToolsOf(
      { id: 'r', name: 'raw', place, timeoutMs: 1, toolSettings: {} },
      tools,
      () => Promise.reject(new Error('not called')),
    );
    expect(shown).toEqual([
      expect.objectContaining({
        name: 'raw__bad',
        problem: expect.stringMatching(/^its .* cannot be (?:read|understood): /u) as string,
      }),
      expect.objectContaining({ name: 'raw__good', definition: expect.anything() as object }),
    ]);
    expect(shown[0]).not.toHaveProperty('definition');
  });

  it.each([
    ['is none', { type: 'object', properties: null }],
    ['is checked later', { type: 'object', $async: true, required: ['a'] }],
    ['has a pattern that is none', { type: 'object', properties: { a: { pattern: '(' } } }],
  ])('has a tool called whose results have a schema that %s', async (_what, outputSchema) => {
    server.tools = [{ ...GOOD, outputSchema }];
    const connection = await listed(web(server.url));
    server.answer = (response, id) =>
      sendResult(response, id, { content: [], structuredContent: { found: 1 } });
    expect(await call(connection, 'good')).toEqual({ content: '{"found":1}' });
  });

  it('holds nobody up by a pattern for its results that does not end', async () => {
    const found = { type: 'string', pattern: '^(a+)+$' };
    const outputSchema = { type: 'object', properties: { found }, required: ['found'] };
    server.tools = [{ ...GOOD, outputSchema }];
    const connection = await listed(web(server.url));
    server.answer = (response, id) =>
      sendResult(response, id, { content: [], structuredContent: { found: `${'a'.repeat(60)}!` } });
    expect((await call(connection, 'good')).content).toContain('aaaa');
    // What does not take long is checked.
    server.answer = (response, id) =>
      sendResult(response, id, { content: [], structuredContent: { found: 1 } });
    await expect(call(connection, 'good')).rejects.toThrow('does not match');
  });
});
