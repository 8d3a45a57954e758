import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useEffect, useState } from 'react';

import { usePageSay } from '../../i18n/speech-context';
import { useApi, useServer } from '../../server/server-context';
import { ActionMenu, type MenuAction } from '../../ui/action-menu';
import { Confirm } from '../../ui/confirm';
import { Empty } from '../../ui/empty';
import { Failure } from '../../ui/failure';
import { PageHeader } from '../../ui/page-header';
import { Trouble } from '../../ui/trouble';
import { Waiting } from '../../ui/waiting';
import { useAttempt } from '../common/use-attempt';
import { useTitle } from '../common/use-title';
import { GroupInvites } from './group-invites';
import { GroupMembers } from './group-members';
import { type Group, groupsQuery, isAdmin, useGroupRequests } from './groups';
import { NameForm } from './name-form';

/** One group: who is in it, and who may come. */
export function GroupPage() {
  const say = usePageSay();
  const { id } = useParams({ from: '/pages/groups/$id' });
  const { data, error, hasNextPage, isFetching, fetchNextPage, refetch } = useInfiniteQuery(
    groupsQuery(useApi()),
  );
  const group = data?.find((one) => one.id === id);
  const isFurther = group === undefined && hasNextPage && !isFetching;
  useEffect(() => {
    if (isFurther) void fetchNextPage();
  }, [isFurther, fetchNextPage]);
  useTitle(group?.name ?? say('server.groups'));
  return (
    <main className="pane pane-narrow" id="main" tabIndex={-1}>
      <PageHeader
        title={group?.name ?? say('server.groups')}
        back={
          <Link to="/groups" className="back">
            {say('server.groups')}
          </Link>
        }
      >
        {group !== undefined && group.role !== 'guest' && <TalkInGroup group={group} />}
        {group !== undefined && <GroupActions group={group} />}
      </PageHeader>
      {error !== null && <Failure error={error} onRetry={() => void refetch()} />}
      {group === undefined && (isFetching || hasNextPage) && <Waiting />}
      {group === undefined && !isFetching && !hasNextPage && error === null && (
        <Empty title={say('groups.gone')} />
      )}
      {group?.role === 'guest' && <p className="lead">{say('groups.guest_hint')}</p>}
      {group !== undefined && group.role !== 'guest' && <GroupMembers group={group} />}
      {group !== undefined && isAdmin(group.role) && <GroupInvites group={group} />}
    </main>
  );
}

/** Begins a conversation, in Talk, that the members of the group may read and go on with. */
function TalkInGroup({ group: { id, name } }: { readonly group: Group }) {
  const say = usePageSay();
  const { client } = useServer();
  const navigate = useNavigate();
  return (
    <button
      type="button"
      className="quiet"
      data-testid="talk-in-group"
      onClick={() => {
        client.newConversation({ id, name });
        void navigate({ to: '/' });
      }}
    >
      {say('agents.talk')}
    </button>
  );
}

type Asked = 'rename' | 'leave' | 'delete';

function GroupActions({ group: { id, name, role } }: { readonly group: Group }) {
  const say = usePageSay();
  const { rename, leave, remove } = useGroupRequests();
  const navigate = useNavigate();
  const attempt = useAttempt();
  const [asked, setAsked] = useState<Asked | null>(null);
  const close = () => setAsked(null);
  const away = (action: Promise<void>) =>
    attempt.run(action.then(() => navigate({ to: '/groups', search: {} })));
  const actions: readonly MenuAction[] = [
    ...(isAdmin(role)
      ? [{ label: say('groups.rename'), testId: 'rename', onSelect: () => setAsked('rename') }]
      : []),
    ...(role === null
      ? []
      : [{ label: say('groups.leave'), testId: 'leave', onSelect: () => setAsked('leave') }]),
    ...(role === null || role === 'owner'
      ? [
          {
            label: say('common.delete'),
            isDangerous: true,
            testId: 'delete',
            onSelect: () => setAsked('delete'),
          },
        ]
      : []),
  ];
  return (
    <>
      <ActionMenu label={say('conversations.actions', { title: name })} actions={actions} />
      {asked === 'rename' && (
        <NameForm
          title={say('groups.rename')}
          action={say('groups.rename')}
          name={name}
          onClose={close}
          onSubmit={(wanted) => rename(id, wanted)}
        />
      )}
      {asked === 'leave' && (
        <Confirm
          title={say('groups.leave_title', { name })}
          action={say('groups.leave')}
          onClose={close}
          onConfirm={() => away(leave(id))}
        >
          {say('groups.leave_hint')}
        </Confirm>
      )}
      {asked === 'delete' && (
        <Confirm
          title={say('agents.delete_title', { name })}
          action={say('common.delete')}
          onClose={close}
          onConfirm={() => away(remove(id))}
        >
          {say('groups.delete_hint')}
        </Confirm>
      )}
      {attempt.error !== null && <Trouble error={attempt.error} onClose={attempt.forget} />}
    </>
  );
}
