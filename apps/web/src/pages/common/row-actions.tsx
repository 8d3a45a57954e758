import { useState } from 'react';

import { usePageSay } from '../../i18n/speech-context';
import type { PageKey } from '../../i18n/en/pages';
import { ActionMenu, type MenuAction } from '../../ui/action-menu';
import { Confirm } from '../../ui/confirm';
import { Trouble } from '../../ui/trouble';
import { useAttempt } from './use-attempt';

type RowActionsProps = {
  readonly name: string;
  readonly onEdit: () => void;
  readonly remove: () => Promise<void>;
  /** What goes on without it. */
  readonly deleteHint: PageKey;
};

/** The menu of something that was added: edit it, or delete it once that is confirmed. */
export function RowActions({ name, onEdit, remove, deleteHint }: RowActionsProps) {
  const say = usePageSay();
  const attempt = useAttempt();
  const [isDeleting, setIsDeleting] = useState(false);
  const actions: readonly MenuAction[] = [
    { label: say('common.edit'), testId: 'edit', onSelect: onEdit },
    {
      label: say('common.delete'),
      isDangerous: true,
      testId: 'delete',
      onSelect: () => setIsDeleting(true),
    },
  ];
  return (
    <>
      <ActionMenu label={say('conversations.actions', { title: name })} actions={actions} />
      {isDeleting && (
        <Confirm
          title={say('agents.delete_title', { name })}
          action={say('common.delete')}
          onClose={() => setIsDeleting(false)}
          onConfirm={() => attempt.run(remove())}
        >
          {say(deleteHint)}
        </Confirm>
      )}
      {attempt.error !== null && <Trouble error={attempt.error} onClose={attempt.forget} />}
    </>
  );
}
