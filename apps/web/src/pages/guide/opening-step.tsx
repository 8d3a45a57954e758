import { answerOf, createApiClient } from '@vox/api-client';
import { Link } from '@tanstack/react-router';

import { usePageSay } from '../../i18n/speech-context';
import { useServer } from '../../server/server-context';
import type { StepProps } from './guide-steps';
import { StepCard } from './step-card';
import { useCheck } from './use-check';

const LOOPBACK = /^(localhost|127(\.\d+){3}|\[::1\])$/u;

/** Whoever is not known is kept out, or nobody else reaches the server. */
export function OpeningStep({ place, wasDone, onFound }: StepProps) {
  const say = usePageSay();
  const { api, baseUrl } = useServer();

  const knock = async () => {
    const info = answerOf(await api.GET('/api/info'));
    if (!info.auth_required) {
      const isAlone = LOOPBACK.test(new URL(baseUrl).hostname);
      return { isDone: isAlone, words: say(isAlone ? 'guide.alone' : 'guide.open_to_all') };
    }
    // As somebody who brings nothing would ask.
    const nobody = createApiClient(new URL('.', baseUrl).href);
    const { data } = await nobody.GET('/api/info', { credentials: 'omit' });
    if (data?.is_known !== false) return { isDone: false, words: say('guide.open_to_all') };
    const words = say(info.has_login ? 'guide.closed_by_login' : 'guide.closed_by_key');
    return { isDone: true, words };
  };

  const check = useCheck(knock, {
    wasDone,
    isAutomatic: true,
    onFound: (isDone) => onFound('opening', isDone),
  });
  return (
    <StepCard step="opening" place={place} check={check}>
      <ul className="guide-list">
        <li>{say('guide.opening_self')}</li>
        <li>{say('guide.opening_several')}</li>
        <li>
          <Link to="/keys">{say('guide.opening_programs')}</Link>
        </li>
      </ul>
    </StepCard>
  );
}
