import type { MemoryEntity } from '@vox/database';
import { givenId, text } from '@vox/protocol';
import { z } from 'zod';

import { type Cursor, cursorSchema, pageLimit, toCursorText } from '../http';
import { MAX_FACT_LENGTH } from './memory-tools';

export const MEMORY_LIST = 'memories';

export const userParams = z.object({ id: givenId().describe('Of the user.') });
export const memoryParams = userParams.extend({ memory: givenId().describe('Of the fact.') });

export const listMemoriesSchema = z.object({
  person: text().min(1).max(255).optional().describe('Those of one who talks, by `user_id`.'),
  limit: pageLimit,
  before: cursorSchema(MEMORY_LIST).optional().describe("A fact's `cursor`: those before it."),
});
export type ListMemories = z.output<typeof listMemoriesSchema>;

export const memorySettingsSchema = z
  .object({
    enabled: z
      .boolean()
      .describe('Agents may remember what is said in this user’s sessions. False until it is set.'),
  })
  .meta({ id: 'MemorySettings' });
export const setMemorySettingsSchema = z.strictObject({ enabled: z.boolean() });
export type MemorySettings = z.output<typeof setMemorySettingsSchema>;

export const editMemorySchema = z.strictObject({
  fact: text().trim().min(3).max(MAX_FACT_LENGTH),
});
export type EditMemory = z.output<typeof editMemorySchema>;

export const memorySchema = z
  .object({
    id: z.uuid(),
    user_id: text().describe('Who talked, as sessions have it.'),
    fact: text(),
    origin: z
      .enum(['agent', 'summary', 'person'])
      .describe(
        'An agent was asked to keep it, it was found in what was said, or it was edited by a person.',
      ),
    session_id: z.uuid().nullable().describe('The conversation that it is from, and goes with.'),
    turn_id: z.uuid().nullable().describe('In which it was said.'),
    created_at: z.iso.datetime(),
    updated_at: z.iso.datetime(),
    cursor: text().describe('For `before`.'),
  })
  .meta({ id: 'Memory' });
export type MemoryJson = z.output<typeof memorySchema>;

export type ListedMemory = { readonly memory: MemoryEntity; readonly cursor: Cursor };

export function toMemoryJson({ memory, cursor }: ListedMemory): MemoryJson {
  return {
    id: memory.id,
    user_id: memory.person,
    fact: memory.fact,
    origin: memory.origin,
    session_id: memory.sessionId,
    turn_id: memory.turnId,
    created_at: memory.createdAt.toISOString(),
    updated_at: memory.updatedAt.toISOString(),
    cursor: toCursorText(MEMORY_LIST, cursor),
  };
}
