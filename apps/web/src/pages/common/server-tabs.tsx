import { Link } from '@tanstack/react-router';

import { usePageSay } from '../../i18n/speech-context';
import { useMay } from './me';

const TABS = [
  { to: '/providers', label: 'server.providers', isOpen: false },
  { to: '/tools', label: 'server.tools', isOpen: false },
  { to: '/now', label: 'server.now', isOpen: true },
  { to: '/figures', label: 'server.figures', isOpen: true },
  { to: '/health', label: 'server.health', isOpen: true },
  { to: '/settings', label: 'server.settings', isOpen: false },
  { to: '/people', label: 'server.people', isOpen: false },
  { to: '/keys', label: 'server.keys', isOpen: false },
  { to: '/audit', label: 'server.audit', isOpen: false },
  { to: '/guide', label: 'server.guide', isOpen: false },
] as const;

/** The way between the pages of the server itself: those that whoever is asking may see. */
export function ServerTabs({ at }: { readonly at: (typeof TABS)[number]['to'] }) {
  const say = usePageSay();
  const isAdmin = useMay('admin');
  return (
    <nav className="tabs" aria-label={say('frame.server')}>
      {TABS.filter(({ isOpen }) => isOpen || isAdmin).map(({ to, label }) => (
        <Link key={to} to={to} {...(to === at && { 'aria-current': 'page' as const })}>
          {say(label)}
        </Link>
      ))}
    </nav>
  );
}
