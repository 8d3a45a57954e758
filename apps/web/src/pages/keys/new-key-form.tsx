import { ApiRefusal } from '@vox/api-client';
import { useState } from 'react';

import { usePageSay } from '../../i18n/speech-context';
import { DialogForm } from '../../ui/dialog-form';
import { Failure } from '../../ui/failure';
import { Field } from '../../ui/field';
import type { Scope } from '../common/me';
import { type Person, usePersonRequests } from '../people/people';
import { type MadeKey, useKeyRequests } from './keys';
import { OwnerFields, type Ownership } from './owner-fields';

const SCOPES: readonly Scope[] = ['talk', 'read', 'admin'];

const DAY_S = 24 * 3600;
/** How long it is good, in days; the first is for good. */
const VALIDITIES = ['', '1', '30', '90', '365'] as const;

type NewKeyFormProps = {
  /** Whose it is; null: that is asked. */
  readonly owner: Person | null;
  readonly onClose: () => void;
  readonly onMade: (key: MadeKey) => void;
};

/** What a key is for, and what it may do. Begins with the least that talks. */
export function NewKeyForm({ owner, onClose, onMade }: NewKeyFormProps) {
  const say = usePageSay();
  const { create } = useKeyRequests();
  const { save } = usePersonRequests();
  const [whose, setWhose] = useState<Ownership>({ userId: owner?.id ?? '', name: '' });
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState<readonly Scope[]>(['talk']);
  const [days, setDays] = useState('');
  const [error, setError] = useState<unknown>(null);
  const [isBusy, setIsBusy] = useState(false);

  const submit = async () => {
    setIsBusy(true);
    setError(null);
    try {
      // Somebody new stays, whatever becomes of the key: the next try is for them.
      let { userId } = whose;
      if (userId === '') {
        userId = (await save(null, { display_name: whose.name })).id;
        setWhose({ ...whose, userId });
      }
      const expires = days === '' ? null : Number(days) * DAY_S;
      onMade(await create({ user_id: userId, name, scopes: [...scopes], expires_in_s: expires }));
    } catch (refused) {
      setError(refused);
    } finally {
      setIsBusy(false);
    }
  };

  const refusedAt = (field: string) =>
    error instanceof ApiRefusal && error.field === field
      ? error.message.replace(/^\d{3} /u, '')
      : null;
  const isTold = ['name', 'scopes', 'display_name'].some((field) => refusedAt(field) !== null);
  return (
    <DialogForm
      title={owner === null ? say('keys.new') : say('keys.new_for', { name: owner.display_name })}
      action={say('keys.make')}
      isBusy={isBusy}
      onClose={onClose}
      onSubmit={() => void submit()}
    >
      {owner === null && (
        <OwnerFields whose={whose} problem={refusedAt('display_name')} onChange={setWhose} />
      )}
      <Field label={say('keys.name')} hint={say('keys.name_hint')} problem={refusedAt('name')}>
        {(attributes) => (
          <input
            {...attributes}
            data-testid="key-name"
            maxLength={100}
            value={name}
            onChange={({ target }) => setName(target.value)}
          />
        )}
      </Field>
      <fieldset className="steps">
        <legend>{say('keys.may')}</legend>
        {refusedAt('scopes') !== null && <p className="field-problem">{refusedAt('scopes')}</p>}
        {SCOPES.map((scope) => (
          <label key={scope} className="check">
            <input
              type="checkbox"
              data-testid={`scope-${scope}`}
              checked={scopes.includes(scope)}
              onChange={({ target }) =>
                setScopes(
                  target.checked ? [...scopes, scope] : scopes.filter((one) => one !== scope),
                )
              }
            />
            <span>
              {say(`scope.${scope}`)}
              <small>{say(`scope.${scope}.hint`)}</small>
            </span>
          </label>
        ))}
      </fieldset>
      <Field label={say('keys.validity')}>
        {(attributes) => (
          <select
            {...attributes}
            data-testid="key-validity"
            value={days}
            onChange={({ target }) => setDays(target.value)}
          >
            {VALIDITIES.map((validity) => (
              <option key={validity} value={validity}>
                {validity === ''
                  ? say('keys.for_good')
                  : say('keys.days', { count: Number(validity) })}
              </option>
            ))}
          </select>
        )}
      </Field>
      {error !== null && !isTold && <Failure error={error} />}
    </DialogForm>
  );
}
