import { Link } from '@tanstack/react-router';
import { memo } from 'react';

import { useSpeech } from '../../i18n/speech-context';
import { formatSpan } from '../../ui/formats';
import { formatDuration } from '../../voice/latency-text';
import type { LiveRow } from './live-board';
import { SessionActions } from './session-actions';
import { whoIn } from './who';

type SessionRowProps = { readonly row: LiveRow; readonly nowMs: number };

/** One session that goes on: who, with which agent, what is happening and being said, and what can be done. */
export const SessionRow = memo(function SessionRow({ row, nowMs }: SessionRowProps) {
  const { say, locale } = useSpeech();
  const { session, words } = row;
  const { id, state, muted, agent_name: agent, last_turn: lastTurn } = session;
  const who = whoIn(session);
  const ms = lastTurn?.voice_to_voice_ms;
  const facts = [
    agent,
    formatSpan(nowMs - Date.parse(session.started_at), locale),
    ms === undefined ? null : say('talk.answered_in', { duration: formatDuration(ms, locale) }),
  ];
  const speaking = session.speaking || session.people.some((person) => person.speaking);
  return (
    <article className="row live-row" data-testid="live-session" data-state={state}>
      <div className="row-text">
        <h3 className="row-title">
          <Link to="/conversations/$id" params={{ id }}>
            {who}
          </Link>
        </h3>
        <p className="row-about">
          <span className={`tag live-${state}`}>{say(`state.${state}`)}</span>
          {speaking && <span className="tag live-heard">{say('now.speaks')}</span>}
          {muted && <span className="tag tag-muted">{say('now.muted')}</span>}
          {facts.map((fact) => fact !== null && <span key={fact}>{fact}</span>)}
        </p>
        {words !== null && (
          <p className="live-words" data-testid="live-words">
            <b>{words.by === 'agent' ? agent : (words.name ?? who)}</b> {words.text}
          </p>
        )}
      </div>
      <SessionActions session={session} who={who} />
    </article>
  );
});
