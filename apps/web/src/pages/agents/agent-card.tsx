import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';

import { usePageSay } from '../../i18n/speech-context';
import { useApi, useServer } from '../../server/server-context';
import { ActionMenu, type MenuAction } from '../../ui/action-menu';
import { Confirm } from '../../ui/confirm';
import { Trouble } from '../../ui/trouble';
import type { Agent } from '../common/agents';
import { downloadAgent, useAgentActions } from './agent-requests';

/** One agent: what it is, and what can be done with it. */
export function AgentCard({ agent }: { readonly agent: Agent }) {
  const say = usePageSay();
  const talk = useTalkTo();
  const facts = [
    agent.llm_model,
    agent.tts_voice,
    agent.n8n_webhook_url === null ? null : 'n8n',
    agent.has_discord_token ? 'Discord' : null,
  ].filter((fact) => fact !== null);
  return (
    <li className="card agent" data-testid="agent">
      <div className="agent-top">
        <h2 className="row-title">
          <Link to="/agents/$id" params={{ id: agent.id }}>
            {agent.name}
          </Link>
        </h2>
        {agent.is_default && <span className="tag tag-live">{say('agents.default')}</span>}
        {!agent.is_active && <span className="tag">{say('agents.inactive')}</span>}
        <AgentActions agent={agent} />
      </div>
      <p className="agent-prompt">{agent.system_prompt}</p>
      <div className="agent-foot">
        <span className="row-about">
          {facts.map((fact) => (
            <span key={fact}>{fact}</span>
          ))}
        </span>
        {agent.is_active && (
          <button type="button" className="quiet" onClick={() => talk(agent)}>
            {say('agents.talk')}
          </button>
        )}
      </div>
    </li>
  );
}

/** Begins a new conversation with an agent, in Talk. */
export function useTalkTo(): (agent: Agent) => void {
  const { client } = useServer();
  const navigate = useNavigate();
  return ({ id, name }) => {
    client.chooseAgent({ id, name });
    void navigate({ to: '/' });
  };
}

function AgentActions({ agent }: { readonly agent: Agent }) {
  const say = usePageSay();
  const navigate = useNavigate();
  const api = useApi();
  const { remove, makeDefault, duplicate } = useAgentActions();
  const [isDeleting, setIsDeleting] = useState(false);
  const [trouble, setTrouble] = useState<unknown>(null);
  const { id, name } = agent;
  const actions: readonly (MenuAction | false)[] = [
    {
      label: say('common.edit'),
      testId: 'edit',
      onSelect: () => void navigate({ to: '/agents/$id', params: { id } }),
    },
    {
      label: say('agents.duplicate'),
      testId: 'duplicate',
      onSelect: () => duplicate.mutate(id, { onError: setTrouble }),
    },
    {
      label: say('agents.export'),
      testId: 'export',
      onSelect: () => void downloadAgent(api, agent).catch(setTrouble),
    },
    !agent.is_default &&
      agent.is_active && {
        label: say('agents.make_default'),
        testId: 'make-default',
        onSelect: () => makeDefault.mutate(id, { onError: setTrouble }),
      },
    !agent.is_default && {
      label: say('common.delete'),
      isDangerous: true,
      testId: 'delete',
      onSelect: () => setIsDeleting(true),
    },
  ];
  return (
    <>
      <ActionMenu
        label={say('conversations.actions', { title: name })}
        actions={actions.filter((action) => action !== false)}
      />
      {isDeleting && (
        <Confirm
          title={say('agents.delete_title', { name })}
          action={say('common.delete')}
          onClose={() => setIsDeleting(false)}
          onConfirm={() => remove.mutate(id, { onError: setTrouble })}
        >
          {say('agents.delete_hint')}
        </Confirm>
      )}
      {trouble !== null && <Trouble error={trouble} onClose={() => setTrouble(null)} />}
    </>
  );
}
