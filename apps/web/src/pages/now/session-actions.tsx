import { useState } from 'react';

import { usePageSay } from '../../i18n/speech-context';
import { ActionMenu, type MenuAction } from '../../ui/action-menu';
import { Trouble } from '../../ui/trouble';
import { Consents } from './consents';
import type { LiveSession } from './live-board';
import { useNowActions } from './now-requests';
import { SayForm } from './say-form';

type SessionActionsProps = { readonly session: LiveSession; readonly who: string };

/** What can be done with a session that goes on. */
export function SessionActions({ session, who }: SessionActionsProps) {
  const say = usePageSay();
  const actions = useNowActions();
  const [open, setOpen] = useState<'say' | 'consents' | null>(null);
  const [trouble, setTrouble] = useState<unknown>(null);
  const { id, muted } = session;
  const onError = setTrouble;
  const close = () => setOpen(null);
  const menu: readonly MenuAction[] = [
    {
      label: say(muted ? 'now.unmute' : 'now.mute'),
      testId: 'mute',
      onSelect: () => actions.mute.mutate({ id, muted: !muted }, { onError }),
    },
    { label: say('now.say'), testId: 'say', onSelect: () => setOpen('say') },
    {
      label: say('talk.stop'),
      testId: 'stop',
      onSelect: () => actions.stop.mutate(id, { onError }),
    },
    { label: say('now.consents'), testId: 'consents-of', onSelect: () => setOpen('consents') },
    {
      label: say('conversations.end'),
      isDangerous: true,
      testId: 'end',
      onSelect: () => actions.end.mutate(id, { onError }),
    },
  ];
  return (
    <>
      <ActionMenu label={say('conversations.actions', { title: who })} actions={menu} />
      {open === 'say' && (
        <SayForm request={(said) => actions.say.mutateAsync({ id, ...said })} onClose={close} />
      )}
      {open === 'consents' && <Consents id={id} who={who} onClose={close} />}
      {trouble !== null && <Trouble error={trouble} onClose={() => setTrouble(null)} />}
    </>
  );
}
