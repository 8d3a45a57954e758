import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';

import { useSpeech } from '../../i18n/speech-context';
import { useApi } from '../../server/server-context';
import { Empty } from '../../ui/empty';
import { Failure } from '../../ui/failure';
import { formatMoment } from '../../ui/formats';
import { BackIcon } from '../../ui/icons';
import { PageHeader } from '../../ui/page-header';
import { Trouble } from '../../ui/trouble';
import { Waiting } from '../../ui/waiting';
import { useAgentName } from '../common/agents';
import { useAttempt } from '../common/use-attempt';
import { useTitle } from '../common/use-title';
import { ConversationActions } from './conversation-actions';
import { LiveControls } from './live-controls';
import { LiveLines } from './live-lines';
import { MessageRow } from './message-row';
import { Recordings } from './recordings';
import { messagesQuery, type Session, sessionQuery } from './sessions';
import { titleOf } from './title';
import { useLiveConversation } from './use-live-conversation';
import { useTakeUp } from './use-take-up';

const route = getRouteApi('/pages/conversations/$id');

/** One conversation: what was said, by whom, how each turn went; while somebody talks in it, word by word. */
export function ConversationPage() {
  const { id } = route.useParams();
  const { data: session, error, refetch } = useQuery(sessionQuery(useApi(), id));
  return (
    <main className="pane pane-narrow" id="main" tabIndex={-1}>
      {session !== undefined && <ConversationHeader session={session} />}
      {error !== null && (
        <>
          <ToList />
          <Failure error={error} onRetry={() => void refetch()} />
        </>
      )}
      {session !== undefined && <Recordings sessionId={id} />}
      {error === null && <Messages key={id} id={id} agentId={session?.agent_id ?? null} />}
    </main>
  );
}

function ConversationHeader({ session }: { readonly session: Session }) {
  const { say, locale } = useSpeech();
  const navigate = useNavigate();
  const nameOf = useAgentName();
  const takeUp = useTakeUp();
  const attempt = useAttempt();
  const title = titleOf(session, say, locale);
  const { active, channel, started_at, user_name, message_count: count } = session;
  const agent = nameOf(session.agent_id);
  const about = [
    agent,
    say(`channel.${channel}`),
    user_name,
    formatMoment(started_at, locale),
    say('conversations.messages', { count }),
  ];
  useTitle(title);
  return (
    <>
      <PageHeader title={title} back={<ToList />}>
        <button
          type="button"
          className={active ? 'quiet' : 'primary'}
          data-testid="take-up-button"
          onClick={() => attempt.run(takeUp(session))}
        >
          {say('conversations.take_up')}
        </button>
        <ConversationActions
          session={session}
          onDeleted={() => void navigate({ to: '/conversations' })}
        />
      </PageHeader>
      <p className="row-about conversation-about">
        {active && <span className="tag tag-live">{say('conversations.live')}</span>}
        {about.map((part) => part !== null && <span key={part}>{part}</span>)}
      </p>
      {active && <LiveControls session={session} />}
      {attempt.error !== null && <Trouble error={attempt.error} onClose={attempt.forget} />}
    </>
  );
}

function ToList() {
  const { say } = useSpeech();
  return (
    <Link to="/conversations" className="back">
      <BackIcon />
      {say('frame.conversations')}
    </Link>
  );
}

function Messages({ id, agentId }: { readonly id: string; readonly agentId: string | null }) {
  const { say } = useSpeech();
  const nameOf = useAgentName();
  const { data, error, isPending, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } =
    useInfiniteQuery(messagesQuery(useApi(), id));
  const messages = data === undefined ? [] : [...data.pages].reverse().flat();
  const live = useLiveConversation(id, messages);
  const agentName = nameOf(agentId) ?? say('talk.agent');

  return (
    <>
      {isPending && <Waiting rows={5} />}
      {error !== null && <Failure error={error} onRetry={() => void refetch()} />}
      {hasNextPage && (
        <button
          type="button"
          className="quiet earlier"
          aria-disabled={isFetchingNextPage}
          onClick={() => void (isFetchingNextPage || fetchNextPage())}
        >
          {say('conversations.earlier')}
        </button>
      )}
      {data !== undefined && messages.length === 0 && live.lines.length === 0 && (
        <Empty title={say('conversations.silent')} />
      )}
      <ol className="messages" data-testid="messages">
        {messages.map((message) => (
          <MessageRow key={message.id} message={message} agentName={agentName} />
        ))}
        <LiveLines lines={live.lines} agentName={agentName} />
      </ol>
      {live.isSpoken && (
        <p className="live-note" role="status">
          {say(live.isAnswering ? 'conversations.answering' : 'conversations.speaking')}
        </p>
      )}
    </>
  );
}
