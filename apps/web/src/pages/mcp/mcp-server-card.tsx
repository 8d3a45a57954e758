import { Link, useNavigate } from '@tanstack/react-router';

import { usePageSay } from '../../i18n/speech-context';
import type { McpServer } from '../common/mcp-servers';
import { RowActions } from '../common/row-actions';
import { useMcpRequests } from './mcp-requests';

/** One server of tools: where it is, whether it is there, and what it has. */
export function McpServerCard({ server }: { readonly server: McpServer }) {
  const say = usePageSay();
  const { id, name, url, read_only: isReadOnly, status, tool_count: count, problem } = server;
  return (
    <li className="card agent" data-testid="mcp-server">
      <div className="agent-top">
        <h2 className="row-title">
          <Link to="/mcp-servers/$id" params={{ id }}>
            {name}
          </Link>
        </h2>
        <span className={status === 'connected' ? 'tag tag-live' : 'tag'}>
          {say(`mcp.status.${status}`)}
        </span>
        {!isReadOnly && <McpServerActions server={server} />}
      </div>
      <p className="row-about">
        {isReadOnly && <span>{say('providers.read_only')}</span>}
        {url !== null && <span>{url}</span>}
        <span>{say('mcp.tools_count', { count })}</span>
      </p>
      {problem !== null && <p className="field-problem">{problem}</p>}
    </li>
  );
}

function McpServerActions({ server: { id, name } }: { readonly server: McpServer }) {
  const navigate = useNavigate();
  const { remove } = useMcpRequests();
  return (
    <RowActions
      name={name}
      onEdit={() => void navigate({ to: '/mcp-servers/$id', params: { id } })}
      remove={() => remove(id)}
      deleteHint="mcp.delete_hint"
    />
  );
}
