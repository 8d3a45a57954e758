import { Link } from '@tanstack/react-router';
import { useSyncExternalStore } from 'react';

import { useSay } from '../i18n/speech-context';
import { useServer } from '../server/server-context';
import { isInCall } from '../voice/voice-view';

/** On every other page: the call goes on, and this leads back to it. */
export function CallPill() {
  const say = useSay();
  const { store } = useServer().client;
  const { phase } = useSyncExternalStore(store.subscribe, store.get);
  if (!isInCall(phase)) return null;
  return (
    <Link to="/" className="call-pill" data-testid="call-pill">
      {say('frame.in_call')}
    </Link>
  );
}
