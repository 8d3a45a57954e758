import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';

import { usePageSay } from '../../i18n/speech-context';
import { useApi } from '../../server/server-context';
import { Empty } from '../../ui/empty';
import { Failure } from '../../ui/failure';
import { PageHeader } from '../../ui/page-header';
import { Waiting } from '../../ui/waiting';
import { useTitle } from '../common/use-title';
import { ConversationFilters } from './conversation-filters';
import { ConversationList } from './conversation-list';
import { sessionsQuery } from './sessions';

const route = getRouteApi('/pages/conversations');

/** All conversations that this person may see: found, renamed, taken up again, deleted. */
export function ConversationsPage() {
  const say = usePageSay();
  const search = route.useSearch();
  const { data, error, isPending, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } =
    useInfiniteQuery(sessionsQuery(useApi(), search));
  const sessions = data?.pages.flat() ?? [];
  const isNarrowed = Object.keys(search).length > 0;
  useTitle(say('frame.conversations'));

  return (
    <main className="pane" id="main" tabIndex={-1}>
      <PageHeader title={say('frame.conversations')} />
      <ConversationFilters search={search} />
      {isPending && <Waiting rows={6} />}
      {error !== null && <Failure error={error} onRetry={() => void refetch()} />}
      {data !== undefined && sessions.length === 0 && (
        <Empty title={say(isNarrowed ? 'conversations.none_found' : 'conversations.none')}>
          <p>{say(isNarrowed ? 'conversations.none_found_hint' : 'conversations.none_hint')}</p>
        </Empty>
      )}
      {sessions.length > 0 && (
        <ConversationList
          sessions={sessions}
          isMore={hasNextPage}
          onMore={() => {
            if (!isFetchingNextPage) void fetchNextPage();
          }}
        />
      )}
    </main>
  );
}
