import { Dialog } from 'radix-ui';
import type { ReactNode } from 'react';

import { useSay } from '../i18n/speech-context';

type DialogFormProps = {
  readonly title: string;
  readonly action: string;
  readonly isBusy?: boolean;
  /** It cannot be taken back. */
  readonly isDangerous?: boolean;
  readonly onSubmit: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
};

/** A short form over the page. Escape and a click beside it close it. */
export function DialogForm(props: DialogFormProps) {
  const { title, action, isBusy = false, isDangerous = false, onSubmit, onClose, children } = props;
  const say = useSay();
  return (
    <Dialog.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="dialog-backdrop" />
        <Dialog.Content className="dialog" aria-describedby={undefined}>
          <Dialog.Title>{title}</Dialog.Title>
          <form
            noValidate
            onSubmit={(submitted) => {
              submitted.preventDefault();
              if (!isBusy) onSubmit();
            }}
          >
            {children}
            <div className="dialog-actions">
              <Dialog.Close type="button" className="quiet">
                {say('talk.cancel')}
              </Dialog.Close>
              <button
                type="submit"
                className={isDangerous ? 'danger' : 'primary'}
                data-testid="submit"
                aria-disabled={isBusy}
              >
                {action}
              </button>
            </div>
          </form>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
