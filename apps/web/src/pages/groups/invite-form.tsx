import { useState } from 'react';

import { usePageSay } from '../../i18n/speech-context';
import { DialogForm } from '../../ui/dialog-form';
import { Failure } from '../../ui/failure';
import { Field } from '../../ui/field';
import {
  type Group,
  GROUP_ROLES,
  type GroupRole,
  type MadeGroupInvite,
  mayGive,
  useGroupRequests,
} from './groups';

const DAY_S = 24 * 3600;
const DAYS = [1, 7, 30] as const;
/** The last is any number. */
const USES = ['1', '5', '20', ''] as const;

type InviteFormProps = {
  readonly group: Group;
  readonly onClose: () => void;
  readonly onMade: (invite: MadeGroupInvite) => void;
};

/** As what others join, how many and until when. Begins with one member in a week. */
export function InviteForm({ group, onClose, onMade }: InviteFormProps) {
  const say = usePageSay();
  const { invite } = useGroupRequests();
  const [role, setRole] = useState<GroupRole>('member');
  const [days, setDays] = useState<number>(7);
  const [uses, setUses] = useState('1');
  const [error, setError] = useState<unknown>(null);
  const [isBusy, setIsBusy] = useState(false);
  const submit = () => {
    setIsBusy(true);
    const max_uses = uses === '' ? null : Number(uses);
    invite(group.id, { role, max_uses, expires_in_s: days * DAY_S })
      .then(onMade, setError)
      .finally(() => setIsBusy(false));
  };
  return (
    <DialogForm
      title={say('groups.invite')}
      action={say('groups.invite')}
      isBusy={isBusy}
      onClose={onClose}
      onSubmit={submit}
    >
      <Field label={say('groups.join_as')} hint={say('groups.join_as_hint')}>
        {(attributes) => (
          <select
            {...attributes}
            data-testid="invite-role"
            value={role}
            onChange={({ target }) =>
              setRole(GROUP_ROLES.find((one) => one === target.value) ?? 'member')
            }
          >
            {GROUP_ROLES.filter((one) => mayGive(group.role, one)).map((one) => (
              <option key={one} value={one}>
                {say(`people.role.${one}`)}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={say('groups.how_many')}>
        {(attributes) => (
          <select
            {...attributes}
            data-testid="invite-uses"
            value={uses}
            onChange={({ target }) => setUses(target.value)}
          >
            {USES.map((one) => (
              <option key={one} value={one}>
                {one === '' ? say('groups.any_number') : one}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label={say('keys.validity')}>
        {(attributes) => (
          <select
            {...attributes}
            value={String(days)}
            onChange={({ target }) => setDays(Number(target.value))}
          >
            {DAYS.map((count) => (
              <option key={count} value={String(count)}>
                {say('keys.days', { count })}
              </option>
            ))}
          </select>
        )}
      </Field>
      {error !== null && <Failure error={error} />}
    </DialogForm>
  );
}
