import { useSay } from '../i18n/speech-context';

/** While a page that takes its time is on its way. */
export function PendingPage() {
  const say = useSay();
  return (
    <main className="notice" id="main" tabIndex={-1} aria-busy="true">
      <p role="status">{say('frame.loading')}</p>
    </main>
  );
}
