import { Link } from '@tanstack/react-router';

import { usePageSay } from '../../i18n/speech-context';

const SEGMENTS = [
  { to: '/tools', label: 'mcp.http_tools' },
  { to: '/mcp-servers', label: 'mcp.servers' },
] as const;

/** Between tools that are asked one by one and servers that have several. */
export function ToolSegments({ at }: { readonly at: (typeof SEGMENTS)[number]['to'] }) {
  const say = usePageSay();
  return (
    <nav className="segments" aria-label={say('server.tools')}>
      {SEGMENTS.map(({ to, label }) => (
        <Link key={to} to={to} {...(to === at && { 'aria-current': 'page' as const })}>
          {say(label)}
        </Link>
      ))}
    </nav>
  );
}
