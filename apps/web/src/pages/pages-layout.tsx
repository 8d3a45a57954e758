import '../styles/pages.css';
import '../styles/controls.css';
import '../styles/forms.css';
import '../styles/server.css';
import '../styles/turn.css';

import { QueryClientProvider } from '@tanstack/react-query';
import { Outlet } from '@tanstack/react-router';
import { useEffect } from 'react';

import { usePageSay } from '../i18n/speech-context';
import { useAccess, useServer } from '../server/server-context';
import { LanguageSelect } from '../ui/language-select';
import { queryClient } from './query-client';
import { SignIn } from './sign-in';

/** Around all pages but Talk: what they ask the server, and the door where it wants a key first. */
export function PagesLayout() {
  const say = usePageSay();
  const { access } = useServer();
  const { isRefused, hasKey } = useAccess();

  // What one key has shown is not for the next.
  useEffect(() => {
    if (isRefused) queryClient.clear();
  }, [isRefused]);

  return (
    <QueryClientProvider client={queryClient}>
      {isRefused ? <SignIn /> : <Outlet />}
      <footer className="page-foot">
        <LanguageSelect />
        {hasKey && (
          <button
            type="button"
            className="quiet"
            data-testid="sign-out"
            onClick={() => access.signOut()}
          >
            {say('access.sign_out')}
          </button>
        )}
      </footer>
    </QueryClientProvider>
  );
}
