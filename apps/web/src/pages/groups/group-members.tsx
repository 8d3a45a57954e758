import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import { usePageSay } from '../../i18n/speech-context';
import { useApi } from '../../server/server-context';
import { Confirm } from '../../ui/confirm';
import { Failure } from '../../ui/failure';
import { Trouble } from '../../ui/trouble';
import { Waiting } from '../../ui/waiting';
import { meQuery } from '../common/me';
import { useAttempt } from '../common/use-attempt';
import {
  type Group,
  GROUP_ROLES,
  type GroupMember,
  mayGive,
  membersQuery,
  useGroupRequests,
} from './groups';

/** Who is in a group, with what they are in it. */
export function GroupMembers({ group }: { readonly group: Group }) {
  const say = usePageSay();
  const api = useApi();
  const { data: members, error, isPending, refetch } = useQuery(membersQuery(api, group.id));
  const { data: me } = useQuery(meQuery(api));
  return (
    <section className="card" aria-labelledby="group-members">
      <h2 id="group-members">{say('groups.who')}</h2>
      {isPending && <Waiting />}
      {error !== null && <Failure error={error} onRetry={() => void refetch()} />}
      {members?.map((member) => (
        <MemberRow
          key={member.user_id}
          group={group}
          member={member}
          isMe={member.user_id === me?.user?.id}
        />
      ))}
    </section>
  );
}

type MemberRowProps = {
  readonly group: Group;
  readonly member: GroupMember;
  readonly isMe: boolean;
};

function MemberRow({ group, member, isMe }: MemberRowProps) {
  const say = usePageSay();
  const { giveRole } = useGroupRequests();
  const attempt = useAttempt();
  const { user_id: userId, display_name: name, role } = member;
  const isChangeable = mayGive(group.role, role);
  return (
    <article className="row" data-testid="group-member">
      <div className="row-text">
        <h3 className="row-title">{name}</h3>
        <p className="row-about">
          {isMe && <span className="tag">{say('groups.you')}</span>}
          {!isChangeable && <span>{say(`people.role.${role}`)}</span>}
        </p>
      </div>
      {isChangeable && (
        <select
          aria-label={say('groups.role_of', { name })}
          data-testid="member-role"
          value={role}
          onChange={({ target }) => {
            const given = GROUP_ROLES.find((one) => one === target.value);
            if (given !== undefined) attempt.run(giveRole(group.id, userId, given));
          }}
        >
          {GROUP_ROLES.filter((one) => mayGive(group.role, one)).map((one) => (
            <option key={one} value={one}>
              {say(`people.role.${one}`)}
            </option>
          ))}
        </select>
      )}
      {isChangeable && !isMe && <TakeOut group={group} member={member} />}
      {attempt.error !== null && <Trouble error={attempt.error} onClose={attempt.forget} />}
    </article>
  );
}

function TakeOut({ group, member }: Omit<MemberRowProps, 'isMe'>) {
  const say = usePageSay();
  const { takeOut } = useGroupRequests();
  const attempt = useAttempt();
  const [isAsking, setIsAsking] = useState(false);
  const { user_id: userId, display_name: name } = member;
  return (
    <>
      <button
        type="button"
        className="quiet"
        data-testid="take-out"
        aria-label={say('groups.take_out_title', { name })}
        onClick={() => setIsAsking(true)}
      >
        {say('groups.take_out')}
      </button>
      {isAsking && (
        <Confirm
          title={say('groups.take_out_title', { name })}
          action={say('groups.take_out')}
          onClose={() => setIsAsking(false)}
          onConfirm={() => attempt.run(takeOut(group.id, userId))}
        >
          {say('groups.take_out_hint')}
        </Confirm>
      )}
      {attempt.error !== null && <Trouble error={attempt.error} onClose={attempt.forget} />}
    </>
  );
}
