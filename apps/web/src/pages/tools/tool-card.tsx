import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';

import { usePageSay } from '../../i18n/speech-context';
import { ActionMenu } from '../../ui/action-menu';
import { Confirm } from '../../ui/confirm';
import { Trouble } from '../../ui/trouble';
import type { Tool } from '../common/tools';
import { useAttempt } from '../common/use-attempt';
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
  const say = usePageSay();
  const navigate = useNavigate();
  const { remove } = useToolRequests();
  const attempt = useAttempt();
  const [isDeleting, setIsDeleting] = useState(false);
  return (
    <>
      <ActionMenu
        label={say('conversations.actions', { title: name })}
        actions={[
          {
            label: say('common.edit'),
            testId: 'edit',
            onSelect: () => void navigate({ to: '/tools/$id', params: { id } }),
          },
          {
            label: say('common.delete'),
            isDangerous: true,
            testId: 'delete',
            onSelect: () => setIsDeleting(true),
          },
        ]}
      />
      {isDeleting && (
        <Confirm
          title={say('agents.delete_title', { name })}
          action={say('common.delete')}
          onClose={() => setIsDeleting(false)}
          onConfirm={() => attempt.run(remove(id))}
        >
          {say('tools.delete_hint')}
        </Confirm>
      )}
      {attempt.error !== null && <Trouble error={attempt.error} onClose={attempt.forget} />}
    </>
  );
}
