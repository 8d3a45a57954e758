import { answerOf, createApiClient } from '@vox/api-client';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';

import { usePageSay } from '../i18n/speech-context';
import { useServer } from '../server/server-context';
import { titleOf } from '../ui/failure';
import { Field } from '../ui/field';
import { LogInLink } from '../ui/log-in-link';

/**
 * Shown in place of a page while the server refuses who asks: a log-in, where people have one, is the browser's; a key is kept for
 * this tab alone (`Access`).
 */
export function SignIn() {
  const say = usePageSay();
  const { access, api, baseUrl } = useServer();
  const { data: info } = useQuery({
    queryKey: ['info'],
    queryFn: async ({ signal }) => answerOf(await api.GET('/api/info', { signal })),
  });
  const [apiKey, setApiKey] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [isAsking, setIsAsking] = useState(false);

  const submit = async (submitted: FormEvent) => {
    submitted.preventDefault();
    const key = apiKey.trim();
    if (key === '') {
      setProblem(say('access.empty'));
      return;
    }
    setIsAsking(true);
    setProblem(null);
    try {
      if (await isLetIn(baseUrl, key)) access.useKey(key);
      else setProblem(say('access.refused'));
    } catch (error) {
      setProblem(say(titleOf(error)));
    } finally {
      setIsAsking(false);
    }
  };

  return (
    <main className="sign-in" id="main" tabIndex={-1}>
      <h1 tabIndex={-1}>{say('access.title')}</h1>
      <p className="lead">{say('access.lead')}</p>
      {info?.has_login === true && <LogInLink className="primary" />}
      <form onSubmit={(submitted) => void submit(submitted)} noValidate>
        <Field label={say('talk.api_key')} problem={problem}>
          {(attributes) => (
            <input
              {...attributes}
              data-testid="sign-in-key"
              type="password"
              autoComplete="off"
              value={apiKey}
              onChange={({ target }) => setApiKey(target.value)}
            />
          )}
        </Field>
        <button type="submit" className="primary" aria-disabled={isAsking}>
          {say('access.sign_in')}
        </button>
      </form>
    </main>
  );
}

/**
 * Whether a key is known at all: one that may not read is refused with 403, and is known.
 * @throws ApiRefusal where the server does not say: too many wrong keys came from here, or it cannot answer.
 */
async function isLetIn(baseUrl: string, apiKey: string): Promise<boolean> {
  const api = createApiClient(new URL('.', baseUrl).href, { apiKey });
  const answer = await api.GET('/api/agents', { params: { query: { limit: 1 } } });
  const { status } = answer.response;
  if (status === 401) return false;
  if (status !== 403) answerOf(answer);
  return true;
}
