import { isSpecType, specTypeSchemas, type Tool } from '@modelcontextprotocol/client';

/** Where it is kept of a tool why it cannot be read. */
const PROBLEM = 'voxbridge/problem';
const NO_ARGUMENTS = { type: 'object' } as const;

/**
 * `message` of a server; where it lists tools, those that cannot be read are without what makes them so: the protocol's library
 * refuses a list as a whole. `problemOfListed` tells which they are. A tool without a name is left out.
 */
export function withReadableTools<Message extends object>(message: Message): Message {
  const { result } = message as { readonly result?: { readonly tools?: unknown } | null };
  if (!Array.isArray(result?.tools)) return message;
  const tools = (result.tools as unknown[]).flatMap(readable);
  return { ...message, result: { ...result, tools } };
}

/** Why nobody is offered a tool that came through `withReadableTools`. */
export function problemOfListed({ _meta: meta }: Tool): string | undefined {
  const problem = meta?.[PROBLEM];
  return typeof problem === 'string' ? problem : undefined;
}

function readable(given: unknown): readonly object[] {
  if (typeof given !== 'object' || given === null) return [];
  const { outputSchema, ...tool } = given as { readonly name?: unknown; outputSchema?: unknown };
  const problem = problemOf(tool);
  if (problem === undefined) return [isSchema(outputSchema) ? { ...tool, outputSchema } : tool];
  if (typeof tool.name !== 'string') return [];
  return [{ name: tool.name, inputSchema: NO_ARGUMENTS, _meta: { [PROBLEM]: problem } }];
}

function problemOf(tool: object): string | undefined {
  try {
    const read = specTypeSchemas.Tool['~standard'].validate(tool);
    const [issue] = 'issues' in read ? (read.issues ?? []) : [];
    if (issue === undefined) return undefined;
    const path = (issue.path ?? []).map((part) => (typeof part === 'object' ? part.key : part));
    return `its ${path.join('.').slice(0, 80)} cannot be read: ${issue.message.slice(0, 200)}`;
  } catch (error) {
    // So deep that it cannot be walked through.
    if (error instanceof RangeError) return 'its schema is too deep';
    throw error;
  }
}

/** As the older revisions take one, which want an object. A tool without one has results that nobody checks. */
function isSchema(schema: unknown): boolean {
  try {
    return isSpecType.Tool({ name: 'any', inputSchema: schema });
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
