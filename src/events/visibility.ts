import type { Admission } from '../socket';
import type { StreamedEvent } from './live-events';

/** Who asks: how a client came in. */
export type EventCaller = Pick<Admission, 'invite'>;

/**
 * Whether a caller may see an event. Whoever has the key (on loopback without one: everybody) sees all of them; an invite
 * is for one session's own socket and shows none here.
 */
export function mayBeSeenBy(caller: EventCaller, _event: StreamedEvent): boolean {
  return caller.invite === undefined;
}
