import './styles/tokens.css';
import './styles/base.css';
import './styles/frame.css';
import './styles/layout.css';
import './styles/stage.css';
import './styles/transcript.css';
import './styles/details.css';

import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';

import { App } from './app/app';
import { createAppRouter } from './app/router';
import { Texts } from './i18n/texts';
import { Access } from './server/access';
import { openApi } from './server/api';
import { GuideOffer } from './server/guide-offer';
import { takePlace } from './server/log-in-place';
import { loginLinkIn } from './voice/account';
import { BrowserMemory, inviteIn, openStorage, pageStorage } from './voice/browser-memory';
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

const baseUrl = document.baseURI;
const place = takePlace(
  openStorage(() => window.sessionStorage),
  window.location.hash,
);
if (place !== null) window.history.replaceState(null, '', place);
const invite = inviteIn(window.location.hash);
const loginLink = loginLinkIn(window.location.hash);
// It is used up at once, and is no part of the browser's history.
if (loginLink !== null) window.history.replaceState(null, '', window.location.pathname);

const browserStorage = openStorage(() => window.localStorage);
const memory = new BrowserMemory(
  // What is heard as a guest is nothing that the tab's own conversation goes on with.
  invite === null ? openStorage(() => window.sessionStorage) : pageStorage(),
  browserStorage,
  invite,
);
const access = new Access(memory);
const api = openApi(baseUrl, access);
const client = new VoiceClient({ baseUrl, api, access }, memory, loginLink);

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

// An invite, or a link that logs in, opened in a tab that shows something else: only the address changes then.
window.addEventListener('hashchange', () => {
  const { hash } = window.location;
  if (inviteIn(hash) !== invite || loginLinkIn(hash) !== null) window.location.reload();
});

const texts = await Texts.open(navigator.languages, browserStorage);
const root = document.getElementById('root');
if (root === null) throw new Error('The page has no #root element.');
createRoot(root).render(
  <StrictMode>
    <App
      texts={texts}
      server={{ api, access, client, guide: new GuideOffer(browserStorage), baseUrl }}
      router={invite === null ? createAppRouter(texts) : null}
    />
  </StrictMode>,
);
