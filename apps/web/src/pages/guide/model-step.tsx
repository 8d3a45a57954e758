import { answerOf } from '@vox/api-client';
import { Link } from '@tanstack/react-router';

import { useSpeech } from '../../i18n/speech-context';
import { useApi } from '../../server/server-context';
import { formatDuration } from '../../voice/latency-text';
import { DEMO, useProviders } from '../common/providers';
import type { StepProps } from './guide-steps';
import { StepCard } from './step-card';
import { useCheck } from './use-check';

/** A model that is one answers. */
export function ModelStep({ place, wasDone, onFound }: StepProps) {
  const { say, locale } = useSpeech();
  const api = useApi();
  const { data: providers = [], refetch } = useProviders('llm');
  const models = providers.filter(({ kind, is_enabled }) => kind !== DEMO && is_enabled);

  const ask = async () => {
    const { data = [] } = await refetch();
    const asked = data.filter(({ kind, is_enabled }) => kind !== DEMO && is_enabled);
    const failures: string[] = [];
    for (const { id, name } of asked) {
      const params = { path: { id } };
      const trial = answerOf(await api.POST('/api/providers/{id}/test', { params, body: {} }));
      if (trial.ok) {
        const duration = formatDuration(trial.latency_ms, locale);
        return { isDone: true, words: say('guide.model_answers', { name, duration }) };
      }
      failures.push(`${name}: ${trial.error?.message ?? ''}`);
    }
    const words = failures.length === 0 ? say('guide.no_model') : failures.join(' ');
    return { isDone: false, words };
  };

  const check = useCheck(ask, { wasDone, onFound: (isDone) => onFound('model', isDone) });
  return (
    <StepCard
      step="model"
      place={place}
      check={check}
      isReady={models.length > 0}
      links={
        <Link
          to="/providers/$role/new"
          params={{ role: 'llm' }}
          className={models.length > 0 ? 'quiet' : 'primary'}
        >
          {say('guide.add_model')}
        </Link>
      }
    >
      {models.length > 0 && (
        <p className="row-about">
          {models.map(({ id, name }) => (
            <span key={id}>{name}</span>
          ))}
        </p>
      )}
    </StepCard>
  );
}
