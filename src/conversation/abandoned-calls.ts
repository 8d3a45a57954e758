import type { EntityManager } from 'typeorm';

/** It may have been done: only its server knew. */
const UNKNOWN = {
  state: 'failed',
  result: 'It is not known what came of it: the server ended while it ran.',
};
const NOT_MADE = {
  state: 'cancelled',
  result: 'It was not done: the server ended before it was confirmed.',
};

/**
 * Ends, in their turns' rows, the calls that ran in servers that are gone. SQL, because a query builder cannot change a part of a
 * document.
 */
export async function endAbandonedCalls(manager: EntityManager): Promise<void> {
  await manager.query(
    `update turns set held_by = null, tool_calls = (
       select jsonb_agg(
         call || case call ->> 'state' when 'running' then $1::jsonb when 'requested' then $2::jsonb else '{}' end
         order by place)
       from jsonb_array_elements(tool_calls) with ordinality as listed (call, place))
     where held_by is not null and not exists (select 1 from servers where servers.id = turns.held_by)`,
    [JSON.stringify(UNKNOWN), JSON.stringify(NOT_MADE)],
  );
}
