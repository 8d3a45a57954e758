import { startOf, unanswered } from '../turn/turn';
import type { UserTurn } from '../turn/user-turn';
import type { TurnTakingDeps } from './turn-taking-deps';

/** Keeps a turn that nobody answers, and tells of it. */
export async function keepUnanswered(
  turn: UserTurn,
  { memory, clock, emit }: Pick<TurnTakingDeps, 'memory' | 'clock' | 'emit'>,
): Promise<void> {
  const end = unanswered(turn, clock.wallMs());
  emit(startOf(end));
  await memory.remember(end);
  emit(end);
}
