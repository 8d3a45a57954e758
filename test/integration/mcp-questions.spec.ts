import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { acceptedContent, inputRequired, type ServerContext } from '@modelcontextprotocol/server';
import { type Form, SystemClock } from '@vox/voice-core';
import { z } from 'zod';

import { elicitResultOf, formOf } from '../../src/tools/mcp/elicitation-form';
import type { McpCall, McpConnection } from '../../src/tools/mcp/mcp-connection';
import type { McpPlace } from '../../src/tools/mcp/mcp-server';
import { eventually } from '../support/eventually';
import { call, closeAll, listed, program, web } from './support/mcp-calls';
import { EverythingServer } from './support/mcp-programs';
import { McpShop } from './support/mcp-shop';
import { silenceLogs } from './support/quiet-logger';

silenceLogs();
afterEach(closeAll);

const ASKS = 'trigger-elicitation-request';
const answered = (name: string): McpCall['ask'] => {
  const values = { name, check: true, integer: 7, email: 'ada@example.org' };
  return () => Promise.resolve(elicitResultOf({ type: 'filled', values }));
};

describe.each(['stdio', 'http'] as const)(
  'server-everything asks its user over %s',
  (transport) => {
    let server: EverythingServer | undefined;
    let place: McpPlace = program('everything');
    beforeAll(async () => {
      if (transport === 'stdio') return;
      server = await EverythingServer.start();
      place = web(server.url);
    });
    afterAll(() => server?.stop());

    async function asking(): Promise<McpConnection> {
      const connection = await listed(place);
      await eventually(
        () => connection.tools,
        (tools) => tools.some(({ name }) => name === ASKS),
      );
      return connection;
    }

    it('field by field, and is told what was said, or that it was declined or cancelled', async () => {
      const connection = await asking();
      const forms: Form[] = [];
      const told = await call(
        connection,
        ASKS,
        {},
        {
          ask: (question) => {
            forms.push(formOf(question, 'Everything'));
            return answered('Ada')(question);
          },
        },
      );
      expect(told.content).toContain('- Name: Ada');
      expect(told.content).toContain('- Favorite Integer: 7');
      const kinds = forms[0]?.fields.map(({ wish: { type } }) => type);
      expect(kinds).toEqual([
        ...['text', 'yes-no', 'text', 'text', 'text', 'text', 'number', 'number'],
        ...['choice', 'choices', 'choice', 'choices', 'choice'],
      ]);
      expect(forms[0]?.fields[0]).toMatchObject({ name: 'name', isRequired: true });
      const declined = { type: 'declined' } as const;
      const not = { ask: () => Promise.resolve(elicitResultOf(declined)) };
      expect((await call(connection, ASKS, {}, not)).content).toContain('declined');
      expect((await call(connection, ASKS)).content).toContain('cancelled');
    });

    it('for as long as they take, without that the call is late', async () => {
      const connection = await asking();
      const clock = new SystemClock();
      const slow: McpCall['ask'] = async (question) => {
        await clock.sleepUntil(clock.nowMs() + 1500, new AbortController().signal);
        return answered('Ada')(question);
      };
      const told = await call(connection, ASKS, {}, { ask: slow, timeoutMs: 1000 });
      expect(told.content).toContain('- Name: Ada');
    });

    const of = {
      http: 'each of two users is asked for their own call',
      stdio: 'of two nobody knows whom it asks: nobody is asked',
    };
    it(of[transport], async () => {
      const connection = await asking();
      const both = Promise.withResolvers<void>();
      let open = 0;
      const asked: string[] = [];
      const ask =
        (name: string): McpCall['ask'] =>
        async (question) => {
          asked.push(name);
          // Both wait at once.
          if (++open === 2) both.resolve();
          await both.promise;
          return answered(name)(question);
        };
      const told = await Promise.all(
        ['Ada', 'Ben'].map((name) => call(connection, ASKS, {}, { ask: ask(name) })),
      );
      const results = told.map(({ content }) => /Name: \w+|cancelled/u.exec(content)?.[0]);
      if (transport === 'http') expect(results).toEqual(['Name: Ada', 'Name: Ben']);
      else expect({ results, asked }).toEqual({ results: ['cancelled', 'cancelled'], asked: [] });
    });
  },
);

describe('a program that was started again', () => {
  const asked = async (connection: McpConnection) =>
    (await call(connection, ASKS, {}, { ask: answered('Ada') })).content;

  it('asks its user, whatever was given up of the one before', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'vox-mcp-'));
    const env = { PID_FILE: join(folder, 'pid') };
    const { command, args } = program('everything');
    const script = 'echo $$ > "$PID_FILE"; exec "$0" "$@"';
    const started = ['-c', script, command, ...args];
    const connection = await listed({ type: 'stdio', command: 'sh', args: started, env });
    const given = new AbortController();
    const long = { duration: 60, steps: 600 };
    const onProgress = () => given.abort();
    const { signal } = given;
    const running = call(connection, 'trigger-long-running-operation', long, {
      signal,
      onProgress,
    });
    await expect(running).rejects.toThrow();
    // It may be the call that was given up for which it asks.
    expect(await asked(connection)).toContain('cancelled');
    process.kill(Number(await readFile(env.PID_FILE, 'utf8')), 'SIGKILL');
    const told = await eventually(
      () => asked(connection),
      (content) => content.includes('Ada'),
    );
    expect(told).toContain('- Name: Ada');
  });
});

describe('a server that speaks the stateless revision alone', () => {
  let shop: McpShop;
  beforeEach(async () => (shop = await McpShop.start()));
  afterEach(() => shop.close());

  it('asks its user between two requests, and goes on with what was said', async () => {
    const schema = z.object({ seats: z.number().int() });
    shop.tools = (server) => {
      server.registerTool('book', {}, (context: ServerContext) => {
        const said = acceptedContent(context.mcpReq.inputResponses, 'table', schema);
        if (said !== undefined) {
          return { content: [{ type: 'text', text: `A table for ${said.seats}.` }] };
        }
        const table = inputRequired.elicit({ message: 'For how many?', requestedSchema: schema });
        return inputRequired({ inputRequests: { table } });
      });
    };
    const connection = await listed(web(shop.url));
    const booked = await Promise.all(
      [2, 5].map((seats) =>
        call(
          connection,
          'book',
          {},
          {
            ask: (question) => {
              expect(formOf(question, 'Shop')).toMatchObject({
                message: 'For how many?',
                fields: [{ name: 'seats', wish: { type: 'number', isWhole: true } }],
              });
              return Promise.resolve(elicitResultOf({ type: 'filled', values: { seats } }));
            },
          },
        ),
      ),
    );
    expect(booked.map(({ content }) => content)).toEqual(['A table for 2.', 'A table for 5.']);
  });
});
