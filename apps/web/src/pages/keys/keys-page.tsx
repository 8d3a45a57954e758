import { useInfiniteQuery } from '@tanstack/react-query';

import { usePageSay } from '../../i18n/speech-context';
import { useApi } from '../../server/server-context';
import { Empty } from '../../ui/empty';
import { PageHeader } from '../../ui/page-header';
import { PagedList } from '../common/paged-list';
import { ServerTabs } from '../common/server-tabs';
import { useTitle } from '../common/use-title';
import { KeyRow } from './key-row';
import { keysQuery } from './keys';
import { NewKey } from './new-key';

/** What programs and devices come in with. */
export function KeysPage() {
  const say = usePageSay();
  const query = useInfiniteQuery(keysQuery(useApi()));
  useTitle(say('server.keys'));
  return (
    <main className="pane" id="main" tabIndex={-1}>
      <ServerTabs at="/keys" />
      <PageHeader title={say('server.keys')} lead={say('keys.lead')}>
        <NewKey />
      </PageHeader>
      <PagedList
        query={query}
        testId="key"
        empty={
          <Empty title={say('keys.none')}>
            <p>{say('keys.none_hint')}</p>
          </Empty>
        }
      >
        {(key) => <KeyRow apiKey={key} isOwnerShown />}
      </PagedList>
    </main>
  );
}
