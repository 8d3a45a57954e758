import { answerOf } from '@vox/api-client';
import { useEffect, useState } from 'react';

import { useSay } from '../i18n/speech-context';
import { useServer } from '../server/server-context';
import { isInCall, type VoiceView } from '../voice/voice-view';
import { GuideLink } from './guide-link';

type Choice = { readonly id: string; readonly name: string; readonly is_default: boolean };

const MOST = 200;

type AgentChoiceProps = { readonly view: VoiceView };

/** Whom to talk to, before a conversation begins; a guest is in somebody else's. */
export function AgentChoice({ view }: AgentChoiceProps) {
  return view.isInvited ? null : <OwnChoice view={view} />;
}

/** Where there is one agent, or the person may see none, there is nothing to choose. */
function OwnChoice({ view }: AgentChoiceProps) {
  const say = useSay();
  const { client } = useServer();
  const { phase, sessionId, agentId, isKnown } = view;
  const agents = useActiveAgents(isKnown);
  if (isInCall(phase) || sessionId !== null) return null;
  if (agents.length < 2) return agents.length === 1 && view.isAdmin === true ? <GuideLink /> : null;
  const chosen = agents.find(({ id }) => id === agentId) ?? agents.find((one) => one.is_default);
  return (
    <label className="agent-choice">
      <span>{say('talk.with')}</span>
      <select
        data-testid="agent-choice"
        value={chosen?.id ?? ''}
        onChange={({ target }) => {
          const agent = agents.find(({ id }) => id === target.value);
          if (agent !== undefined) client.chooseAgent(agent);
        }}
      >
        {agents.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

/** Asked once the server knows who asks: nobody waits for it. */
function useActiveAgents(isKnown: boolean): readonly Choice[] {
  const { api } = useServer();
  const [agents, setAgents] = useState<readonly Choice[]>([]);
  useEffect(() => {
    if (!isKnown) return undefined;
    const asking = new AbortController();
    const { signal } = asking;
    api
      .GET('/api/agents', { params: { query: { limit: MOST } }, signal })
      .then((answer) => setAgents(answerOf(answer).filter(({ is_active }) => is_active)))
      // Who may not see them talks to the default one.
      .catch(() => undefined);
    return () => asking.abort();
  }, [api, isKnown]);
  return agents;
}
