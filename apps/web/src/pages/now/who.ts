import type { LiveSession } from './live-board';

/** Who talks in a session: the people of a group, else whose it is, and who has joined. */
export function whoIn({ user_id: id, user_name: name, people }: LiveSession): string {
  const others = people.map((person) => person.name);
  // A voice channel's own session is nobody's.
  const isGroup = id.startsWith('discord-channel:') && others.length > 0;
  return (isGroup ? others : [name ?? id, ...others]).join(', ');
}
