import { givenId, text } from '@vox/protocol';
import { z } from 'zod';

import { pageLimit } from '../../http';
import { requestHeaders } from '../request-headers.schema';
import { ToolArguments } from '../tool-arguments';
import { isStorable } from '../storable-json';
import { problemOfTemplate } from './url-template';

const MAX_SCHEMA_CHARACTERS = 16_000;

const toolName = text().regex(
  /^[a-zA-Z0-9_-]{1,64}$/u,
  'must be 1 to 64 letters, digits, _ and -, as models take it',
);

const parameters = z
  .record(text(), z.unknown())
  .superRefine((schema, context) => {
    const problem = problemOfParameters(schema);
    if (problem !== undefined) context.addIssue(problem);
  })
  .describe('JSON schema of an object (draft 7): what the model is to give.');

const fields = {
  name: toolName.describe('What the model calls it, and agents name in their `tools`.'),
  description: text()
    .trim()
    .min(1)
    .max(2000)
    .describe('For the model: what it does, and when to call it.'),
  parameters,
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
  url: text()
    .max(1000)
    .superRefine((url, context) => {
      const problem = problemOfTemplate(url);
      if (problem !== undefined) context.addIssue(problem);
    })
    .describe(
      'Arguments stand in braces, in its path and query alone, and are percent-encoded: `https://shop.example/orders/{order_id}?q={q}`. Those of the path must be required; without one of the query its parameter is left out. Private addresses are refused when it is called unless OUTBOUND_ALLOWED_HOSTS has them.',
    ),
  headers: requestHeaders.describe('Sent with each request.'),
  response_path: text()
    .min(1)
    .max(200)
    .nullable()
    .describe(
      'Where in a JSON answer the result is: `data.items.0`, or a JSON pointer. Null: the whole answer, which may be any text.',
    ),
  workflow: z
    .enum(['n8n'])
    .nullable()
    .describe(
      'n8n: the URL is the production URL of a webhook, and what it answers is read as n8n writes it: streamed or whole, an error with status 200, nothing, that it was only started.',
    ),
  timeout_ms: z.number().int().min(500).max(60_000),
  kind: z
    .enum(['wait', 'background', 'fire'])
    .describe(
      'wait: the answer waits for it, 6 s at most. background: the result is told in a turn of its own. fire: there is nothing to tell.',
    ),
  is_read_only: z
    .boolean()
    .describe(
      'It changes nothing, so it may be stopped when somebody speaks, and run again. As a rule that of GET.',
    ),
  confirm: z
    .enum(['never', 'always'])
    .nullable()
    .describe(
      'Whether who asks for it must say yes to it first. Null: as the agent’s `tool_confirmation` says; DELETE destroys.',
    ),
  is_enabled: z.boolean().describe('Otherwise no agent is offered it.'),
} as const;

const secretFields = {
  secret_headers: requestHeaders
    .nullable()
    .optional()
    .describe(
      'Write-only, all of them at once. Null: none. Gone when the tool moves to another origin, unless they are sent again.',
    ),
} as const;

export const createToolSchema = z.strictObject({
  ...fields,
  ...secretFields,
  parameters: fields.parameters.default(() => ({ type: 'object', properties: {} })),
  workflow: fields.workflow.default(null),
  method: fields.method.optional().describe('GET when absent; POST of a workflow.'),
  headers: fields.headers.default(() => ({})),
  response_path: fields.response_path.default(null),
  timeout_ms: fields.timeout_ms.optional().describe('10000 when absent; 30000 of a workflow.'),
  kind: fields.kind.default('wait'),
  is_read_only: fields.is_read_only.optional().describe('That of GET when absent.'),
  confirm: fields.confirm.default(null),
  is_enabled: fields.is_enabled.default(true),
});
export type CreateTool = z.output<typeof createToolSchema>;

/** What is left out stays as it is. */
export const updateToolSchema = z.strictObject({
  ...z.object(fields).partial().shape,
  ...secretFields,
});
export type UpdateTool = z.output<typeof updateToolSchema>;

/** The name of a built-in one, or the id of a row. */
export const toolParams = z.object({ id: z.union([givenId(), toolName]) });

export const listToolsSchema = z.object({
  limit: pageLimit,
  after: toolName.optional().describe('From the Link header of the page before.'),
});
export type ListTools = z.output<typeof listToolsSchema>;

/** As a tool is shown: of its secret headers only their names. */
export const toolSchema = z
  .object({
    id: text().describe('A UUID; of a built-in one its name.'),
    name: text(),
    description: text(),
    parameters: z.record(text(), z.unknown()),
    method: fields.method.nullable().describe('Null, as what follows of the request: built-in.'),
    url: text().nullable(),
    headers: z.record(text(), text()),
    secret_header_names: z.array(text()),
    response_path: text().nullable(),
    workflow: fields.workflow,
    timeout_ms: z.number().int(),
    kind: fields.kind,
    is_read_only: z.boolean(),
    confirm: fields.confirm,
    is_enabled: z.boolean(),
    read_only: z.boolean().describe('It comes with the server.'),
    problem: text().nullable().describe('Why it is not offered though it is enabled.'),
    created_at: z.iso.datetime().nullable(),
    updated_at: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Tool' });
export type ToolJson = z.output<typeof toolSchema>;

function problemOfParameters(schema: Readonly<Record<string, unknown>>): string | undefined {
  if (!isStorable(schema)) return 'must be storable, and 32 levels deep at most';
  if (JSON.stringify(schema).length > MAX_SCHEMA_CHARACTERS) {
    return `must be ${MAX_SCHEMA_CHARACTERS} characters of JSON at most`;
  }
  return new ToolArguments().problemOf(schema);
}
