import { answerOf, type ApiClient } from '@vox/api-client';
import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';

import type { PageKey } from '../../i18n/en/pages';
import type { ShellKey } from '../../i18n/en/shell';
import { useSpeech } from '../../i18n/speech-context';
import { useApi } from '../../server/server-context';
import { Failure } from '../../ui/failure';
import { PageHeader } from '../../ui/page-header';
import { Waiting } from '../../ui/waiting';
import { formatDuration } from '../../voice/latency-text';
import { liveQuery } from '../common/live';
import { Load } from '../common/load';
import { useMay } from '../common/me';
import { ServerTabs } from '../common/server-tabs';
import { useTitle } from '../common/use-title';
import { CostFigures } from './cost-figures';
import { Figure } from './figure';
import { LoadFigure } from './load-figure';
import { Segments } from './segments';
import { askedFor, type Range, type Step, stepsOf, totalsOf } from './steps';
import { useFormatTime } from './use-format-time';

type Stage = keyof typeof STAGES;

const EVERY_MS = 60_000;

const RANGES = {
  day: 'figures.day',
  week: 'figures.week',
  month: 'figures.month',
} as const satisfies Record<Range, PageKey>;

const STAGES = {
  voice_to_voice_ms: 'stage.whole',
  end_of_utterance_delay_ms: 'stage.noticed',
  transcript_final_ms: 'stage.transcript',
  ttft_ms: 'stage.first_word',
  ttfb_ms: 'stage.first_sound',
} as const satisfies Partial<Record<keyof Step, ShellKey>>;

/** How long answers take, how turns end, and how much is talked: over time. */
export function FiguresPage() {
  const { say } = useSpeech();
  const api = useApi();
  const [range, setRange] = useState<Range>('day');
  const { data, error, isPending, refetch } = useQuery(figuresQuery(api, range));
  const { data: now } = useQuery(liveQuery(api));
  const isAdmin = useMay('admin');
  useTitle(say('server.figures'));
  return (
    <main className="pane" id="main" tabIndex={-1}>
      <ServerTabs at="/figures" />
      <PageHeader title={say('server.figures')}>
        <Segments label={say('figures.range')} names={RANGES} chosen={range} onChoose={setRange} />
      </PageHeader>
      <Load live={now?.live ?? null} capacity={now?.capacity ?? null} />
      {isPending && <Waiting rows={3} />}
      {error !== null && <Failure error={error} onRetry={() => void refetch()} />}
      {data !== undefined && <Figures {...data} />}
      {isAdmin && <LoadFigure range={range} />}
      <CostFigures range={range} />
    </main>
  );
}

type FiguresProps = {
  readonly range: Range;
  readonly times: readonly number[];
  readonly steps: readonly (Step | undefined)[];
};

function Figures({ range, times, steps }: FiguresProps) {
  const { say, locale } = useSpeech();
  const [stage, setStage] = useState<Stage>('voice_to_voice_ms');
  const formatTime = useFormatTime(range);
  const ms = useCallback((value: number) => formatDuration(value, locale), [locale]);
  const count = useCallback((value: number) => value.toLocaleString(locale), [locale]);
  const { turns, interrupted, failed, fallbacks } = totalsOf(steps);
  const share = (part: number) =>
    turns === 0
      ? count(part)
      : `${count(part)} (${(part / turns).toLocaleString(locale, { style: 'percent' })})`;
  const facts = [
    [say('figures.turns'), count(turns)],
    [say('figures.interrupted'), share(interrupted)],
    [say('figures.failed'), share(failed)],
    [say('figures.fallbacks'), share(fallbacks)],
  ] as const;

  const latencies = useMemo(
    () =>
      [
        { name: 'p50', colour: 'sea', values: steps.map((step) => step?.[stage]?.p50 ?? null) },
        {
          name: 'p95',
          colour: 'sun',
          isDashed: true,
          values: steps.map((step) => step?.[stage]?.p95 ?? null),
        },
      ] as const,
    [steps, stage],
  );
  const ends = useMemo(() => {
    const of = (name: 'turns' | 'interrupted' | 'failed' | 'fallbacks') =>
      steps.map((step) => step?.[name] ?? 0);
    return [
      { name: say('figures.turns'), colour: 'sea', values: of('turns'), isBars: true },
      { name: say('figures.interrupted'), colour: 'warn-line', values: of('interrupted') },
      { name: say('figures.failed'), colour: 'sun', values: of('failed') },
      {
        name: say('figures.fallbacks'),
        colour: 'ink-soft',
        values: of('fallbacks'),
        isDashed: true,
      },
    ] as const;
  }, [steps, say]);
  const sessions = useMemo(() => {
    const values = steps.map((step) => step?.sessions ?? 0);
    return [{ name: say('figures.sessions'), colour: 'sea', values, isBars: true }] as const;
  }, [steps, say]);

  const shared = { times, formatTime };
  return (
    <>
      <dl className="facts totals" data-testid="totals">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <StageChoice stage={stage} onChoose={setStage} />
      <Figure
        title={say(STAGES[stage])}
        testId="latency"
        curves={latencies}
        format={ms}
        {...shared}
      />
      <Figure
        title={say('figures.turns')}
        testId="turns"
        curves={ends}
        format={count}
        {...shared}
      />
      <Figure
        title={say('figures.sessions')}
        testId="sessions"
        curves={sessions}
        format={count}
        {...shared}
      />
    </>
  );
}

function StageChoice(props: { readonly stage: Stage; readonly onChoose: (stage: Stage) => void }) {
  const { say } = useSpeech();
  return (
    <div className="filters">
      <label className="stage-choice">
        {say('figures.stage')}
        <select
          data-testid="stage"
          value={props.stage}
          onChange={({ target }) => props.onChoose(target.value as Stage)}
        >
          {Object.entries(STAGES).map(([name, label]) => (
            <option key={name} value={name}>
              {say(label)}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}

function figuresQuery(api: ApiClient, range: Range) {
  return queryOptions({
    queryKey: ['figures', range],
    refetchInterval: EVERY_MS,
    placeholderData: keepPreviousData,
    queryFn: async ({ signal }) => {
      const nowMs = Date.now();
      const params = { query: askedFor(range, nowMs) };
      const rows = answerOf(await api.GET('/api/usage/latency', { params, signal }));
      return { range, ...stepsOf(rows, range, nowMs) };
    },
  });
}
