import { Link } from '@tanstack/react-router';

import { useSay } from '../i18n/speech-context';

/** Where an address leads nowhere. */
export function NotFoundPage() {
  const say = useSay();
  return (
    <main className="notice" id="main" tabIndex={-1}>
      <h1 tabIndex={-1}>{say('frame.not_found')}</h1>
      <p>{say('frame.not_found_hint')}</p>
      <Link to="/" className="quiet">
        {say('frame.to_talk')}
      </Link>
    </main>
  );
}
