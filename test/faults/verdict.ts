import type { DataSource } from 'typeorm';

import type { Told } from './talker';

export type Verdict = {
  readonly told: number;
  /** Of them, those that were told to be unsaved. */
  readonly unsaved: number;
  readonly lost: number;
  readonly lostIds: readonly string[];
  readonly doubled: number;
  readonly outOfOrder: number;
  readonly wrongText: number;
};

type Row = {
  readonly session_id: string;
  readonly turn_id: string;
  readonly role: string;
  readonly content: string;
};

/**
 * Compares what was told with what is stored.
 * @param isForgiven Unsaved turns may be lost: the server said so, and was killed.
 */
export async function judge(
  told: readonly Told[],
  dataSource: DataSource,
  isForgiven: boolean,
): Promise<Verdict> {
  const rows: Row[] = await dataSource.query(
    `select session_id, turn_id, role, content from messages
     where session_id = any($1) order by session_id, sequence`,
    [[...new Set(told.map(({ sessionId }) => sessionId))]],
  );
  const asked = rows.filter(({ role }) => role === 'user');
  const byTurn = Map.groupBy(asked, ({ turn_id: turnId }) => turnId);
  const due = told.filter(({ isUnsaved }) => !(isForgiven && isUnsaved));
  const lostIds = due.map(({ turnId }) => turnId).filter((turnId) => !byTurn.has(turnId));
  const texts = Map.groupBy(asked, ({ content }) => content);
  return {
    told: told.length,
    unsaved: told.filter(({ isUnsaved }) => isUnsaved).length,
    lost: lostIds.length,
    lostIds,
    doubled:
      [...byTurn.values()].filter(({ length }) => length > 1).length +
      [...texts.values()].filter(({ length }) => length > 1).length,
    outOfOrder: countOutOfOrder(asked),
    wrongText: told.filter(({ turnId, text }) => {
      const stored = byTurn.get(turnId)?.[0];
      return stored !== undefined && stored.content !== text;
    }).length,
  };
}

/** Texts carry a number that grows, so each is greater than the one before it in its session. */
function countOutOfOrder(rows: readonly Row[]): number {
  let count = 0;
  for (const session of Map.groupBy(rows, ({ session_id: id }) => id).values()) {
    const numbers = session.map(({ content }) => Number(/\d+/u.exec(content)?.[0]));
    count += numbers.filter((number, index) => number < (numbers[index - 1] ?? 0)).length;
  }
  return count;
}
