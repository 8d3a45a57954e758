import { usePageSay } from '../../i18n/speech-context';
import { ShownOnce } from '../../ui/shown-once';
import { joinLink, type MadeGroupInvite } from './groups';

type MadeInviteDialogProps = { readonly made: MadeGroupInvite; readonly onClose: () => void };

export function MadeInviteDialog({ made, onClose }: MadeInviteDialogProps) {
  const say = usePageSay();
  return (
    <ShownOnce
      title={say('groups.link_title')}
      label={say('groups.link')}
      hint={say('groups.link_hint')}
      secret={joinLink(made.token)}
      onClose={onClose}
      testIds={{ secret: 'invite-link', kept: 'invite-kept' }}
    />
  );
}
