import '../styles/pages.css';
import '../styles/controls.css';
import '../styles/forms.css';
import '../styles/server.css';
import '../styles/turn.css';
import '../styles/now.css';
import '../styles/figures.css';

import { QueryClientProvider, useQuery } from '@tanstack/react-query';
import { Link, Outlet } from '@tanstack/react-router';
import { Activity, useEffect, useState, useSyncExternalStore } from 'react';

import { usePageSay } from '../i18n/speech-context';
import { useAccess, useServer } from '../server/server-context';
import { LanguageSelect } from '../ui/language-select';
import { meQuery } from './common/me';
import { answersFor } from './query-client';
import { SignIn } from './sign-in';

/**
 * Around all pages but Talk: what they ask the server, and the door where it wants a key first. Where it wants one again, the page
 * stays behind the door, with what is being written in it, until who comes is seen to be somebody else.
 */
export function PagesLayout() {
  const say = usePageSay();
  const { isRefused, visit } = useAccess();
  const { client, api } = useServer();
  const { store } = client;
  const { version, isKnown, isAdmin } = useSyncExternalStore(store.subscribe, store.get);
  const mustSayWho = isRefused || (version !== null && !isKnown);
  // Until they are in again: a key that fits ends the refusal before the server has said whom it knows.
  const [wasKept, setWasKept] = useState(isRefused);
  const isKept = isRefused || (wasKept && mustSayWho);
  if (isKept !== wasKept) setWasKept(isKept);
  const isLeft = mustSayWho && !isKept;
  const answers = answersFor(visit);
  const { data: owner = null } = useQuery({ ...meQuery(api), enabled: !mustSayWho }, answers);

  // The next who is known may be somebody else, and need not come in by this door.
  useEffect(() => {
    if (isLeft) answers.clear();
  }, [isLeft, answers]);

  return (
    <QueryClientProvider client={answers}>
      {mustSayWho && <SignIn owner={isLeft ? null : owner} />}
      {!isLeft && (
        // Behind the door nothing is asked for, and no dialog is in the way.
        <Activity key={visit} mode={mustSayWho ? 'hidden' : 'visible'}>
          <Outlet />
        </Activity>
      )}
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
