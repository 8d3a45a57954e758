import '../styles/pages.css';
import '../styles/controls.css';
import '../styles/forms.css';
import '../styles/server.css';
import '../styles/turn.css';
import '../styles/now.css';
import '../styles/figures.css';

import { QueryClientProvider } from '@tanstack/react-query';
import { Link, Outlet } from '@tanstack/react-router';
import { useEffect, useSyncExternalStore } from 'react';

import { usePageSay } from '../i18n/speech-context';
import { useAccess, useServer } from '../server/server-context';
import { LanguageSelect } from '../ui/language-select';
import { queryClient } from './query-client';
import { SignIn } from './sign-in';

/** Around all pages but Talk: what they ask the server, and the door where it wants a key first. */
export function PagesLayout() {
  const say = usePageSay();
  const { isRefused } = useAccess();
  const { store } = useServer().client;
  const { version, isKnown, isAdmin } = useSyncExternalStore(store.subscribe, store.get);
  const mustSayWho = isRefused || (version !== null && !isKnown);

  // What one key has shown is not for the next.
  useEffect(() => {
    if (isRefused) queryClient.clear();
  }, [isRefused]);

  return (
    <QueryClientProvider client={queryClient}>
      {mustSayWho ? <SignIn /> : <Outlet />}
      <footer className="page-foot">
        <LanguageSelect />
        {isAdmin === true && !mustSayWho && (
          <Link to="/guide" className="quiet" data-testid="to-guide">
            {say('guide.back')}
          </Link>
        )}
      </footer>
    </QueryClientProvider>
  );
}
