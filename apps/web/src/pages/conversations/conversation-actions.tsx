import { useState } from 'react';

import { useSpeech } from '../../i18n/speech-context';
import { useApi } from '../../server/server-context';
import { ActionMenu, type MenuAction } from '../../ui/action-menu';
import { Confirm } from '../../ui/confirm';
import { DialogForm } from '../../ui/dialog-form';
import { Failure } from '../../ui/failure';
import { Field } from '../../ui/field';
import { Trouble } from '../../ui/trouble';
import { download, type ExportFormat } from './download';
import { type Session, useDelete, useEnd, useRename } from './sessions';
import { titleOf } from './title';
import { useTakeUp } from './use-take-up';

type ConversationActionsProps = {
  readonly session: Session;
  /** Where to go once it is deleted; nowhere in a list. */
  readonly onDeleted?: () => void;
};

/** What can be done with a conversation. */
export function ConversationActions({ session, onDeleted }: ConversationActionsProps) {
  const { say, locale } = useSpeech();
  const api = useApi();
  const takeUp = useTakeUp();
  const end = useEnd();
  const remove = useDelete();
  const [open, setOpen] = useState<'rename' | 'delete' | null>(null);
  const [trouble, setTrouble] = useState<unknown>(null);
  const title = titleOf(session, say, locale);
  const close = () => setOpen(null);
  const save = (format: ExportFormat) => {
    download(api, session.id, format).catch(setTrouble);
  };

  const actions: readonly MenuAction[] = [
    {
      label: say('conversations.take_up'),
      testId: 'take-up',
      onSelect: () => void takeUp(session).catch(setTrouble),
    },
    {
      label: say('conversations.rename'),
      testId: 'rename',
      onSelect: () => setOpen('rename'),
    },
    {
      label: say('conversations.download_markdown'),
      testId: 'download',
      onSelect: () => save('markdown'),
    },
    { label: say('conversations.download_jsonl'), onSelect: () => save('jsonl') },
    ...(session.active
      ? [
          {
            label: say('conversations.end'),
            testId: 'end',
            onSelect: () => end.mutate(session.id, { onError: setTrouble }),
          },
        ]
      : []),
    {
      label: say('conversations.delete'),
      isDangerous: true,
      testId: 'delete',
      onSelect: () => setOpen('delete'),
    },
  ];

  return (
    <>
      <ActionMenu label={say('conversations.actions', { title })} actions={actions} />
      {open === 'rename' && <RenameForm session={session} onClose={close} />}
      {open === 'delete' && (
        <Confirm
          title={say('conversations.delete_title')}
          action={say('conversations.delete')}
          onClose={close}
          onConfirm={() =>
            remove.mutate(session.id, {
              onError: setTrouble,
              ...(onDeleted !== undefined && { onSuccess: onDeleted }),
            })
          }
        >
          {say('conversations.delete_hint', { title })}
        </Confirm>
      )}
      {trouble !== null && <Trouble error={trouble} onClose={() => setTrouble(null)} />}
    </>
  );
}

function RenameForm({
  session,
  onClose,
}: {
  readonly session: Session;
  readonly onClose: () => void;
}) {
  const { say } = useSpeech();
  const rename = useRename();
  const [title, setTitle] = useState(session.title ?? '');
  return (
    <DialogForm
      title={say('conversations.rename')}
      action={say('common.save')}
      isBusy={rename.isPending}
      onClose={onClose}
      onSubmit={() => {
        const wanted = title.trim() === '' ? null : title.trim();
        rename.mutate({ id: session.id, title: wanted }, { onSuccess: onClose });
      }}
    >
      <Field label={say('conversations.title')} hint={say('conversations.title_hint')}>
        {(attributes) => (
          <input
            {...attributes}
            data-testid="title-input"
            maxLength={200}
            value={title}
            onChange={({ target }) => setTitle(target.value)}
          />
        )}
      </Field>
      {rename.error !== null && <Failure error={rename.error} />}
    </DialogForm>
  );
}
