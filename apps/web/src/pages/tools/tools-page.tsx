import { Link } from '@tanstack/react-router';

import { usePageSay } from '../../i18n/speech-context';
import { Failure } from '../../ui/failure';
import { NewIcon } from '../../ui/icons';
import { PageHeader } from '../../ui/page-header';
import { Waiting } from '../../ui/waiting';
import { ServerTabs } from '../common/server-tabs';
import { ToolSegments } from '../common/tool-segments';
import { useTools } from '../common/tools';
import { useTitle } from '../common/use-title';
import { ToolCard } from './tool-card';

/** What agents may do while they talk. */
export function ToolsPage() {
  const say = usePageSay();
  const { data: tools, error, isPending, refetch } = useTools();
  useTitle(say('server.tools'));
  return (
    <main className="pane" id="main" tabIndex={-1}>
      <ServerTabs at="/tools" />
      <PageHeader title={say('server.tools')} lead={say('tools.lead')}>
        <Link to="/tools/new" className="primary" data-testid="new-tool">
          <NewIcon />
          {say('tools.new')}
        </Link>
      </PageHeader>
      <ToolSegments at="/tools" />
      {isPending && <Waiting />}
      {error !== null && <Failure error={error} onRetry={() => void refetch()} />}
      <ul className="cards">
        {tools?.map((tool) => (
          <ToolCard key={tool.id} tool={tool} />
        ))}
      </ul>
    </main>
  );
}
