import { Dialog } from 'radix-ui';
import { useRef, useState } from 'react';

import { usePageSay } from '../i18n/speech-context';
import { Field } from './field';

type ShownOnceProps = {
  readonly title: string;
  readonly label: string;
  readonly hint: string;
  readonly secret: string;
  readonly onClose: () => void;
  /** Of the secret, and of the button that puts it away. */
  readonly testIds: { readonly secret: string; readonly kept: string };
};

/** A secret, the once that it is shown, to be copied. A click beside it does not put it away. */
export function ShownOnce({ title, label, hint, secret, onClose, testIds }: ShownOnceProps) {
  const say = usePageSay();
  const input = useRef<HTMLInputElement>(null);
  const [isCopied, setIsCopied] = useState(false);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(secret);
      setIsCopied(true);
    } catch {
      // No clipboard on a page over plain http: it is marked, to be copied by hand.
      input.current?.select();
    }
  };
  return (
    <Dialog.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="dialog-backdrop" />
        <Dialog.Content
          className="dialog"
          aria-describedby={undefined}
          onInteractOutside={(event) => event.preventDefault()}
        >
          <Dialog.Title>{title}</Dialog.Title>
          <Field label={label} hint={hint}>
            {(attributes) => (
              <input
                {...attributes}
                ref={input}
                className="code"
                data-testid={testIds.secret}
                readOnly
                value={secret}
                onFocus={({ target }) => target.select()}
              />
            )}
          </Field>
          <p role="status" className="field-hint">
            {isCopied && say('common.copied')}
          </p>
          <div className="dialog-actions">
            <button type="button" className="quiet" onClick={() => void copy()}>
              {say('common.copy')}
            </button>
            <Dialog.Close className="primary" data-testid={testIds.kept}>
              {say('keys.kept')}
            </Dialog.Close>
          </div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
