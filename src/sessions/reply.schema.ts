import { text } from '@vox/protocol';
import { z } from 'zod';

import { turnIdFields } from '../http';

const words = text().trim().min(1).max(10_000);
const options = z
  .unknown()
  .optional()
  .describe("How it is spoken: the agent's voice settings, also in the predecessor's words.");

/** A reply that comes later than the answer to the request it belongs to. */
export const replySchema = z.strictObject({ text: words, options, ...turnIdFields });
export type Reply = z.output<typeof replySchema>;

/** The turn may also be named in the address. */
export const replyQuerySchema = z.object(turnIdFields);
export type ReplyQuery = z.output<typeof replyQuerySchema>;
