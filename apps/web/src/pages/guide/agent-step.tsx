import { answerOf, type ApiClient } from '@vox/api-client';
import { Link } from '@tanstack/react-router';

import { usePageSay } from '../../i18n/speech-context';
import { useApi } from '../../server/server-context';
import { useTalkTo } from '../agents/agent-card';
import { useAgents } from '../common/agents';
import type { StepProps } from './guide-steps';
import { isOwn } from './own-agent';
import { StepCard } from './step-card';
import { useCheck } from './use-check';

/** The others are on their page. */
const MOST_OFFERED = 3;

/** An agent of one's own was talked to, and has answered. */
export function AgentStep({ place, wasDone, onFound }: StepProps) {
  const say = usePageSay();
  const api = useApi();
  const talk = useTalkTo();
  const { data: agents = [], refetch } = useAgents();
  const own = agents.filter(isOwn);

  const look = async () => {
    const { data = [] } = await refetch();
    const made = data.filter(isOwn);
    if (made.length === 0) return { isDone: false, words: say('guide.no_agent') };
    for (const { id, name } of made) {
      const llm = await lastModelOf(api, id);
      if (llm !== null) return { isDone: true, words: say('guide.agent_answered', { name, llm }) };
    }
    return { isDone: false, words: say('guide.agent_unheard', { name: made[0]?.name ?? '' }) };
  };

  const check = useCheck(look, {
    wasDone,
    isAutomatic: true,
    onFound: (isDone) => onFound('agent', isDone),
  });
  return (
    <StepCard
      step="agent"
      place={place}
      check={check}
      isReady={own.length > 0}
      links={
        <>
          <Link to="/agents/new" className={own.length > 0 ? 'quiet' : 'primary'}>
            {say('agents.new')}
          </Link>
          <Link to="/tools/new" className="quiet">
            {say('tools.new')}
          </Link>
          {own.slice(0, MOST_OFFERED).map((agent) => (
            <button key={agent.id} type="button" className="quiet" onClick={() => talk(agent)}>
              {say('guide.talk_to', { name: agent.name })}
            </button>
          ))}
        </>
      }
    />
  );
}

/** Who gave the last answer in the last conversation with an agent; null where there was none. */
async function lastModelOf(api: ApiClient, agentId: string): Promise<string | null> {
  const query = { agent_id: agentId, limit: 1 };
  const [session] = answerOf(await api.GET('/api/sessions', { params: { query } }));
  if (session === undefined) return null;
  const params = { path: { id: session.id } };
  const turns = answerOf(await api.GET('/api/sessions/{id}/turns', { params }));
  return turns.find(({ providers }) => providers.llm !== null)?.providers.llm ?? null;
}
