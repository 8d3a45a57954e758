import { answerOf, type ApiClient, type Schemas } from '@vox/api-client';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';

import { usePageSay, useSpeech } from '../../i18n/speech-context';
import { useApi } from '../../server/server-context';
import { Failure } from '../../ui/failure';
import { formatMoment } from '../../ui/formats';
import { BackIcon } from '../../ui/icons';
import { PageHeader } from '../../ui/page-header';
import { Waiting } from '../../ui/waiting';
import { useTitle } from '../common/use-title';
import { timelineOf } from './timeline';
import { TimelineChart } from './timeline-chart';
import { TimelineTable } from './timeline-table';
import { ToolCalls } from './tool-calls';
import { TurnFacts } from './turn-facts';

type Turn = Schemas['Turn'];

const route = getRouteApi('/pages/turns/$id');

/** Where the time of one turn went, who took part, and how that compares with the turns of its day. */
export function TurnPage() {
  const say = usePageSay();
  const { id } = route.useParams();
  const { data: turn, error, isPending, refetch } = useQuery(turnQuery(useApi(), id));
  useTitle(say('turn.title'));
  return (
    <main className="pane pane-narrow" id="main" tabIndex={-1}>
      <PageHeader
        title={say('turn.title')}
        {...(turn !== undefined && { back: <ToConversation sessionId={turn.session_id} /> })}
      />
      {isPending && <Waiting rows={5} />}
      {error !== null && <Failure error={error} onRetry={() => void refetch()} />}
      {turn !== undefined && <Explained turn={turn} />}
    </main>
  );
}

function Explained({ turn }: { readonly turn: Turn }) {
  const { say, locale } = useSpeech();
  const day = turn.started_at.slice(0, 10);
  const { data: days } = useQuery(dayQuery(useApi(), day));
  const measured = days?.[0] ?? null;
  const timeline = timelineOf(turn, measured);
  return (
    <>
      <p className="row-about">
        <span className={`tag tag-${turn.state}`}>{say(`turn.${turn.state}`)}</span>
        <span>{formatMoment(turn.started_at, locale)}</span>
      </p>
      <ol className="messages">
        {turn.user_text !== null && (
          <li className="turn turn-user">
            <span className="turn-speaker">{say('turn.was_said')}</span>
            <p className="turn-text">{turn.user_text}</p>
          </li>
        )}
        {turn.heard_text !== null && (
          <li className="turn turn-agent">
            <span className="turn-speaker">{say('turn.was_heard')}</span>
            <p className="turn-text">{turn.heard_text}</p>
          </li>
        )}
      </ol>
      {timeline.rows.length > 0 && (
        <section className="card" aria-labelledby="turn-time">
          <h2 id="turn-time">{say('turn.where_time_went')}</h2>
          <TimelineChart timeline={timeline} />
          <p className="field-hint">{say('turn.drawn_latest')}</p>
          <TimelineTable timeline={timeline} turnsOfDay={measured?.turns ?? 0} />
        </section>
      )}
      <ToolCalls calls={turn.tool_calls} />
      <TurnFacts turn={turn} />
    </>
  );
}

function ToConversation({ sessionId }: { readonly sessionId: string }) {
  const say = usePageSay();
  return (
    <Link to="/conversations/$id" params={{ id: sessionId }} className="back">
      <BackIcon />
      {say('turn.conversation')}
    </Link>
  );
}

function turnQuery(api: ApiClient, id: string) {
  return queryOptions({
    queryKey: ['turn', id],
    queryFn: async ({ signal }) =>
      answerOf(await api.GET('/api/turns/{id}', { params: { path: { id } }, signal })),
  });
}

function dayQuery(api: ApiClient, day: string) {
  return queryOptions({
    queryKey: ['latency', day],
    queryFn: async ({ signal }) => {
      const query = { from: day, to: day };
      return answerOf(await api.GET('/api/usage/latency', { params: { query }, signal }));
    },
  });
}
