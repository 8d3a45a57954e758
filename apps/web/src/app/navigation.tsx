import { Link, useRouterState } from '@tanstack/react-router';
import { useSyncExternalStore } from 'react';

import type { ShellKey } from '../i18n/en/shell';
import { useSay } from '../i18n/speech-context';
import { useServer } from '../server/server-context';
import { AgentsIcon, ConversationsIcon, MicrophoneIcon, ServerIcon } from '../ui/icons';

type Place = {
  readonly to: '/' | '/conversations' | '/agents' | '/providers';
  /** Where it leads who may not do everything, and would be refused there. */
  readonly toOthers?: '/now';
  readonly label: ShellKey;
  readonly icon: () => React.ReactNode;
  /** Where the paths begin that belong to it, besides its own. */
  readonly also?: readonly string[];
};

const PLACES: readonly Place[] = [
  { to: '/', label: 'frame.talk', icon: MicrophoneIcon },
  {
    to: '/conversations',
    label: 'frame.conversations',
    icon: ConversationsIcon,
    also: ['/turns'],
  },
  { to: '/agents', label: 'frame.agents', icon: AgentsIcon },
  {
    to: '/providers',
    toOthers: '/now',
    label: 'frame.server',
    icon: ServerIcon,
    also: [
      '/tools',
      '/mcp-servers',
      '/now',
      '/figures',
      '/health',
      '/settings',
      '/people',
      '/groups',
      '/keys',
      '/audit',
      '/guide',
    ],
  },
];

/** The pages: in the masthead, and where the screen is narrow at its lower edge. */
export function Navigation() {
  const say = useSay();
  const { store } = useServer().client;
  const { isAdmin } = useSyncExternalStore(store.subscribe, store.get);
  const path = useRouterState({ select: ({ location }) => location.pathname });
  return (
    <nav className="navigation" aria-label={say('frame.pages')}>
      <ul>
        {PLACES.map((place) => (
          <li key={place.to}>
            <Link
              to={isAdmin === false ? (place.toOthers ?? place.to) : place.to}
              {...(isAt(path, place) && { 'aria-current': 'page' as const })}
            >
              <place.icon />
              <span>{say(place.label)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function isAt(path: string, { to, also = [] }: Place): boolean {
  if (to === '/') return path === '/';
  return [to, ...also].some((begin) => path === begin || path.startsWith(`${begin}/`));
}
