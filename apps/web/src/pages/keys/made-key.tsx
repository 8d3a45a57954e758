import { usePageSay } from '../../i18n/speech-context';
import { ShownOnce } from '../../ui/shown-once';
import type { MadeKey } from './keys';

type MadeKeyDialogProps = { readonly made: MadeKey; readonly onClose: () => void };

export function MadeKeyDialog({ made, onClose }: MadeKeyDialogProps) {
  const say = usePageSay();
  return (
    <ShownOnce
      title={say('keys.made', { name: made.name })}
      label={say('keys.key')}
      hint={say('keys.made_hint')}
      secret={made.key}
      onClose={onClose}
      testIds={{ secret: 'made-key', kept: 'key-kept' }}
    />
  );
}
