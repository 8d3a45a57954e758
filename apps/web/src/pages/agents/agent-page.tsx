import { getRouteApi, Link, useLocation, useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';

import { useDraft } from '../../forms/use-draft';
import { usePageSay } from '../../i18n/speech-context';
import { Failure } from '../../ui/failure';
import { BackIcon } from '../../ui/icons';
import { PageHeader } from '../../ui/page-header';
import { Waiting } from '../../ui/waiting';
import { type Agent, useAgents } from '../common/agents';
import { ADDED, useIsJustAdded } from '../common/just-added';
import { useTitle } from '../common/use-title';
import { useTalkTo } from './agent-card';
import { agentFields, newAgent } from './agent-fields';
import { AgentForm } from './agent-form';
import { useSaveAgent } from './agent-requests';

const route = getRouteApi('/pages/agents/$id');

/** All settings of one agent. */
export function AgentPage() {
  const say = usePageSay();
  const { id } = route.useParams();
  const { data: agents, error, isPending, refetch } = useAgents();
  const agent = agents?.find((one) => one.id === id);
  useTitle(agent?.name ?? say('frame.agents'));
  return (
    <main className="pane pane-narrow" id="main" tabIndex={-1}>
      {isPending && <Waiting />}
      {error !== null && <Failure error={error} onRetry={() => void refetch()} />}
      {agents !== undefined && agent === undefined && (
        <>
          <PageHeader title={say('frame.not_found')} back={<ToAgents />} />
          <p>{say('failure.not_found')}</p>
        </>
      )}
      {agent !== undefined && <EditAgent key={agent.id} agent={agent} />}
    </main>
  );
}

/** A new agent. */
export function NewAgentPage() {
  const say = usePageSay();
  const navigate = useNavigate();
  const save = useSaveAgent(null);
  useTitle(say('agents.new'));
  const form = useDraft(agentFields, newAgent, async (body) => {
    const agent = await save({ name: '', system_prompt: '', ...body });
    await navigate({ to: '/agents/$id', params: { id: agent.id }, hash: ADDED });
  });
  return (
    <main className="pane pane-narrow" id="main" tabIndex={-1}>
      <PageHeader title={say('agents.new')} lead={say('agents.new_lead')} back={<ToAgents />} />
      <AgentForm form={form} row={newAgent} isSaved={false} />
    </main>
  );
}

function EditAgent({ agent }: { readonly agent: Agent }) {
  const say = usePageSay();
  const save = useSaveAgent(agent.id);
  const talk = useTalkTo();
  const [isSaved, setIsSaved] = useState(useIsJustAdded());
  useFocusOnSection();
  const form = useDraft(agentFields, agent, async (body) => {
    await save(body);
    setIsSaved(true);
  });
  return (
    <>
      <PageHeader title={agent.name} back={<ToAgents />}>
        {agent.is_active && (
          <button type="button" className="primary" onClick={() => talk(agent)}>
            {say('agents.talk')}
          </button>
        )}
      </PageHeader>
      <AgentForm form={form} row={agent} isSaved={isSaved} />
    </>
  );
}

/** An address that names a section leads to it, once the section is there. */
function useFocusOnSection(): void {
  const section = useLocation({ select: ({ hash }) => hash });
  useEffect(() => {
    if (section === '') return;
    const heading = document.getElementById(section);
    heading?.scrollIntoView();
    heading?.focus({ preventScroll: true });
  }, [section]);
}

function ToAgents() {
  const say = usePageSay();
  return (
    <Link to="/agents" className="back">
      <BackIcon />
      {say('frame.agents')}
    </Link>
  );
}
