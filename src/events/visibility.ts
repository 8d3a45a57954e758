import { type Identity, isAdmin, mayKnow } from '../identity';
import type { StreamedEvent } from './live-events';

/** Whether somebody may see an event: one of a session as the session itself, any other one as an admin. */
export function mayBeSeenBy(
  caller: Identity,
  { session }: Pick<StreamedEvent, 'session'>,
): boolean {
  return session === undefined ? isAdmin(caller) : mayKnow(caller, session);
}
