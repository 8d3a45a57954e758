import { useSay } from '../i18n/speech-context';

/** In place of rows that are on their way. */
export function Waiting({ rows = 4 }: { readonly rows?: number }) {
  const say = useSay();
  return (
    <div className="waiting" role="status">
      <span className="visually-hidden">{say('frame.loading')}</span>
      {Array.from({ length: rows }, (_, row) => (
        <span key={row} className="waiting-row" aria-hidden="true" />
      ))}
    </div>
  );
}
