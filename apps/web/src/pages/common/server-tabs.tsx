import { Link } from '@tanstack/react-router';
import { DropdownMenu } from 'radix-ui';

import { usePageSay } from '../../i18n/speech-context';
import { MoreBelowIcon } from '../../ui/icons';
import { useMay } from './me';

const TABS = [
  { to: '/providers', label: 'server.providers', isOpen: false },
  { to: '/tools', label: 'server.tools', isOpen: false },
  { to: '/now', label: 'server.now', isOpen: true },
  { to: '/figures', label: 'server.figures', isOpen: true },
  { to: '/health', label: 'server.health', isOpen: true },
  { to: '/settings', label: 'server.settings', isOpen: false },
  { to: '/people', label: 'server.people', isOpen: false },
  { to: '/groups', label: 'server.groups', isOpen: true },
  { to: '/keys', label: 'server.keys', isOpen: false },
  { to: '/audit', label: 'server.audit', isOpen: false },
  { to: '/guide', label: 'server.guide', isOpen: false },
] as const;

type Tab = (typeof TABS)[number];

/** The way between the pages of the server itself: those that whoever is asking may see. In a row, or where that would not do, in a menu. */
export function ServerTabs({ at }: { readonly at: Tab['to'] }) {
  const say = usePageSay();
  const isAdmin = useMay('admin');
  const tabs = TABS.filter(({ isOpen }) => isOpen || isAdmin);
  return (
    <nav aria-label={say('frame.server')}>
      <div className="tabs">
        {tabs.map((tab) => (
          <Link key={tab.to} to={tab.to} {...currentAt(at, tab)}>
            {say(tab.label)}
          </Link>
        ))}
      </div>
      <TabMenu tabs={tabs} at={at} />
    </nav>
  );
}

/** All of them are a tap away, and the page that is open is named. */
function TabMenu({ tabs, at }: { readonly tabs: readonly Tab[]; readonly at: Tab['to'] }) {
  const say = usePageSay();
  const here = TABS.find(({ to }) => to === at);
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger className="tab-menu" data-testid="tab-menu">
        {here !== undefined && say(here.label)}
        <MoreBelowIcon />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align="start" sideOffset={4} collisionPadding={12}>
          {tabs.map((tab) => (
            <DropdownMenu.Item key={tab.to} asChild className="menu-item">
              <Link to={tab.to} {...currentAt(at, tab)}>
                {say(tab.label)}
              </Link>
            </DropdownMenu.Item>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

function currentAt(at: Tab['to'], { to }: Tab) {
  return to === at ? { 'aria-current': 'page' as const } : {};
}
