import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';

import { useSpeech } from '../../i18n/speech-context';
import { useApi } from '../../server/server-context';
import { Empty } from '../../ui/empty';
import { formatWhen } from '../../ui/formats';
import { NewIcon } from '../../ui/icons';
import { PageHeader } from '../../ui/page-header';
import { PagedList } from '../common/paged-list';
import { ServerTabs } from '../common/server-tabs';
import { useTitle } from '../common/use-title';
import { peopleQuery, type Person } from './people';

/** Everybody who has an account. */
export function PeoplePage() {
  const { say } = useSpeech();
  const query = useInfiniteQuery(peopleQuery(useApi()));
  useTitle(say('server.people'));
  return (
    <main className="pane" id="main" tabIndex={-1}>
      <ServerTabs at="/people" />
      <PageHeader title={say('server.people')} lead={say('people.lead')}>
        <Link to="/people/new" className="primary" data-testid="new-person">
          <NewIcon />
          {say('people.new')}
        </Link>
      </PageHeader>
      <PagedList
        query={query}
        testId="person"
        empty={
          <Empty title={say('people.none')}>
            <p>{say('people.none_hint')}</p>
          </Empty>
        }
      >
        {(person) => <PersonRow person={person} />}
      </PagedList>
    </main>
  );
}

function PersonRow({ person }: { readonly person: Person }) {
  const { say, locale } = useSpeech();
  const { id, display_name: name, email, role, is_active: isActive, created_at: at } = person;
  return (
    <article className="row">
      <div className="row-text">
        <h2 className="row-title">
          <Link to="/people/$id" params={{ id }}>
            {name}
          </Link>
        </h2>
        <p className="row-about">
          {!isActive && <span className="tag">{say('people.inactive')}</span>}
          <span>{say(`people.role.${role}`)}</span>
          {email !== null && <span>{email}</span>}
        </p>
      </div>
      <time className="row-when" dateTime={at}>
        {formatWhen(at, locale, new Date())}
      </time>
    </article>
  );
}
