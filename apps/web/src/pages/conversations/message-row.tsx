import { Link } from '@tanstack/react-router';
import { memo } from 'react';

import { useSpeech } from '../../i18n/speech-context';
import { formatWhen } from '../../ui/formats';
import { formatDuration } from '../../voice/latency-text';
import type { Message } from './sessions';

type MessageRowProps = { readonly message: Message; readonly agentName: string };

/** One stored message: who said it, when, what was heard of it, and where it was cut off. */
export const MessageRow = memo(function MessageRow({ message, agentName }: MessageRowProps) {
  const { say, locale } = useSpeech();
  const { role, content, apology, interrupted, outcome, spoken_at } = message;
  const isAgent = role === 'assistant';
  const speaker = isAgent ? agentName : (message.speaker_ids?.join(', ') ?? say('talk.you'));
  return (
    <li
      className={isAgent ? 'turn turn-agent' : 'turn turn-user'}
      data-testid="message"
      data-role={role}
    >
      <span className="turn-speaker">
        {speaker}
        <time dateTime={spoken_at}>{formatWhen(spoken_at, locale, new Date())}</time>
      </span>
      {content !== '' && (
        <p className="turn-text">
          {content}
          {isAgent && interrupted && <InterruptedMark />}
        </p>
      )}
      {isAgent && (
        <div className="turn-foot">
          {content === '' && interrupted && (
            <span className="turn-note">{say('talk.interrupted_unheard')}</span>
          )}
          {outcome === 'failed' && (
            <span className="turn-note turn-note-failed">{say('talk.failed')}</span>
          )}
          {apology !== null && <span className="turn-apology">{apology}</span>}
          {Object.keys(message.latency).length > 0 && <ToTurn message={message} />}
        </div>
      )}
    </li>
  );
});

function ToTurn({ message }: { readonly message: Message }) {
  const { say, locale } = useSpeech();
  const waitedMs = message.latency.voice_to_voice_ms;
  return (
    <Link to="/turns/$id" params={{ id: message.turn_id }} className="to-turn">
      {say('turn.explain')}
      {waitedMs !== undefined && <span> · {formatDuration(waitedMs, locale)}</span>}
    </Link>
  );
}

/** Where somebody spoke over the answer: what comes after it was never heard. */
function InterruptedMark() {
  const { say } = useSpeech();
  return (
    <span className="interrupted-mark" data-testid="interrupted-mark">
      {say('conversations.interrupted_here')}
    </span>
  );
}
