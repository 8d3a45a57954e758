import './quiet-zod';
import './styles/base.css';
import './styles/layout.css';
import './styles/stage.css';
import './styles/transcript.css';
import './styles/details.css';

import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';

import { App } from './app';
import { BrowserMemory, openStorage } from './voice/browser-memory';
import { VoiceClient } from './voice/voice-client';

declare global {
  interface Window {
    /** For end-to-end tests: what the page hears, and which session it is in. Read-only. */
    readonly voxbridge: {
      readonly remoteStream: MediaStream | null;
      readonly sessionId: string | null;
    };
  }
}

const client = new VoiceClient(
  document.baseURI,
  new BrowserMemory(
    openStorage(() => window.sessionStorage),
    openStorage(() => window.localStorage),
  ),
);

Object.defineProperty(window, 'voxbridge', {
  value: Object.freeze({
    get remoteStream() {
      return client.remoteStream;
    },
    get sessionId() {
      return client.store.get().sessionId;
    },
  }),
});

const root = document.getElementById('root');
if (root === null) throw new Error('The page has no #root element.');
createRoot(root).render(
  <StrictMode>
    <App client={client} />
  </StrictMode>,
);
