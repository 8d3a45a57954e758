import { Link, useNavigate } from '@tanstack/react-router';

import { usePageSay } from '../../i18n/speech-context';
import type { Tool } from '../common/tools';
import { RowActions } from '../common/row-actions';
import { useToolRequests } from './tool-requests';

/** One tool: what the model is told of it, and what it asks. */
export function ToolCard({ tool }: { readonly tool: Tool }) {
  const say = usePageSay();
  const { id, name, description, method, url, read_only, is_enabled, problem } = tool;
  return (
    <li className={read_only ? 'card' : 'card agent'} data-testid="tool">
      <div className="agent-top">
        <h2 className="row-title">
          {read_only ? (
            <code>{name}</code>
          ) : (
            <Link to="/tools/$id" params={{ id }}>
              <code>{name}</code>
            </Link>
          )}
        </h2>
        {read_only && <span className="tag">{say('tools.built_in')}</span>}
        {!is_enabled && <span className="tag">{say('agents.inactive')}</span>}
        {!read_only && <ToolActions tool={tool} />}
      </div>
      <p className="agent-prompt">{description}</p>
      {method !== null && (
        <p className="row-about">
          <span>{method}</span>
          <span>{url}</span>
        </p>
      )}
      {problem !== null && <p className="field-problem">{problem}</p>}
    </li>
  );
}

function ToolActions({ tool: { id, name } }: { readonly tool: Tool }) {
  const navigate = useNavigate();
  const { remove } = useToolRequests();
  return (
    <RowActions
      name={name}
      onEdit={() => void navigate({ to: '/tools/$id', params: { id } })}
      remove={() => remove(id)}
      deleteHint="tools.delete_hint"
    />
  );
}
