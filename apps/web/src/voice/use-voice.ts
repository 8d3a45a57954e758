import { useEffect, useSyncExternalStore } from 'react';

import type { AccessState } from '../server/access';
import type { VoiceClient } from './voice-client';
import type { VoiceView } from './voice-view';

/** The client's view, and the page's own events on their way to the client. */
export function useVoice(client: VoiceClient): VoiceView {
  const view = useSyncExternalStore(client.store.subscribe, client.store.get);

  useEffect(() => {
    const leave = () => client.close();
    const refresh = () => void client.microphone.refreshDevices();
    const { mediaDevices } = navigator as { readonly mediaDevices?: MediaDevices };
    mediaDevices?.addEventListener('devicechange', refresh);
    window.addEventListener('pagehide', leave);
    return () => {
      mediaDevices?.removeEventListener('devicechange', refresh);
      window.removeEventListener('pagehide', leave);
    };
  }, [client]);

  return view;
}

/** Asks who is known here, and what runs, when the page is opened and each time that `place`, or who asks, changes. */
export function useInfo(client: VoiceClient, place: string, access: AccessState): void {
  useEffect(() => {
    const loading = new AbortController();
    void client.loadInfo(loading.signal);
    return () => loading.abort();
  }, [client, place, access]);
}
