import { Link } from '@tanstack/react-router';
import { useSyncExternalStore } from 'react';

import { useSay } from '../i18n/speech-context';
import { useServer } from '../server/server-context';
import { HangUpIcon } from '../ui/icons';

/** For who runs a server that has nothing but the agent it came with: the way to the guide, until it is hidden. */
export function GuideLink() {
  const say = useSay();
  const { guide } = useServer();
  if (!useSyncExternalStore(guide.subscribe, guide.get)) return null;
  return (
    <p className="guide-link">
      <Link to="/guide" className="quiet" data-testid="guide-link">
        {say('talk.guide')}
      </Link>
      <button type="button" className="quiet" onClick={() => guide.hide(true)}>
        <HangUpIcon />
        <span className="visually-hidden">{say('talk.guide_hide')}</span>
      </button>
    </p>
  );
}
