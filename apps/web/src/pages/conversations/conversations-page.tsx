import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';

import { usePageSay } from '../../i18n/speech-context';
import { useApi } from '../../server/server-context';
import { Empty } from '../../ui/empty';
import { PageHeader } from '../../ui/page-header';
import { PagedList } from '../common/paged-list';
import { useTitle } from '../common/use-title';
import { ConversationActions } from './conversation-actions';
import { ConversationFilters } from './conversation-filters';
import { ConversationRow } from './conversation-row';
import { sessionsQuery } from './sessions';

const route = getRouteApi('/pages/conversations');

/** All conversations that this person may see: found, renamed, taken up again, deleted. */
export function ConversationsPage() {
  const say = usePageSay();
  const search = route.useSearch();
  const query = useInfiniteQuery(sessionsQuery(useApi(), search));
  const isNarrowed = Object.keys(search).length > 0;
  useTitle(say('frame.conversations'));

  return (
    <main className="pane" id="main" tabIndex={-1}>
      <PageHeader title={say('frame.conversations')} />
      <ConversationFilters search={search} />
      <PagedList
        query={query}
        testId="conversation"
        empty={
          <Empty title={say(isNarrowed ? 'conversations.none_found' : 'conversations.none')}>
            <p>{say(isNarrowed ? 'conversations.none_found_hint' : 'conversations.none_hint')}</p>
          </Empty>
        }
      >
        {(session) => (
          <ConversationRow session={session}>
            <ConversationActions session={session} />
          </ConversationRow>
        )}
      </PagedList>
    </main>
  );
}
