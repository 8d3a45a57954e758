import { z } from 'zod';

const id = z.string().regex(/^[a-zA-Z0-9_-]+$/u);

const blockSchema = z.union([
  z.object({ type: z.literal('text'), text: z.string().min(1) }),
  z.object({
    type: z.literal('tool_use'),
    id,
    name: z.string().regex(/^[a-zA-Z0-9_-]{1,64}$/u),
    input: z.record(z.string(), z.unknown()),
  }),
  z.object({
    type: z.literal('tool_result'),
    tool_use_id: id,
    content: z.string(),
    is_error: z.boolean().optional(),
  }),
]);

type Content = string | z.infer<typeof blockSchema>[];

/** What the Messages API insists on: user first, roles in turn, no empty content, a token limit. */
export const anthropicRequestSchema = z.object({
  model: z.string().min(1),
  max_tokens: z.int().min(1),
  stream: z.literal(true),
  temperature: z.number().min(0).max(1).optional(),
  system: z.string().min(1).optional(),
  tools: z
    .array(
      z.object({
        name: z.string().regex(/^[a-zA-Z0-9_-]{1,64}$/u),
        description: z.string(),
        input_schema: z.looseObject({ type: z.literal('object') }),
      }),
    )
    .min(1)
    .optional(),
  tool_choice: z.object({ type: z.enum(['auto', 'none']) }).optional(),
  messages: z
    .array(
      z.object({
        role: z.enum(['user', 'assistant']),
        content: z.union([z.string().min(1), z.array(blockSchema).min(1)]),
      }),
    )
    .min(1)
    .refine((messages) => messages[0]?.role === 'user', 'first message must use the "user" role')
    .refine(
      (messages) => messages.every(({ role }, index) => role !== messages[index + 1]?.role),
      'roles must alternate',
    ),
});

export function blocksOf(content: Content): Exclude<Content, string> {
  return typeof content === 'string' ? [{ type: 'text', text: content }] : content;
}

/** The words, and those of results. */
export function textOf(content: Content): string {
  return blocksOf(content)
    .map((block) => ('text' in block ? block.text : 'content' in block ? block.content : ''))
    .filter((text) => text !== '')
    .join('\n');
}

/** What the API answers 400 to, in its words: a call without its result in the next message, a result without its call. */
export function pairingFault(
  messages: z.infer<typeof anthropicRequestSchema>['messages'],
): string | undefined {
  const ids = new Set<string>();
  for (const [at, { content }] of messages.entries()) {
    const called = idsOf(content, 'tool_use');
    const before = idsOf(messages[at - 1]?.content ?? '', 'tool_use');
    const answered = idsOf(messages[at + 1]?.content ?? '', 'tool_result');
    const missing = called.filter((one) => !answered.includes(one));
    if (missing.length > 0) {
      return `messages.${at}: \`tool_use\` ids were found without \`tool_result\` blocks immediately after: ${missing.join(', ')}. Each \`tool_use\` block must have a corresponding \`tool_result\` block in the next message.`;
    }
    const stray = idsOf(content, 'tool_result').find((one) => !before.includes(one));
    if (stray !== undefined) {
      return `messages.${at}.content.0: unexpected \`tool_use_id\` found in \`tool_result\` blocks: ${stray}. Each \`tool_result\` block must have a corresponding \`tool_use\` block in the previous message.`;
    }
    if (called.some((one) => ids.has(one)) || new Set(called).size < called.length) {
      return `messages.${at}.content: \`tool_use\` ids must be unique`;
    }
    for (const one of called) ids.add(one);
  }
  return undefined;
}

function idsOf(content: Content, type: 'tool_use' | 'tool_result'): string[] {
  return blocksOf(content).flatMap((block) => {
    if (block.type !== type) return [];
    return 'tool_use_id' in block ? [block.tool_use_id] : 'id' in block ? [block.id] : [];
  });
}
