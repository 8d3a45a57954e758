import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { McpRestingError } from '../../src/tools/mcp/mcp-failure';
import type { McpPlace } from '../../src/tools/mcp/mcp-server';
import { mcpToolsOf } from '../../src/tools/mcp/mcp-tools';
import { eventually } from '../support/eventually';
import { call, closeAll, connectTo, listed, program, RULES, web } from './support/mcp-calls';
import { EverythingServer } from './support/mcp-programs';
import { McpShop } from './support/mcp-shop';
import { silenceLogs } from './support/quiet-logger';

silenceLogs();

afterEach(closeAll);

describe.each(['stdio', 'http'] as const)('server-everything over %s', (transport) => {
  let server: EverythingServer | undefined;
  let place: McpPlace = program('everything');
  beforeAll(async () => {
    if (transport === 'stdio') return;
    server = await EverythingServer.start();
    place = web(server.url);
  });
  afterAll(() => server?.stop());

  it('is spoken to in the revision that it has, and lists tools that every provider takes', async () => {
    const connection = await listed(place);
    expect(connection.state).toMatchObject({
      status: 'connected',
      protocolVersion: '2025-11-25',
      serverName: 'mcp-servers/everything',
    });
    const shown = mcpToolsOf(
      { id: 'e', name: 'all', place, timeoutMs: 1, toolSettings: {} },
      connection.tools,
      () => Promise.reject(new Error('not called')),
    );
    expect(shown.length).toBeGreaterThanOrEqual(10);
    for (const { name, problem, definition } of shown) {
      expect(problem).toBeUndefined();
      expect(name).toMatch(/^all__[a-zA-Z0-9_-]{1,59}$/u);
      expect(definition?.parameters).toMatchObject({ type: 'object' });
      expect(definition?.parameters).not.toHaveProperty('$schema');
    }
  });

  it('gives words, data, pictures by their kind, links, and failures as results', async () => {
    const connection = await listed(place);
    expect(await call(connection, 'echo', { message: 'Grüße' })).toEqual({
      content: 'Echo: Grüße',
    });
    expect((await call(connection, 'get-sum', { a: 2, b: 3 })).content).toContain('5');
    const weather = await call(connection, 'get-structured-content', { location: 'Chicago' });
    expect(JSON.parse(weather.content)).toMatchObject({
      temperature: expect.any(Number) as number,
    });
    const image = await call(connection, 'get-tiny-image');
    expect(image.content).toContain('[image: image/png]');
    expect(image.content.length).toBeLessThan(500);
    const links = await call(connection, 'get-resource-links', { count: 2 });
    expect(links.content).toMatch(/demo:\/\/resource/u);
    expect(await call(connection, 'get-sum', { a: 'x' })).toMatchObject({ isError: true });
  });

  it('shows that it lives, and is told when it is given up', async () => {
    const connection = await listed(place);
    const signs: number[] = [];
    const long = { duration: 1.2, steps: 4 };
    const done = await call(connection, 'trigger-long-running-operation', long, {
      // Shorter than the whole, longer than a step.
      timeoutMs: 1000,
      onProgress: () => signs.push(1),
    });
    expect(done.content).toContain('completed');
    // The last one may come with the result, when nobody waits for signs any more.
    expect(signs.length).toBeGreaterThanOrEqual(3);
    const given = new AbortController();
    const running = call(
      connection,
      'trigger-long-running-operation',
      { duration: 60, steps: 600 },
      { signal: given.signal, onProgress: () => given.abort() },
    );
    await expect(running).rejects.toThrow();
    expect((await call(connection, 'echo', { message: 'still' })).content).toBe('Echo: still');
  });
});

it('begins another session by itself when server-everything has forgotten it, and calls once', async () => {
  const server = await EverythingServer.start();
  const connection = await listed(web(server.url));
  await server.stop();
  await expect(call(connection, 'echo', { message: 'nobody' })).rejects.toThrow();
  // What it had is still offered while it is away.
  expect(connection.tools.length).toBeGreaterThan(5);
  await server.listen();
  const again = await eventually(
    () => call(connection, 'echo', { message: 'again' }),
    ({ content }) => content === 'Echo: again',
  );
  expect(again).toEqual({ content: 'Echo: again' });
  await connection.close();
  await server.stop();
});

it('reads and writes files with server-filesystem, in its folder alone', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'vox-mcp-'));
  await writeFile(join(folder, 'note.txt'), 'Buy milk.');
  const connection = await listed(program('filesystem', [folder]));
  const hints = new Map(connection.tools.map(({ name, annotations }) => [name, annotations]));
  expect(hints.get('read_text_file')).toMatchObject({ readOnlyHint: true });
  expect(hints.get('write_file')).toMatchObject({ readOnlyHint: false, destructiveHint: true });
  const read = await call(connection, 'read_text_file', { path: join(folder, 'note.txt') });
  expect(read.content).toContain('Buy milk.');
  await call(connection, 'write_file', { path: join(folder, 'new.txt'), content: 'Written.' });
  expect(await readFile(join(folder, 'new.txt'), 'utf8')).toBe('Written.');
  const outside = await call(connection, 'read_text_file', { path: '/etc/hostname' });
  expect(outside).toMatchObject({ isError: true });
});

