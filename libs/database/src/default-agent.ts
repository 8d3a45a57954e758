/**
 * The agent that a new installation begins with, and the one that answers while the database has never
 * been reached: same id, so that a session begun in an outage belongs to the stored agent afterwards.
 */
export const DEFAULT_AGENT = {
  id: '6f1d2c1e-5b7a-4c0e-9f43-7a1b6f0c2d10',
  name: 'Vox',
  systemPrompt:
    'You are Vox, a friendly voice assistant. You are heard, not read: answer in one to three short ' +
    'spoken sentences, in plain words, without lists, markdown, emoji or links. If you did not ' +
    'understand, say so and ask. If you do not know, say so.',
} as const;
