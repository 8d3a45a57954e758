import { readFileSync } from 'node:fs';

import { env, text } from '@vox/environment';
import { z } from 'zod';

const MOST_SERVERS = 50;
/** As of the rows: the names of their tools begin with it. */
const NAME = /^[a-zA-Z0-9][a-zA-Z0-9-]{0,31}$/u;

const programSchema = z.strictObject({
  command: z.string('must be a command').min(1, 'must be a command'),
  args: z.array(z.string(), 'must be a list of texts').default([]),
  env: z.record(z.string(), z.string(), 'must be texts by their names').default({}),
  cwd: z.string('must be a folder').optional(),
  timeout_ms: z
    .number('must be a number of ms')
    .int('must be whole')
    .min(500, 'must be 500 to 60000')
    .max(60_000, 'must be 500 to 60000')
    .default(10_000),
});

const fileSchema = z.strictObject({
  mcpServers: z
    .record(
      z.string().regex(NAME, 'must be 1 to 32 letters, digits and -'),
      programSchema,
      'must be there',
    )
    .refine((all) => Object.keys(all).length <= MOST_SERVERS, `must be ${MOST_SERVERS} at most`),
});

/** What is started for tools, by its name. */
export type McpPrograms = Readonly<Record<string, z.output<typeof programSchema>>>;

export const toolsSchema = z.object({
  MCP_SERVERS_FILE: env(
    text()
      .transform((path, context): McpPrograms => {
        const { programs, problem } = programsIn(path);
        if (programs !== undefined) return programs;
        context.addIssue({ code: 'custom', message: problem });
        return {};
      })
      .optional(),
  ).describe(
    'A JSON file of servers of tools (Model Context Protocol) that are started here and asked by their standard input and output: {"mcpServers": {"memory": {"command": "npx", "args": ["-y", "@modelcontextprotocol/server-memory"]}}}, also with env, cwd and timeout_ms. They run as this server does. Read at the start. Those that are asked by HTTP are added at /api/mcp-servers.',
  ),
});

type ReadPrograms =
  | { readonly programs: McpPrograms; readonly problem?: undefined }
  | { readonly programs?: undefined; readonly problem: string };

function programsIn(path: string): ReadPrograms {
  let file: unknown;
  try {
    file = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    const { code } = error as { readonly code?: string };
    return {
      problem: code === undefined ? 'must be a file with JSON' : `cannot be read (${code})`,
    };
  }
  const { data, error } = fileSchema.safeParse(file);
  if (data !== undefined) return { programs: data.mcpServers };
  const [issue] = error.issues;
  return { problem: `${issue?.path.join('.') ?? ''} ${issue?.message ?? ''}`.trim() };
}
