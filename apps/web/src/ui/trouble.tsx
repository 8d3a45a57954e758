import { Dialog } from 'radix-ui';

import { usePageSay } from '../i18n/speech-context';
import { Failure } from './failure';

/** Something that was asked for did not happen: over the page, until it is put away. */
export function Trouble({
  error,
  onClose,
}: {
  readonly error: unknown;
  readonly onClose: () => void;
}) {
  const say = usePageSay();
  return (
    <Dialog.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="dialog-backdrop" />
        <Dialog.Content className="dialog" aria-describedby={undefined}>
          <Dialog.Title>{say('failure.title')}</Dialog.Title>
          <Failure error={error} />
          <div className="dialog-actions">
            <Dialog.Close className="primary">{say('common.close')}</Dialog.Close>
          </div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
