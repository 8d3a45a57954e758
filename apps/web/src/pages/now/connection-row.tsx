import { useState } from 'react';

import { useSpeech } from '../../i18n/speech-context';
import { ActionMenu, type MenuAction } from '../../ui/action-menu';
import { Trouble } from '../../ui/trouble';
import { JoinForm } from './join-form';
import { type Connection, useNowActions } from './now-requests';
import { SayForm } from './say-form';

/** One bot in one voice channel: who is there, whether they know that they are heard, and what can be done. */
export function ConnectionRow({ connection }: { readonly connection: Connection }) {
  const { say, locale } = useSpeech();
  const { guild_name, channel_name, agent_name, status, listening, notice, people } = connection;
  const named = (isMeant: (person: Connection['people'][number]) => boolean) =>
    people.filter(isMeant).map(({ name }) => name);
  const heard = named(({ opted_out, role }) => !opted_out && role !== 'guest');
  const unheard = named(({ opted_out }) => opted_out);
  const guests = named(({ opted_out, role }) => !opted_out && role === 'guest');
  const list = new Intl.ListFormat(locale);
  return (
    <section className="place" data-testid="connection" data-status={status}>
      <div className="place-text">
        <h2 className="place-title">
          {guild_name} · {channel_name}
        </h2>
        <p className="row-about">
          <span className={`tag live-${status === 'ready' ? 'listening' : 'thinking'}`}>
            {say(`now.${status}`)}
          </span>
          <span>{agent_name}</span>
          <span>{say(listening ? 'now.listens' : 'now.deaf')}</span>
          <span>{say(`now.notice_${notice}`)}</span>
        </p>
        <p className="row-about">
          <span>{people.length === 0 ? say('now.nobody') : list.format(heard)}</span>
          {unheard.length > 0 && (
            <span data-testid="opted-out">
              {say('now.opted_out', { names: list.format(unheard) })}
            </span>
          )}
          {guests.length > 0 && (
            <span data-testid="may-not-talk">
              {say('now.may_not_talk', { names: list.format(guests) })}
            </span>
          )}
        </p>
      </div>
      <ConnectionActions connection={connection} />
    </section>
  );
}

function ConnectionActions({ connection }: { readonly connection: Connection }) {
  const { say } = useSpeech();
  const actions = useNowActions();
  const [open, setOpen] = useState<'say' | 'move' | null>(null);
  const [trouble, setTrouble] = useState<unknown>(null);
  const { guild_id, channel_id, agent_id, guild_name } = connection;
  const close = () => setOpen(null);
  const menu: readonly MenuAction[] = [
    { label: say('now.say'), testId: 'say', onSelect: () => setOpen('say') },
    { label: say('now.move'), testId: 'move', onSelect: () => setOpen('move') },
    {
      label: say('now.leave'),
      isDangerous: true,
      testId: 'leave',
      onSelect: () =>
        actions.leave.mutate({ guild_id, channel_id, agent_id }, { onError: setTrouble }),
    },
  ];
  return (
    <>
      <ActionMenu label={say('conversations.actions', { title: guild_name })} actions={menu} />
      {open === 'say' && (
        <SayForm
          mayInterrupt={false}
          request={({ text }) => actions.announce.mutateAsync({ text, guild_id, agent_id })}
          onClose={close}
        />
      )}
      {open === 'move' && <JoinForm from={connection} onClose={close} />}
      {trouble !== null && <Trouble error={trouble} onClose={() => setTrouble(null)} />}
    </>
  );
}
