import { Link } from '@tanstack/react-router';

import { usePageSay } from '../../i18n/speech-context';
import { Failure } from '../../ui/failure';
import { NewIcon } from '../../ui/icons';
import { PageHeader } from '../../ui/page-header';
import { Waiting } from '../../ui/waiting';
import { useAgents } from '../common/agents';
import { useTitle } from '../common/use-title';
import { AgentCard } from './agent-card';
import { ImportAgent } from './import-agent';

/** Who answers: made, changed, talked to. */
export function AgentsPage() {
  const say = usePageSay();
  const { data: agents, error, isPending, refetch } = useAgents();
  useTitle(say('frame.agents'));
  return (
    <main className="pane" id="main" tabIndex={-1}>
      <PageHeader title={say('frame.agents')} lead={say('agents.lead')}>
        <ImportAgent />
        <Link to="/agents/new" className="primary" data-testid="new-agent">
          <NewIcon />
          {say('agents.new')}
        </Link>
      </PageHeader>
      {isPending && <Waiting />}
      {error !== null && <Failure error={error} onRetry={() => void refetch()} />}
      <ul className="cards">
        {agents?.map((agent) => (
          <AgentCard key={agent.id} agent={agent} />
        ))}
      </ul>
    </main>
  );
}
