import { answerOf, type ApiClient, type Schemas } from '@vox/api-client';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';

import { type Range, timesOf } from './steps';

export type Cost = Schemas['Cost'];

/** What the table has a row for; the others are one. */
const MOST_AGENTS = 10;
/** There are MAX_AGENTS at most. */
const MOST_ROWS = 1000;
const EVERY_MS = 60_000;

/** What providers cost, by day and by agent. Money is counted by the day: of the last 24 hours it tells the last week's. */
export function costsQuery(api: ApiClient, range: Range) {
  const days = range === 'day' ? 'week' : range;
  return queryOptions({
    queryKey: ['costs', days],
    refetchInterval: EVERY_MS,
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => {
      const times = timesOf(days, Date.now());
      const from = dayOf(times[0] ?? Date.now());
      const ask = async (group: 'day' | 'agent') => {
        const params = { query: { group, from, limit: MOST_ROWS } };
        return answerOf(await api.GET('/api/costs', { params, signal }));
      };
      const [byDay, byAgent] = await Promise.all([ask('day'), ask('agent')]);
      const usdOn = new Map(byDay.map(({ key, cost_usd }) => [key, cost_usd]));
      const usd = times.map((atMs) => usdOn.get(dayOf(atMs)) ?? 0);
      return { times, usd, ...dearestOf(byAgent) };
    },
  });
}

/** Whom most was spent on first, and all others together. */
export function dearestOf(byAgent: readonly Cost[]) {
  const sorted = [...byAgent].sort((one, other) => other.cost_usd - one.cost_usd);
  const rest = sorted.slice(MOST_AGENTS);
  const sum = (name: 'cost_usd' | 'requests' | 'unpriced', of: readonly Cost[]) =>
    of.reduce((total, cost) => total + cost[name], 0);
  return {
    agents: sorted.slice(0, MOST_AGENTS),
    others:
      rest.length === 0
        ? null
        : { count: rest.length, requests: sum('requests', rest), cost_usd: sum('cost_usd', rest) },
    unpriced: sum('unpriced', sorted),
  };
}

function dayOf(atMs: number): string {
  return new Date(atMs).toISOString().slice(0, 10);
}
