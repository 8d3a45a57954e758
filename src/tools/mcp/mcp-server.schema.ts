import { givenId, text } from '@vox/protocol';
import { z } from 'zod';

import { pageLimit, serverUrl } from '../../http';
import { isStorable } from '../storable-json';
import { requestHeaders } from '../request-headers.schema';

const MOST_TOOL_SETTINGS = 200;

const serverName = text().regex(
  /^[a-zA-Z0-9][a-zA-Z0-9-]{0,31}$/u,
  'must be 1 to 32 letters, digits and -, and begin with no -',
);

const kind = z
  .enum(['wait', 'background', 'fire'])
  .describe(
    'wait: the answer waits for it, 6 s at most. background: the result is told in a turn of its own. fire: there is nothing to tell.',
  );

const toolSettings = z
  .record(
    text().min(1).max(200),
    z.strictObject({
      kind: kind.optional(),
      is_read_only: z
        .boolean()
        .optional()
        .describe('It changes nothing. As the server says (`readOnlyHint`) when absent.'),
      confirm: z
        .enum(['never', 'always'])
        .optional()
        .describe(
          'Whether who asks for it must say yes to it first. As the agent’s `tool_confirmation` says when absent.',
        ),
    }),
  )
  .refine(
    (all) => Object.keys(all).length <= MOST_TOOL_SETTINGS,
    `must be ${MOST_TOOL_SETTINGS} at most`,
  )
  .refine((all) => isStorable(all), 'must be storable');

const fields = {
  name: serverName.describe(
    'Its tools are `name__tool` to models and agents; `name__*` are all of them.',
  ),
  url: serverUrl({
    protocol: /^https?$/u,
    words: 'http:// or https://',
    max: 1000,
    noUser: 'must have no user in it: use secret_headers',
  }).describe(
    'Where it is asked, by streamable HTTP: `https://tools.example/mcp`. Private addresses are refused when it is asked unless OUTBOUND_ALLOWED_HOSTS has them.',
  ),
  headers: requestHeaders.describe('Sent with each request.'),
  timeout_ms: z
    .number()
    .int()
    .min(500)
    .max(60_000)
    .describe('Of a call, from its request or the last progress that the server tells of.'),
  tool_settings: toolSettings.describe(
    'What holds for one tool whatever the server says of it, by the server’s own name of it.',
  ),
  is_enabled: z.boolean().describe('Otherwise it is not asked.'),
} as const;

const secretFields = {
  secret_headers: requestHeaders
    .nullable()
    .optional()
    .describe(
      'Write-only, all of them at once: `{"Authorization": "Bearer …"}`. Null: none. Gone when the server moves to another origin, unless they are sent again.',
    ),
} as const;

export const createMcpServerSchema = z.strictObject({
  ...fields,
  ...secretFields,
  headers: fields.headers.default(() => ({})),
  timeout_ms: fields.timeout_ms.default(10_000),
  tool_settings: fields.tool_settings.default(() => ({})),
  is_enabled: fields.is_enabled.default(true),
});
export type CreateMcpServer = z.output<typeof createMcpServerSchema>;

/** What is left out stays as it is. */
export const updateMcpServerSchema = z.strictObject({
  ...z.object(fields).partial().shape,
  ...secretFields,
});
export type UpdateMcpServer = z.output<typeof updateMcpServerSchema>;

/** The id of a row, or the name of one that the configuration has. */
export const mcpServerParams = z.object({ id: z.union([givenId(), serverName]) });

export const mcpServerToolParams = mcpServerParams.extend({
  tool: text()
    .regex(/^[a-zA-Z0-9_-]{1,64}$/u)
    .describe('As models call it: `shop__find_item`.'),
});

export const listMcpServersSchema = z.object({
  limit: pageLimit,
  after: serverName.optional().describe('From the Link header of the page before.'),
});
export type ListMcpServers = z.output<typeof listMcpServersSchema>;

const implementation = {
  protocol_version: text().nullable().describe('The revision of the protocol that both speak.'),
  server_name: text().nullable().describe('What it calls itself.'),
  server_version: text().nullable(),
} as const;

/** As a server is shown: of its secret headers only their names. */
export const mcpServerSchema = z
  .object({
    id: text().describe('A UUID; of one that the configuration has its name.'),
    name: text(),
    transport: z.enum(['http', 'stdio']),
    url: text().nullable().describe('Null: it is started here, by MCP_SERVERS_FILE.'),
    headers: z.record(text(), text()),
    secret_header_names: z.array(text()),
    timeout_ms: z.number().int(),
    tool_settings: z.record(
      text(),
      z.object({
        kind: kind.optional(),
        is_read_only: z.boolean().optional(),
        confirm: z.enum(['never', 'always']).optional(),
      }),
    ),
    is_enabled: z.boolean(),
    read_only: z.boolean().describe('The configuration has it.'),
    status: z.enum(['connected', 'connecting', 'unreachable', 'off']),
    ...implementation,
    tool_count: z.number().int().describe('As it listed them last.'),
    problem: text().nullable().describe('Why it is not asked, or cannot be.'),
    created_at: z.iso.datetime().nullable(),
    updated_at: z.iso.datetime().nullable(),
  })
  .meta({ id: 'McpServer' });
export type McpServerJson = z.output<typeof mcpServerSchema>;

export const mcpToolSchema = z
  .object({
    name: text().describe('What models call it, and agents name in their `tools`.'),
    server_name: text().describe('What the server calls it.'),
    description: text().nullable(),
    parameters: z.record(text(), z.unknown()).nullable().describe('As models are given it.'),
    kind,
    is_read_only: z.boolean(),
    is_destructive: z
      .boolean()
      .describe(
        'As the server says (`destructiveHint`); of one that changes something, also where it does not say.',
      ),
    problem: text().nullable().describe('Why no agent is offered it.'),
  })
  .meta({ id: 'McpTool' });
export type McpToolJson = z.output<typeof mcpToolSchema>;

export const mcpTrialSchema = z
  .object({
    ok: z.boolean(),
    duration_ms: z.number().int(),
    ...implementation,
    tool_count: z.number().int(),
    problem: text().nullable(),
  })
  .meta({ id: 'McpTrial' });
export type McpTrialJson = z.output<typeof mcpTrialSchema>;
