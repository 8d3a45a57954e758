import { useSay } from '../i18n/speech-context';
import { keepPlace } from '../server/log-in-place';
import { openStorage } from '../voice/browser-memory';

type LogInLinkProps = {
  readonly className: string;
  /** In a tab of its own, as this one has something to keep. */
  readonly isApart?: boolean;
};

/** Leads to the provider that people log in at, and back to where they are. */
export function LogInLink({ className, isApart = false }: LogInLinkProps) {
  const say = useSay();
  const keep = () =>
    keepPlace(
      openStorage(() => window.sessionStorage),
      window.location.hash,
    );
  return (
    <a
      className={className}
      data-testid="log-in"
      href="./auth/login"
      {...(isApart ? { target: '_blank' } : { onClick: keep })}
    >
      {say('talk.log_in')}
    </a>
  );
}
