import type { ErrorComponentProps } from '@tanstack/react-router';

import { useSay } from '../i18n/speech-context';

/** In place of a page that threw, or whose files cannot be loaded. */
export function ErrorPage({ error }: ErrorComponentProps) {
  const say = useSay();
  return (
    <main className="notice" id="main" tabIndex={-1} role="alert">
      <h1 tabIndex={-1}>{say('frame.broken')}</h1>
      <p>{say('frame.broken_hint')}</p>
      <button type="button" className="quiet" onClick={() => window.location.reload()}>
        {say('frame.reload')}
      </button>
      <p className="notice-detail">{error instanceof Error ? error.message : String(error)}</p>
    </main>
  );
}
