import type { Schemas } from '@vox/api-client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import { usePageSay } from '../../i18n/speech-context';
import { useApi } from '../../server/server-context';
import { Failure } from '../../ui/failure';
import type { McpServer } from '../common/mcp-servers';
import { ToolTrial } from '../tools/tool-trial';
import { mcpToolsQuery, useMcpRequests } from './mcp-requests';

type McpTool = Schemas['McpTool'];

/** What a server can do, each with a form to call it. */
export function McpTools({ server }: { readonly server: McpServer }) {
  const say = usePageSay();
  const { data: tools = [], error } = useQuery(mcpToolsQuery(useApi(), server.id));
  return (
    <section className="card" aria-labelledby="mcp-tools">
      <h2 id="mcp-tools">{say('server.tools')}</h2>
      <p className="field-hint">{say('mcp.tools_hint', { all: `${server.name}__*` })}</p>
      {error !== null && <Failure error={error} />}
      <ul className="plain facts">
        {tools.map((tool) => (
          <OneTool key={tool.name} server={server} tool={tool} />
        ))}
      </ul>
    </section>
  );
}

function OneTool({ server, tool }: { readonly server: McpServer; readonly tool: McpTool }) {
  const say = usePageSay();
  const { call } = useMcpRequests();
  const [isTried, setIsTried] = useState(false);
  const { name, description, problem, is_read_only: isReadOnly } = tool;
  return (
    <li data-testid="mcp-tool">
      <details onToggle={({ currentTarget }) => setIsTried(currentTarget.open)}>
        <summary>
          <code>{name}</code>{' '}
          {tool.is_destructive && <span className="tag">{say('mcp.destroys')}</span>}
        </summary>
        {description !== null && <p className="agent-prompt">{description}</p>}
        {problem !== null && <p className="field-problem">{problem}</p>}
        {isTried && problem === null && (
          <ToolTrial
            parameters={tool.parameters}
            isReadOnly={isReadOnly}
            onCall={(given) => call(server.id, name, given)}
          />
        )}
      </details>
    </li>
  );
}
