import { useState } from 'react';

import { usePageSay } from '../../i18n/speech-context';
import { DialogForm } from '../../ui/dialog-form';
import { Failure } from '../../ui/failure';
import { Field } from '../../ui/field';

type NameFormProps = {
  readonly title: string;
  readonly action: string;
  readonly name?: string;
  readonly onSubmit: (name: string) => Promise<void>;
  readonly onClose: () => void;
};

/** What a group is called. */
export function NameForm({ title, action, name: before = '', onSubmit, onClose }: NameFormProps) {
  const say = usePageSay();
  const [name, setName] = useState(before);
  const [error, setError] = useState<unknown>(null);
  const [isBusy, setIsBusy] = useState(false);
  const submit = () => {
    setIsBusy(true);
    onSubmit(name)
      .then(onClose, setError)
      .finally(() => setIsBusy(false));
  };
  return (
    <DialogForm
      title={title}
      action={action}
      isBusy={isBusy || name.trim() === ''}
      onClose={onClose}
      onSubmit={submit}
    >
      <Field label={say('groups.name')} hint={say('groups.name_hint')}>
        {(attributes) => (
          <input
            {...attributes}
            data-testid="group-name"
            maxLength={100}
            value={name}
            onChange={({ target }) => setName(target.value)}
          />
        )}
      </Field>
      {error !== null && <Failure error={error} />}
    </DialogForm>
  );
}
