import { startOf, unanswered } from '../turn/turn';
import type { UserTurn } from '../turn/user-turn';
import type { FloorDeps } from './floor-deps';

/** Keeps a turn that nobody answers, and tells of it. */
export async function keepUnanswered(
  turn: UserTurn,
  { remember, clock, emit }: Pick<FloorDeps, 'remember' | 'clock' | 'emit'>,
): Promise<void> {
  const end = unanswered(turn, clock.wallMs());
  emit(startOf(end));
  await remember(end);
  emit(end);
}
