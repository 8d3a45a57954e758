import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import { useSpeech } from '../../i18n/speech-context';
import { formatWhen } from '../../ui/formats';
import { useAgentName } from '../common/agents';
import type { Session } from './sessions';
import { titleOf } from './title';

type ConversationRowProps = { readonly session: Session; readonly children: ReactNode };

/** One conversation: what it is called, with whom, where, when, and whether somebody talks in it. */
export function ConversationRow({ session, children }: ConversationRowProps) {
  const { say, locale } = useSpeech();
  const nameOf = useAgentName();
  const agent = nameOf(session.agent_id);
  const { active, channel, message_count: count, last_activity_at: at } = session;
  const when = formatWhen(at, locale, new Date());
  return (
    <article className="row">
      <div className="row-text">
        <h2 className="row-title">
          <Link to="/conversations/$id" params={{ id: session.id }}>
            {titleOf(session, say, locale)}
          </Link>
        </h2>
        <p className="row-about">
          {active && <span className="tag tag-live">{say('conversations.live')}</span>}
          <span className="narrow-only">{when}</span>
          {agent !== null && <span>{agent}</span>}
          <span>{say(`channel.${channel}`)}</span>
          {session.user_name !== null && <span>{session.user_name}</span>}
          <span>{say('conversations.messages', { count })}</span>
        </p>
      </div>
      <time className="row-when" dateTime={at}>
        {when}
      </time>
      {children}
    </article>
  );
}
