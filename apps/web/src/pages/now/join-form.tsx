import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import { usePageSay } from '../../i18n/speech-context';
import { useApi } from '../../server/server-context';
import { DialogForm } from '../../ui/dialog-form';
import { Failure } from '../../ui/failure';
import { Field } from '../../ui/field';
import { useAgents } from '../common/agents';
import { type Connection, guildsQuery, useNowActions } from './now-requests';

type JoinFormProps = {
  /** Where the bot is now: it goes on with its agent, in another channel of the same server. */
  readonly from?: Connection;
  readonly onClose: () => void;
};

/** Into which voice channel a bot is to go, and as which agent. */
export function JoinForm({ from, onClose }: JoinFormProps) {
  const say = usePageSay();
  const { data: guilds = [] } = useQuery(guildsQuery(useApi(), true));
  const { data: agents = [] } = useAgents();
  const { join } = useNowActions();
  const [chosen, setChosen] = useState('');
  const [agent, setAgent] = useState('');
  const places = guilds
    .filter(({ id }) => from === undefined || id === from.guild_id)
    .flatMap((guild) => guild.channels.map((channel) => ({ guild, channel })))
    .filter(({ channel }) => channel.id !== from?.channel_id);
  const place = places.find(({ channel }) => channel.id === chosen) ?? places[0];
  const agentId = from?.agent_id ?? agent;
  const submit = () => {
    if (place === undefined) return;
    const where = { guild_id: place.guild.id, channel_id: place.channel.id };
    const who = agentId === '' ? {} : { agent_id: agentId };
    join.mutate({ ...where, ...who }, { onSuccess: onClose });
  };
  return (
    <DialogForm
      title={say(from === undefined ? 'now.join' : 'now.move')}
      action={say(from === undefined ? 'now.join' : 'now.move')}
      isBusy={join.isPending || place === undefined}
      onClose={onClose}
      onSubmit={submit}
    >
      <Field label={say('conversations.channel')}>
        {(attributes) => (
          <select
            {...attributes}
            data-testid="join-channel"
            value={place?.channel.id ?? ''}
            onChange={({ target }) => setChosen(target.value)}
          >
            {places.map(({ guild, channel }) => (
              <option key={channel.id} value={channel.id}>
                {guild.name} · {channel.name} ({channel.userCount})
              </option>
            ))}
          </select>
        )}
      </Field>
      {from === undefined && (
        <Field label={say('talk.agent')}>
          {(attributes) => (
            <select
              {...attributes}
              data-testid="join-agent"
              value={agent}
              onChange={({ target }) => setAgent(target.value)}
            >
              <option value="">{say('now.agent_of_guild')}</option>
              {agents
                .filter(({ is_active }) => is_active)
                .map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name}
                  </option>
                ))}
            </select>
          )}
        </Field>
      )}
      {join.error !== null && <Failure error={join.error} />}
    </DialogForm>
  );
}
