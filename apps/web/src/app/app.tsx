import { RouterProvider } from '@tanstack/react-router';

import { SpeechProvider } from '../i18n/speech-context';
import type { Texts } from '../i18n/texts';
import { type Server, ServerContext, useAccess, useServer } from '../server/server-context';
import { TalkPage } from '../talk/talk-page';
import { useInfo } from '../voice/use-voice';
import { PlainFrame } from './frame';
import type { AppRouter } from './router';

type AppProps = {
  readonly texts: Texts;
  readonly server: Server;
  /** Null for a guest, who takes part in one session and sees nothing else. */
  readonly router: AppRouter | null;
};

/** The whole page. */
export function App({ texts, server, router }: AppProps) {
  return (
    <ServerContext value={server}>
      <SpeechProvider texts={texts}>
        {router === null ? <Guest /> : <RouterProvider router={router} />}
      </SpeechProvider>
    </ServerContext>
  );
}

function Guest() {
  useInfo(useServer().client, '', useAccess());
  return (
    <PlainFrame>
      <TalkPage />
    </PlainFrame>
  );
}
