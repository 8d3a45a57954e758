import { AgentEntity } from '@vox/database';
import { type EntityManager, In } from 'typeorm';

import { MAX_NAME } from './agent.schema';

/** So many names are looked up at once. */
const AT_ONCE = 50;

/**
 * `name` where no agent has it, or the first that is free of `Ada 2`, `Ada 3` and so on. For `Ada 2`, too, where there is an
 * `Ada`: else the number belongs to the name, and `Ada 2 2` follows. Cut where a number would make it too long. To be asked
 * in a transaction in which nobody else changes agents.
 */
export async function freeName(manager: EntityManager, name: string): Promise<string> {
  const stem = await stemOf(manager, name);
  for (let first = 2; ; first += AT_ONCE) {
    const names = Array.from({ length: AT_ONCE }, (_, n) => numbered(stem, first + n));
    const free = await firstFree(manager, first === 2 ? [name, ...names] : names);
    if (free !== undefined) return free;
  }
}

async function stemOf(manager: EntityManager, name: string): Promise<string> {
  const stem = /^(.*\S) \d{1,3}$/su.exec(name)?.[1];
  if (stem === undefined) return name;
  return (await manager.existsBy(AgentEntity, { name: stem })) ? stem : name;
}

async function firstFree(
  manager: EntityManager,
  names: readonly string[],
): Promise<string | undefined> {
  const agents = await manager.findBy(AgentEntity, { name: In([...names]) });
  const taken = new Set(agents.map(({ name }) => name));
  return names.find((name) => !taken.has(name));
}

function numbered(stem: string, number: number): string {
  const end = ` ${number}`;
  // Without the first half of a character that is cut through.
  const kept = stem.slice(0, MAX_NAME - end.length).replace(/\p{Surrogate}$/u, '');
  return `${kept.trimEnd()}${end}`;
}
