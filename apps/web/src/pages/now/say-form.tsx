import { useState } from 'react';

import { usePageSay } from '../../i18n/speech-context';
import { DialogForm } from '../../ui/dialog-form';
import { Failure } from '../../ui/failure';
import { Field } from '../../ui/field';

const MOST_CHARACTERS = 10_000;

type SayFormProps = {
  readonly request: (said: {
    readonly text: string;
    readonly interrupt: boolean;
  }) => Promise<unknown>;
  /** Whether the answer that goes on may be ended for it. */
  readonly mayInterrupt?: boolean;
  readonly onClose: () => void;
};

/** What the agent is to say at once, or after the answer that goes on. */
export function SayForm({ request, mayInterrupt = true, onClose }: SayFormProps) {
  const say = usePageSay();
  const [text, setText] = useState('');
  const [interrupt, setInterrupt] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [isBusy, setIsBusy] = useState(false);
  const submit = async () => {
    setIsBusy(true);
    try {
      await request({ text, interrupt });
      onClose();
    } catch (refused) {
      setError(refused);
      setIsBusy(false);
    }
  };
  return (
    <DialogForm
      title={say('now.say')}
      action={say('now.say_it')}
      isBusy={isBusy || text.trim() === ''}
      onClose={onClose}
      onSubmit={() => void submit()}
    >
      <Field label={say('now.words')} hint={say('now.words_hint')}>
        {(attributes) => (
          <textarea
            {...attributes}
            rows={3}
            data-testid="say-text"
            maxLength={MOST_CHARACTERS}
            value={text}
            onChange={({ target }) => setText(target.value)}
          />
        )}
      </Field>
      {mayInterrupt && (
        <label className="check">
          <input
            type="checkbox"
            checked={interrupt}
            onChange={({ target }) => setInterrupt(target.checked)}
          />
          {say('now.interrupt')}
        </label>
      )}
      {error !== null && <Failure error={error} />}
    </DialogForm>
  );
}
