import { answerOf, type ApiClient } from '@vox/api-client';
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';

import { useSpeech } from '../../i18n/speech-context';
import { useApi } from '../../server/server-context';
import { Failure } from '../../ui/failure';
import { Figure } from './figure';
import { askedFor, type Range, stepsOf } from './steps';
import { useFormatTime } from './use-format-time';

const EVERY_MS = 60_000;

/** How many sessions went on at once, against how many may; where the server noted nothing there is nothing. */
export function LoadFigure({ range }: { readonly range: Range }) {
  const { say, locale } = useSpeech();
  const { data, error, refetch } = useQuery(loadQuery(useApi(), range));
  const formatTime = useFormatTime(data?.range ?? range);
  const format = useCallback(
    (value: number) => value.toLocaleString(locale, { maximumFractionDigits: 1 }),
    [locale],
  );
  const steps = data?.steps;
  const curves = useMemo(() => {
    const of = (name: 'most' | 'mean' | 'capacity') =>
      (steps ?? []).map((step) => step?.[name] ?? null);
    return [
      { name: say('figures.most'), colour: 'sea', values: of('most'), isBars: true },
      { name: say('figures.mean'), colour: 'sun', values: of('mean') },
      { name: say('figures.capacity'), colour: 'ink-soft', values: of('capacity'), isDashed: true },
    ] as const;
  }, [steps, say]);
  if (error !== null) return <Failure error={error} onRetry={() => void refetch()} />;
  if (data === undefined) return null;
  return (
    <Figure
      title={say('figures.at_once')}
      testId="load"
      times={data.times}
      curves={curves}
      formatTime={formatTime}
      format={format}
    />
  );
}

function loadQuery(api: ApiClient, range: Range) {
  return queryOptions({
    queryKey: ['load', range],
    refetchInterval: EVERY_MS,
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => {
      const nowMs = Date.now();
      const params = { query: askedFor(range, nowMs) };
      const rows = answerOf(await api.GET('/api/usage/load', { params, signal }));
      return { range, ...stepsOf(rows, range, nowMs) };
    },
  });
}
