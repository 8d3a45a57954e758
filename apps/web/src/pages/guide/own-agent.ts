import type { Agent } from '../common/agents';

/** Not the one that a server comes with, as it came. */
export function isOwn({ is_active, is_default, created_at, updated_at }: Agent): boolean {
  return is_active && (!is_default || created_at !== updated_at);
}
