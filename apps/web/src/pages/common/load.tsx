import { usePageSay } from '../../i18n/speech-context';

type LoadProps = { readonly live: number | null; readonly capacity: number | null };

/** How many sessions there are of those that may be; nothing for who is not told. */
export function Load({ live, capacity }: LoadProps) {
  const say = usePageSay();
  if (live === null || capacity === null) return null;
  const text = say('now.load', { live, capacity });
  return (
    <p className="load" data-testid="load">
      <meter min={0} max={capacity} value={live} aria-label={text} />
      {text}
    </p>
  );
}
