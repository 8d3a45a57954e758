import { answerOf, type ApiClient, type Schemas } from '@vox/api-client';
import { infiniteQueryOptions, keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';

import type { AuditSearch } from '../../app/audit-search';
import { useSpeech } from '../../i18n/speech-context';
import { useApi } from '../../server/server-context';
import { Empty } from '../../ui/empty';
import { formatMoment } from '../../ui/formats';
import { PageHeader } from '../../ui/page-header';
import { PagedList } from '../common/paged-list';
import { PersonName } from '../people/person-name';
import { ActName } from './act-name';
import { ServerTabs } from '../common/server-tabs';
import { useTitle } from '../common/use-title';

type Entry = Schemas['AuditEntry'];

const PAGE_ROWS = 100;
/** Enough to tell things apart; the whole id is in the address that it leads to. */
const ID_CHARACTERS = 8;
/** From here on the server has refused it. */
const FIRST_REFUSAL = 400;

const route = getRouteApi('/pages/audit');

/** Who changed what. */
export function AuditPage() {
  const { say } = useSpeech();
  const search = route.useSearch();
  const query = useInfiniteQuery(auditQuery(useApi(), search));
  useTitle(say('server.audit'));
  return (
    <main className="pane" id="main" tabIndex={-1}>
      <ServerTabs at="/audit" />
      <PageHeader title={say('server.audit')} lead={say('audit.lead')} />
      <Narrowed search={search} />
      <PagedList query={query} testId="audit-entry" empty={<Empty title={say('audit.none')} />}>
        {(entry) => <EntryRow entry={entry} search={search} />}
      </PagedList>
    </main>
  );
}

/** What the list is narrowed to, each with the way out of it. */
function Narrowed({ search }: { readonly search: AuditSearch }) {
  const { say } = useSpeech();
  const { user, action, target } = search;
  if (user === undefined && action === undefined && target === undefined) return null;
  return (
    <p className="filters">
      {user !== undefined && (
        <span className="chip">
          <PersonName id={user} />
        </span>
      )}
      {action !== undefined && (
        <span className="chip" data-testid="audit-action">
          <ActName action={action} />
        </span>
      )}
      {target !== undefined && <code className="chip">{target}</code>}
      <Link to="/audit" className="quiet" data-testid="audit-all">
        {say('audit.show_all')}
      </Link>
    </p>
  );
}

/** One act; its doer, kind and target lead to what else there is of each. */
function EntryRow({ entry, search }: { readonly entry: Entry; readonly search: AuditSearch }) {
  const { say, locale } = useSpeech();
  const { at, action, actor, user_id: user, target_id: target } = entry;
  const status = entry.details['status'];
  const isRefused = typeof status === 'number' && status >= FIRST_REFUSAL;
  return (
    <article className="row">
      <div className="row-text">
        <h2 className="row-title row-title-inline">
          <Link to="/audit" search={{ ...search, action }} title={action}>
            <ActName action={action} />
          </Link>
        </h2>
        <p className="row-about">
          <span className="narrow-only">{formatMoment(at, locale)}</span>
          {isRefused && <span className="tag">{say('audit.refused', { status })}</span>}
          {user !== null && (
            <span>
              <PersonName id={user} />
            </span>
          )}
          <span>{actor}</span>
          {target !== null && (
            <span>
              <Link to="/audit" search={{ ...search, target }}>
                <code>{target.slice(0, ID_CHARACTERS)}</code>
              </Link>
            </span>
          )}
        </p>
      </div>
      <time className="row-when" dateTime={at}>
        {formatMoment(at, locale)}
      </time>
    </article>
  );
}

/** The newest first, page by page. */
function auditQuery(api: ApiClient, search: AuditSearch) {
  return infiniteQueryOptions({
    queryKey: ['audit', search],
    initialPageParam: undefined as string | undefined,
    queryFn: async ({ pageParam: before, signal }) => {
      const { user, action, target } = search;
      const query = {
        limit: PAGE_ROWS,
        ...(user !== undefined && { user_id: user }),
        ...(action !== undefined && { action }),
        ...(target !== undefined && { target_id: target }),
        ...(before !== undefined && { before }),
      };
      return answerOf(await api.GET('/api/audit', { params: { query }, signal }));
    },
    getNextPageParam: (page) => (page.length < PAGE_ROWS ? undefined : page.at(-1)?.cursor),
    select: ({ pages }) => pages.flat(),
    placeholderData: keepPreviousData,
  });
}
