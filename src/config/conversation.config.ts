import { env, flag, integer } from '@vox/environment';
import { z } from 'zod';

export const conversationSchema = z.object({
  CONVERSATION_CACHE_TTL_MINUTES: env(integer(1, 1440).default(15)).describe(
    'A session unused for this long leaves the cache (it stays in the database).',
  ),
  MAX_CONTEXT_MESSAGES: env(integer(1, 500).default(20)).describe(
    'Newest messages of a session that the model is given.',
  ),
  CACHE_CLEANUP_INTERVAL_SECONDS: env(integer(1, 3600).default(60)).describe('Cache sweep.'),
  CONVERSATION_CACHE_MAX_SESSIONS: env(integer(1, 100_000).default(1000)).describe(
    'Sessions in the cache; the least recently used leaves first.',
  ),
  SESSION_TITLES: env(flag().default(true)).describe(
    "The agent's model gives a session a title, once, after two turns or at its end; the demo responder and workflows are not asked.",
  ),
  SESSION_SUMMARIES: env(flag().default(true)).describe(
    "In a session with almost MAX_CONTEXT_MESSAGES messages the agent's model sums the older ones up, behind the conversation; it is given the summary and the newest ones. The demo responder and workflows are not asked.",
  ),
  DEFAULT_AGENT_ID: env(
    z
      .uuid({ error: ({ input }) => `must be the id of an agent (a UUID), not "${String(input)}"` })
      .toLowerCase()
      .optional(),
  ).describe('Agent for sessions that name none; else the one marked default, else the oldest.'),
});