it('remembers with server-memory, and starts it again when it was killed', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'vox-mcp-'));
  const env = { MEMORY_FILE_PATH: join(folder, 'memory.jsonl'), PID_FILE: join(folder, 'pid') };
  const { command, args } = program('memory');
  const script = 'echo $$ > "$PID_FILE"; exec "$0" "$@"';
  const started = ['-c', script, command, ...args];
  const connection = await listed({ type: 'stdio', command: 'sh', args: started, env });
  const entities = [{ name: 'Ada', entityType: 'person', observations: ['likes tea'] }];
  await call(connection, 'create_entities', { entities });
  process.kill(Number(await readFile(env.PID_FILE, 'utf8')), 'SIGKILL');
  const graph = await eventually(
    () => call(connection, 'read_graph'),
    ({ content }) => content.includes('likes tea'),
  );
  expect(graph).not.toHaveProperty('isError');
});

describe('a server that speaks the stateless revision alone', () => {
  let shop: McpShop;
  beforeEach(async () => (shop = await McpShop.start()));
  afterEach(() => shop.close());

  it('is called without a session, and told who asks, beside the arguments', async () => {
    const connection = await listed(web(shop.url, { authorization: 'Bearer wholly-secret' }));
    expect(connection.state).toMatchObject({ status: 'connected', protocolVersion: '2026-07-28' });
    const found = await call(connection, 'find.item', { query: 'tea' });
    expect(found).toEqual({ content: '{"found":"tea in aisle 4"}' });
    expect(await call(connection, 'cancel', { order: '42' })).toEqual({
      content: '42 is cancelled.',
    });
    expect(shop.calls).toMatchObject([
      { tool: 'find.item' },
      { tool: 'cancel', given: { order: '42' }, meta: { 'voxbridge/caller': { user_id: 'ada' } } },
    ]);
    const asked = shop.requests.at(-1);
    expect(asked?.headers).toMatchObject({
      authorization: 'Bearer wholly-secret',
      'mcp-protocol-version': '2026-07-28',
      'x-voxbridge-user': 'ada',
    });
    expect(asked?.headers).not.toHaveProperty('mcp-session-id');
  });

  it('has another list from the next turn on when it says so', async () => {
    const connection = await listed(web(shop.url));
    shop.tools = (server) => {
      server.registerTool('open', {}, () => ({ content: [] }));
    };
    shop.changed();
    const tools = await eventually(
      () => connection.tools,
      ([first]) => first?.name === 'open',
    );
    expect(tools).toHaveLength(1);
    expect(await call(connection, 'open')).toEqual({ content: 'Done.' });
  });

  it('is left alone when it hangs, though who waits for it has the same time limit', async () => {
    const connection = await listed(web(shop.url));
    shop.tools = (server) => {
      server.registerTool('hang', {}, () => new Promise<never>(() => undefined));
    };
    const timeUp = () => new DOMException('It took too long.', 'TimeoutError');
    const ended = async (reason?: unknown) => {
      const before = shop.requests.length;
      const waiting = new AbortController();
      const calling = call(connection, 'hang', {}, { signal: waiting.signal });
      await eventually(
        () => shop.requests.length,
        (requests) => requests > before,
      );
      waiting.abort(reason);
      await expect(calling).rejects.not.toBeInstanceOf(McpRestingError);
    };
    // Given up because somebody spoke: nothing is known of the server.
    for (let times = 0; times < 4; times++) await ended();
    for (let times = 0; times < 3; times++) await ended(timeUp());
    await expect(call(connection, 'hang')).rejects.toBeInstanceOf(McpRestingError);
  });

  it('is asked again, with what it listed before, once it is back', async () => {
    const connection = await listed(web(shop.url));
    const { port } = shop;
    await shop.close();
    for (let times = 0; times < 3; times++) {
      await expect(call(connection, 'cancel', { order: '1' })).rejects.toThrow();
    }
    await expect(call(connection, 'cancel', { order: '1' })).rejects.toThrow('several times');
    expect(connection.tools).toHaveLength(2);
    await shop.listen(port);
    const back = await eventually(
      () => call(connection, 'cancel', { order: '2' }),
      ({ content }) => content === '2 is cancelled.',
    );
    expect(back).toEqual({ content: '2 is cancelled.' });
    expect(shop.calls).toHaveLength(1);
  });
});

it('asks no private address that is not allowed', async () => {
  const shop = await McpShop.start();
  const connection = connectTo(web(shop.url), { ...RULES, allowsPrivate: false });
  await connection.asked;
  expect(connection.state).toMatchObject({
    status: 'unreachable',
    problem: expect.stringContaining('OUTBOUND_ALLOWED_HOSTS') as string,
  });
  expect(shop.requests).toEqual([]);
  await shop.close();
});
