import { useInfiniteQuery } from '@tanstack/react-query';

import { usePageSay } from '../../i18n/speech-context';
import { useApi } from '../../server/server-context';
import { Field } from '../../ui/field';
import { peopleQuery } from '../people/people';

/** Whose something is: somebody who has an account, or, where the id is empty, somebody new of this name. */
export type Ownership = { readonly userId: string; readonly name: string };

type OwnerFieldsProps = {
  readonly whose: Ownership;
  /** Of the new name. */
  readonly problem: string | null;
  readonly onChange: (whose: Ownership) => void;
};

/** Chooses among the newest accounts, or names a new one: on a fresh server there is none yet. */
export function OwnerFields({ whose, problem, onChange }: OwnerFieldsProps) {
  const say = usePageSay();
  const { data: people = [] } = useInfiniteQuery(peopleQuery(useApi()));
  return (
    <>
      <Field label={say('keys.owner')} hint={say('keys.owner_hint')}>
        {(attributes) => (
          <select
            {...attributes}
            data-testid="key-owner"
            value={whose.userId}
            onChange={({ target }) => onChange({ ...whose, userId: target.value })}
          >
            <option value="">{say('keys.owner_new')}</option>
            {people.map(({ id, display_name: name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        )}
      </Field>
      {whose.userId === '' && (
        <Field label={say('people.name')} problem={problem}>
          {(attributes) => (
            <input
              {...attributes}
              data-testid="key-owner-name"
              maxLength={255}
              value={whose.name}
              onChange={({ target }) => onChange({ ...whose, name: target.value })}
            />
          )}
        </Field>
      )}
    </>
  );
}
