import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';

import { usePageSay } from '../../i18n/speech-context';
import { Failure } from '../../ui/failure';
import { BackIcon } from '../../ui/icons';
import { PageHeader } from '../../ui/page-header';
import { Waiting } from '../../ui/waiting';
import { type McpServer, useMcpServers } from '../common/mcp-servers';
import { useTitle } from '../common/use-title';
import { RequestForm } from '../tools/request-form';
import { mcpServerFields, newMcpServer } from './mcp-fields';
import { useMcpRequests } from './mcp-requests';
import { McpServerTrial } from './mcp-server-trial';
import { McpTools } from './mcp-tools';

const route = getRouteApi('/pages/mcp-servers/$id');

/** One server of tools: its settings, whether it answers, and its tools with a form to call them. */
export function McpServerPage() {
  const say = usePageSay();
  const { id } = route.useParams();
  const { data: servers, error, isPending, refetch } = useMcpServers();
  const server = servers?.find((one) => one.id === id);
  useTitle(server?.name ?? say('mcp.servers'));
  return (
    <main className="pane pane-narrow" id="main" tabIndex={-1}>
      {isPending && <Waiting />}
      {error !== null && <Failure error={error} onRetry={() => void refetch()} />}
      {servers !== undefined && server === undefined && (
        <>
          <PageHeader title={say('frame.not_found')} back={<ToServers />} />
          <p>{say('failure.not_found')}</p>
        </>
      )}
      {server !== undefined && <OneServer key={server.id} server={server} />}
    </main>
  );
}

/** A new one: connected to at once. */
export function NewMcpServerPage() {
  const say = usePageSay();
  const navigate = useNavigate();
  const { save } = useMcpRequests();
  useTitle(say('mcp.new'));
  return (
    <main className="pane pane-narrow" id="main" tabIndex={-1}>
      <PageHeader title={say('mcp.new')} lead={say('mcp.new_lead')} back={<ToServers />} />
      <RequestForm
        requestSpecs={mcpServerFields}
        row={newMcpServer}
        kept={[]}
        isSaved={false}
        onSave={async (body) => {
          const { id } = await save(null, { name: '', url: '', ...body });
          await navigate({ to: '/mcp-servers/$id', params: { id } });
        }}
      />
    </main>
  );
}

function OneServer({ server }: { readonly server: McpServer }) {
  const say = usePageSay();
  const { save } = useMcpRequests();
  const [isSaved, setIsSaved] = useState(false);
  return (
    <>
      <PageHeader title={server.name} back={<ToServers />} />
      {server.read_only ? (
        <p className="field-hint">{say('mcp.configured')}</p>
      ) : (
        <RequestForm
          requestSpecs={mcpServerFields}
          row={server}
          kept={server.secret_header_names}
          isSaved={isSaved}
          onSave={async (body) => {
            await save(server.id, body);
            setIsSaved(true);
          }}
        />
      )}
      <McpServerTrial server={server} />
      <McpTools server={server} />
    </>
  );
}

function ToServers() {
  const say = usePageSay();
  return (
    <Link to="/mcp-servers" className="back">
      <BackIcon />
      {say('mcp.servers')}
    </Link>
  );
}
