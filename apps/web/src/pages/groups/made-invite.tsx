import { Dialog } from 'radix-ui';
import { useRef, useState } from 'react';

import { usePageSay } from '../../i18n/speech-context';
import { Field } from '../../ui/field';
import { joinLink, type MadeGroupInvite } from './groups';

type MadeInviteDialogProps = { readonly made: MadeGroupInvite; readonly onClose: () => void };

/** The link of an invite, the once that it is shown. A click beside it does not put it away. */
export function MadeInviteDialog({ made, onClose }: MadeInviteDialogProps) {
  const say = usePageSay();
  const input = useRef<HTMLInputElement>(null);
  const [isCopied, setIsCopied] = useState(false);
  const link = joinLink(made.token);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(link);
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
          <Dialog.Title>{say('groups.link_title')}</Dialog.Title>
          <Field label={say('groups.link')} hint={say('groups.link_hint')}>
            {(attributes) => (
              <input
                {...attributes}
                ref={input}
                className="code"
                data-testid="invite-link"
                readOnly
                value={link}
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
            <Dialog.Close className="primary" data-testid="invite-kept">
              {say('keys.kept')}
            </Dialog.Close>
          </div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
