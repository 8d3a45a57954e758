import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import { usePageSay, useSpeech } from '../../i18n/speech-context';
import { useApi } from '../../server/server-context';
import { Failure } from '../../ui/failure';
import { formatMoment } from '../../ui/formats';
import { NewIcon } from '../../ui/icons';
import { Trouble } from '../../ui/trouble';
import { Waiting } from '../../ui/waiting';
import { useAttempt } from '../common/use-attempt';
import {
  type Group,
  type GroupInvite,
  invitesQuery,
  type MadeGroupInvite,
  useGroupRequests,
} from './groups';
import { InviteForm } from './invite-form';
import { MadeInviteDialog } from './made-invite';

/** The invites to a group that are good: each is shown once, when it is made. */
export function GroupInvites({ group }: { readonly group: Group }) {
  const say = usePageSay();
  const { data, error, isPending, refetch } = useQuery(invitesQuery(useApi(), group.id));
  const [isOpen, setIsOpen] = useState(false);
  const [made, setMade] = useState<MadeGroupInvite | null>(null);
  return (
    <section className="card" aria-labelledby="group-invites">
      <h2 id="group-invites">{say('groups.invites')}</h2>
      {isPending && <Waiting />}
      {error !== null && <Failure error={error} onRetry={() => void refetch()} />}
      {data?.length === 0 && <p className="field-hint">{say('groups.no_invites')}</p>}
      {data?.map((invite) => (
        <InviteRow key={invite.id} invite={invite} />
      ))}
      <div className="card-actions">
        <button
          type="button"
          className="quiet"
          data-testid="new-invite"
          onClick={() => setIsOpen(true)}
        >
          <NewIcon />
          {say('groups.invite')}
        </button>
      </div>
      {isOpen && (
        <InviteForm
          group={group}
          onClose={() => setIsOpen(false)}
          onMade={(invite) => {
            setIsOpen(false);
            setMade(invite);
          }}
        />
      )}
      {made !== null && <MadeInviteDialog made={made} onClose={() => setMade(null)} />}
    </section>
  );
}

function InviteRow({ invite }: { readonly invite: GroupInvite }) {
  const { say, locale } = useSpeech();
  const { revoke } = useGroupRequests();
  const attempt = useAttempt();
  const { id, group_id: groupId, role, uses, max_uses: most, expires_at: expires } = invite;
  return (
    <article className="row" data-testid="group-invite">
      <div className="row-text">
        <h3 className="row-title">{say(`people.role.${role}`)}</h3>
        <p className="row-about">
          <span>
            {most === null ? say('groups.used', { uses }) : say('groups.used_of', { uses, most })}
          </span>
          <span>{say('keys.until', { when: formatMoment(expires, locale) })}</span>
        </p>
      </div>
      <button
        type="button"
        className="quiet"
        data-testid="revoke-invite"
        onClick={() => attempt.run(revoke(groupId, id))}
      >
        {say('keys.revoke')}
      </button>
      {attempt.error !== null && <Trouble error={attempt.error} onClose={attempt.forget} />}
    </article>
  );
}
