import { repairText } from '@vox/protocol';

/** A deeper one is no schema that anybody wrote, and more than what checks it can follow. */
const MAX_DEPTH = 32;

/** Whether the database can hold `value`, JSON, as it is. */
export function isStorable(value: unknown, depth = 0): boolean {
  if (typeof value === 'string') return repairText(value) === value;
  if (typeof value !== 'object' || value === null) return true;
  if (depth >= MAX_DEPTH) return false;
  return Object.entries(value).every(
    ([name, item]) => isStorable(name) && isStorable(item, depth + 1),
  );
}
