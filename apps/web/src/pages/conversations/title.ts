import type { PageKey } from '../../i18n/en/pages';
import type { Say } from '../../i18n/message';
import { formatMoment } from '../../ui/formats';
import type { Session } from './sessions';

/** What a conversation is called: its title, or when it began. */
export function titleOf(session: Session, say: Say<PageKey>, locale: string): string {
  if (session.title !== null) return session.title;
  return say('conversations.untitled', { when: formatMoment(session.started_at, locale) });
}
