import { answerOf } from '@vox/api-client';
import { useQuery, useQueryClient } from '@tanstack/react-query';

import { useSpeech } from '../../i18n/speech-context';
import { useApi } from '../../server/server-context';
import { Failure } from '../../ui/failure';
import { formatMoment } from '../../ui/formats';
import { Trouble } from '../../ui/trouble';
import { useAttempt } from '../common/use-attempt';

/** The browsers in which somebody is logged in; each can be logged out from here. */
export function Logins() {
  const { say, locale } = useSpeech();
  const api = useApi();
  const queries = useQueryClient();
  const attempt = useAttempt();
  const { data: logins = [], error } = useQuery({
    queryKey: ['logins'],
    queryFn: async ({ signal }) => answerOf(await api.GET('/api/me/logins', { signal })),
  });
  const end = async (id: string) => {
    answerOf(await api.DELETE('/api/me/logins/{id}', { params: { path: { id } } }));
    await queries.invalidateQueries({ queryKey: ['logins'] });
  };
  return (
    <section className="card" aria-labelledby="account-logins">
      <h2 id="account-logins">{say('account.logins')}</h2>
      {error !== null && <Failure error={error} />}
      <ul className="plain facts">
        {logins.map(({ id, is_this: isThis, user_agent: browser, last_seen_at: seen }) => (
          <li key={id} className="fact" data-testid="login">
            <p>
              {browser ?? say('account.unknown_browser')}{' '}
              <small>
                {isThis
                  ? say('account.this_browser')
                  : say('account.seen', { when: formatMoment(seen, locale) })}
              </small>
            </p>
            {!isThis && (
              <button
                type="button"
                className="quiet"
                data-testid="end-login"
                onClick={() => attempt.run(end(id))}
              >
                {say('talk.log_out')}
              </button>
            )}
          </li>
        ))}
      </ul>
      {attempt.error !== null && <Trouble error={attempt.error} onClose={attempt.forget} />}
    </section>
  );
}
