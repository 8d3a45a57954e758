import { Link } from '@tanstack/react-router';

import { usePageSay } from '../../i18n/speech-context';

const TABS = [
  { to: '/providers', label: 'server.providers' },
  { to: '/tools', label: 'server.tools' },
  { to: '/health', label: 'server.health' },
] as const;

/** The way between the pages of the server itself. */
export function ServerTabs({ at }: { readonly at: (typeof TABS)[number]['to'] }) {
  const say = usePageSay();
  return (
    <nav className="tabs" aria-label={say('frame.server')}>
      {TABS.map(({ to, label }) => (
        <Link key={to} to={to} {...(to === at && { 'aria-current': 'page' as const })}>
          {say(label)}
        </Link>
      ))}
    </nav>
  );
}
