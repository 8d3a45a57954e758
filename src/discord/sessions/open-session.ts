import { type Conversations, InvalidInputError, type SessionInfo } from '@vox/voice-core';

type Open = Conversations['getOrCreateSession'];

/**
 * The session with the agent that is named; where that was deleted or switched off meanwhile, with the session's own, else
 * the default one, as a session goes on that somebody talks in.
 * @returns also the agent's id to name from here on: absent where it is gone.
 * @throws as `Conversations.getOrCreateSession`
 */
export async function openSession(
  conversations: { readonly getOrCreateSession: Open },
  { agentId, ...request }: Parameters<Open>[0],
): Promise<{ readonly info: SessionInfo; readonly agentId?: string }> {
  if (agentId === undefined) return { info: await conversations.getOrCreateSession(request) };
  try {
    const info = await conversations.getOrCreateSession({ ...request, agentId });
    return { info, agentId };
  } catch (error) {
    if (!(error instanceof InvalidInputError) || error.field !== 'agent_id') throw error;
    return { info: await conversations.getOrCreateSession(request) };
  }
}
