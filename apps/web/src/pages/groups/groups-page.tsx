import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';

import { useSpeech } from '../../i18n/speech-context';
import { useApi } from '../../server/server-context';
import { Empty } from '../../ui/empty';
import { NewIcon } from '../../ui/icons';
import { PageHeader } from '../../ui/page-header';
import { meQuery } from '../common/me';
import { PagedList } from '../common/paged-list';
import { ServerTabs } from '../common/server-tabs';
import { useTitle } from '../common/use-title';
import { type Group, groupsQuery, useGroupRequests } from './groups';
import { JoinCard } from './join-card';
import { NameForm } from './name-form';

/** The groups that whoever looks is in; for admins of the server all. */
export function GroupsPage() {
  const { say } = useSpeech();
  const api = useApi();
  const query = useInfiniteQuery(groupsQuery(api));
  const { data: me } = useQuery(meQuery(api));
  const { join } = useSearch({ from: '/pages/groups' });
  useTitle(say('server.groups'));
  return (
    <main className="pane" id="main" tabIndex={-1}>
      <ServerTabs at="/groups" />
      <PageHeader title={say('server.groups')} lead={say('groups.lead')}>
        {/* The server itself owns none. */}
        {me?.user != null && <NewGroup />}
      </PageHeader>
      {join !== undefined && <JoinCard key={join} token={join} />}
      <PagedList
        query={query}
        testId="group"
        empty={
          <Empty title={say('groups.none')}>
            <p>{say(me?.user === null ? 'groups.none_hint_server' : 'groups.none_hint')}</p>
          </Empty>
        }
      >
        {(group) => <GroupRow group={group} />}
      </PagedList>
    </main>
  );
}

function NewGroup() {
  const { say } = useSpeech();
  const { create } = useGroupRequests();
  const navigate = useNavigate();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        className="primary"
        data-testid="new-group"
        onClick={() => setIsOpen(true)}
      >
        <NewIcon />
        {say('groups.new')}
      </button>
      {isOpen && (
        <NameForm
          title={say('groups.new')}
          action={say('groups.make')}
          onClose={() => setIsOpen(false)}
          onSubmit={async (name) => {
            const { id } = await create(name);
            await navigate({ to: '/groups/$id', params: { id } });
          }}
        />
      )}
    </>
  );
}

function GroupRow({ group: { id, name, role, member_count: count } }: { readonly group: Group }) {
  const { say } = useSpeech();
  return (
    <article className="row">
      <div className="row-text">
        <h2 className="row-title">
          <Link to="/groups/$id" params={{ id }}>
            {name}
          </Link>
        </h2>
        <p className="row-about">
          {role !== null && <span>{say(`people.role.${role}`)}</span>}
          <span>{say('groups.members', { count })}</span>
        </p>
      </div>
    </article>
  );
}
