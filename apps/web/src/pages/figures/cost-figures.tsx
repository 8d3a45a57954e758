import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';

import { useSpeech } from '../../i18n/speech-context';
import { useApi } from '../../server/server-context';
import { Failure } from '../../ui/failure';
import { useAgentName } from '../common/agents';
import { costsQuery } from './costs';
import { Figure } from './figure';
import type { Range } from './steps';

/** Amounts below a dollar are told to a hundredth of a cent. */
const SMALL_DIGITS = 4;

/** What was spent, by day and by agent. */
export function CostFigures({ range }: { readonly range: Range }) {
  const { say, locale } = useSpeech();
  const nameOf = useAgentName();
  const { data, error, refetch } = useQuery(costsQuery(useApi(), range));
  const usd = useCallback(
    (value: number) =>
      value.toLocaleString(locale, {
        style: 'currency',
        currency: 'USD',
        ...(value < 1 && value > 0 && { maximumFractionDigits: SMALL_DIGITS }),
      }),
    [locale],
  );
  const formatTime = useCallback(
    (atMs: number) =>
      new Date(atMs).toLocaleString(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' }),
    [locale],
  );
  const spent = data?.usd;
  const curves = useMemo(
    () => [
      { name: say('figures.cost'), colour: 'sea' as const, values: spent ?? [], isBars: true },
    ],
    [say, spent],
  );
  if (error !== null) return <Failure error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return null;
  const { times, agents, others, unpriced } = data;
  return (
    <>
      <Figure
        title={say('figures.cost_day')}
        testId="costs"
        times={times}
        curves={curves}
        formatTime={formatTime}
        format={usd}
      />
      <section className="card" aria-labelledby="cost-agents" data-testid="cost-agents">
        <h2 id="cost-agents">{say('figures.cost_agent')}</h2>
        {agents.length === 0 && <p className="lead">{say('figures.no_cost')}</p>}
        {agents.length > 0 && (
          <table className="figures">
            <thead>
              <tr>
                <th scope="col">{say('talk.agent')}</th>
                <th scope="col">{say('figures.requests')}</th>
                <th scope="col">{say('figures.cost')}</th>
              </tr>
            </thead>
            <tbody>
              {agents.map(({ key, requests, cost_usd }) => (
                <tr key={key ?? ''}>
                  <th scope="row">{nameOf(key) ?? say('figures.no_agent')}</th>
                  <td>{requests.toLocaleString(locale)}</td>
                  <td>{usd(cost_usd)}</td>
                </tr>
              ))}
              {others !== null && (
                <tr>
                  <th scope="row">{say('figures.others', { count: others.count })}</th>
                  <td>{others.requests.toLocaleString(locale)}</td>
                  <td>{usd(others.cost_usd)}</td>
                </tr>
              )}
            </tbody>
          </table>
        )}
        {unpriced > 0 && (
          <p className="field-hint">{say('figures.unpriced', { count: unpriced })}</p>
        )}
      </section>
    </>
  );
}
