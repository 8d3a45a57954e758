import { answerOf } from '@vox/api-client';
import { useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';

import { usePageSay } from '../../i18n/speech-context';
import { useApi } from '../../server/server-context';
import { Field } from '../../ui/field';
import { useAgents } from '../common/agents';
import { healthQuery } from '../health/health';
import type { StepProps } from './guide-steps';
import { isOwn } from './own-agent';
import { StepCard } from './step-card';
import { useCheck } from './use-check';

/** View Channel, Send Messages, Send Messages in Threads, Connect, Speak, Request to Speak. */
const PERMISSIONS = '279176023040';

/** A bot is logged in, and somewhere. */
export function DiscordStep({ place, wasDone, onFound }: StepProps) {
  const say = usePageSay();
  const api = useApi();
  const queries = useQueryClient();
  const { data: agents = [] } = useAgents();
  const [applicationId, setApplicationId] = useState('');
  const agent = agents.find(isOwn) ?? agents.find(({ is_default }) => is_default);

  const look = async () => {
    const discord =
      (await queries.fetchQuery({ ...healthQuery(api), staleTime: 0 })).details['discord'] ?? {};
    const bots = 'bots' in discord && Array.isArray(discord['bots']) ? discord['bots'] : [];
    if (bots.length === 0) return { isDone: false, words: say('guide.no_token') };
    const { guilds } = answerOf(await api.GET('/api/channels'));
    const names = guilds.map(({ name }) => name).join(', ');
    if (names !== '') return { isDone: true, words: say('guide.in_guilds', { names }) };
    const reasons = bots.map(reasonOf).filter((reason) => reason !== null);
    const words = reasons.length > 0 ? reasons.join(' ') : say('guide.no_guild');
    return { isDone: false, words };
  };

  const check = useCheck(look, {
    wasDone,
    isAutomatic: true,
    onFound: (isDone) => onFound('discord', isDone),
  });
  return (
    <StepCard step="discord" place={place} check={check}>
      <ol className="guide-list">
        <li>
          <a href="https://discord.com/developers/applications" target="_blank" rel="noreferrer">
            {say('guide.discord_application')}
          </a>
        </li>
        <li>
          {agent === undefined ? (
            say('guide.discord_token')
          ) : (
            <Link to="/agents/$id" params={{ id: agent.id }} hash="discord">
              {say('guide.discord_token')}
            </Link>
          )}
        </li>
        <li>{say('guide.discord_invite')}</li>
      </ol>
      <Field label={say('guide.application_id')} hint={say('guide.application_id_hint')}>
        {(attributes) => (
          <input
            {...attributes}
            data-testid="application-id"
            inputMode="numeric"
            maxLength={40}
            value={applicationId}
            onChange={({ target }) => setApplicationId(target.value.replace(/\D/gu, ''))}
          />
        )}
      </Field>
      {applicationId !== '' && (
        <a
          className="quiet"
          data-testid="discord-invite"
          href={inviteOf(applicationId)}
          target="_blank"
          rel="noreferrer"
        >
          {say('guide.invite_now')}
        </a>
      )}
    </StepCard>
  );
}

/** Where somebody lets the bot into a server of theirs. */
function inviteOf(applicationId: string): string {
  const address = new URL('https://discord.com/oauth2/authorize');
  address.searchParams.set('client_id', applicationId);
  address.searchParams.set('scope', 'bot applications.commands');
  address.searchParams.set('permissions', PERMISSIONS);
  return address.href;
}

function reasonOf(bot: unknown): string | null {
  const { reason } = (typeof bot === 'object' && bot !== null ? bot : {}) as Readonly<
    Record<string, unknown>
  >;
  return typeof reason === 'string' ? reason : null;
}
