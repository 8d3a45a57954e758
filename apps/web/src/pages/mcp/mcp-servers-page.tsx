import { Link } from '@tanstack/react-router';

import { usePageSay } from '../../i18n/speech-context';
import { Empty } from '../../ui/empty';
import { Failure } from '../../ui/failure';
import { NewIcon } from '../../ui/icons';
import { PageHeader } from '../../ui/page-header';
import { Waiting } from '../../ui/waiting';
import { useMcpServers } from '../common/mcp-servers';
import { ServerTabs } from '../common/server-tabs';
import { ToolSegments } from '../common/tool-segments';
import { useTitle } from '../common/use-title';
import { McpServerCard } from './mcp-server-card';

/** Servers that have tools, by the Model Context Protocol. */
export function McpServersPage() {
  const say = usePageSay();
  const { data: servers, error, isPending, refetch } = useMcpServers();
  useTitle(say('mcp.servers'));
  return (
    <main className="pane" id="main" tabIndex={-1}>
      <ServerTabs at="/tools" />
      <PageHeader title={say('server.tools')} lead={say('mcp.lead')}>
        <Link to="/mcp-servers/new" className="primary" data-testid="new-mcp-server">
          <NewIcon />
          {say('mcp.new')}
        </Link>
      </PageHeader>
      <ToolSegments at="/mcp-servers" />
      {isPending && <Waiting />}
      {error !== null && <Failure error={error} onRetry={() => void refetch()} />}
      {servers?.length === 0 && (
        <Empty title={say('mcp.none')}>
          <p>{say('mcp.none_hint')}</p>
        </Empty>
      )}
      <ul className="cards">
        {servers?.map((server) => (
          <McpServerCard key={server.id} server={server} />
        ))}
      </ul>
    </main>
  );
}
