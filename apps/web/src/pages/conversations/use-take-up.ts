import { answerOf } from '@vox/api-client';
import { useNavigate } from '@tanstack/react-router';

import { useServer } from '../../server/server-context';
import { useAgentName } from '../common/agents';
import type { Session } from './sessions';
import { toLines } from './to-lines';

/** So much of what was said before is shown in Talk. */
const SHOWN_MESSAGES = 100;

/** Goes on with a stored session in Talk; the next start of a call joins it. */
export function useTakeUp(): (session: Session) => Promise<void> {
  const { api, client } = useServer();
  const nameOf = useAgentName();
  const navigate = useNavigate();
  return async (session) => {
    const { id, user_id: userId, agent_id } = session;
    const params = { path: { id }, query: { limit: SHOWN_MESSAGES } };
    const messages = answerOf(await api.GET('/api/sessions/{id}/messages', { params }));
    const lines = toLines(messages);
    client.takeUp({ sessionId: id, userId, agentName: nameOf(agent_id), lines });
    await navigate({ to: '/' });
  };
}
