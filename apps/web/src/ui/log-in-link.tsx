import { useSay } from '../i18n/speech-context';
import { keepPlace } from '../server/log-in-place';
import { openStorage } from '../voice/browser-memory';

type LogInLinkProps = { readonly className: string };

/** Leads to the provider that people log in at, and back to where they are. */
export function LogInLink({ className }: LogInLinkProps) {
  const say = useSay();
  const keep = () =>
    keepPlace(
      openStorage(() => window.sessionStorage),
      window.location.hash,
    );
  return (
    <a className={className} data-testid="log-in" href="./auth/login" onClick={keep}>
      {say('talk.log_in')}
    </a>
  );
}
