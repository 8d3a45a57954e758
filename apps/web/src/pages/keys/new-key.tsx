import { useState } from 'react';

import { usePageSay } from '../../i18n/speech-context';
import { NewIcon } from '../../ui/icons';
import type { Person } from '../people/people';
import type { MadeKey } from './keys';
import { MadeKeyDialog } from './made-key';
import { NewKeyForm } from './new-key-form';

/** Makes a key, and shows it the once that it can be shown. */
export function NewKey({ owner = null }: { readonly owner?: Person | null }) {
  const say = usePageSay();
  const [isOpen, setIsOpen] = useState(false);
  const [made, setMade] = useState<MadeKey | null>(null);
  return (
    <>
      <button
        type="button"
        className={owner === null ? 'primary' : 'quiet'}
        data-testid="new-key"
        onClick={() => setIsOpen(true)}
      >
        <NewIcon />
        {say('keys.new')}
      </button>
      {isOpen && (
        <NewKeyForm
          owner={owner}
          onClose={() => setIsOpen(false)}
          onMade={(key) => {
            setIsOpen(false);
            setMade(key);
          }}
        />
      )}
      {made !== null && <MadeKeyDialog made={made} onClose={() => setMade(null)} />}
    </>
  );
}
