import { answerOf, createApiClient } from '@vox/api-client';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useEffect, useEffectEvent, useState } from 'react';

import { usePageSay } from '../i18n/speech-context';
import { useServer } from '../server/server-context';
import { titleOf } from '../ui/failure';
import { Field } from '../ui/field';
import { LogInLink } from '../ui/log-in-link';
import { isSamePerson, type Me } from './common/me';

type SignInProps = {
  /** Whose page is behind it, which following a link would end; null: there is none. */
  readonly owner: Me | null;
};

/**
 * Shown in place of a page while the server refuses who asks: a log-in, where people have one, is the browser's; a key is kept for
 * this tab alone (`Access`). Over a page the log-in goes on in another tab.
 */
export function SignIn({ owner }: SignInProps) {
  const say = usePageSay();
  const isOverPage = owner !== null;
  const isOwner = (me: Me) => owner !== null && isSamePerson(owner, me);
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
      const me = await whoIs(baseUrl, key);
      if (me === null) return setProblem(say('access.refused'));
      access.useKey(key, { isSamePerson: isOwner(me) });
    } catch (error) {
      setProblem(say(titleOf(error)));
    } finally {
      setIsAsking(false);
    }
  };

  useBack(isOverPage, async () => {
    const me = await whoIs(baseUrl, null);
    if (me !== null) access.useLogIn({ isSamePerson: isOwner(me) });
  });

  return (
    <main className="sign-in" id="main" tabIndex={-1}>
      <h1 tabIndex={-1}>{say('access.title')}</h1>
      <p className="lead">{say('access.lead')}</p>
      {info?.has_login === true && <LogInLink className="primary" isApart={isOverPage} />}
      {info?.has_login === true && isOverPage && <p>{say('access.apart')}</p>}
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

/** Whoever comes back to this tab may have logged in in another one. */
function useBack(isWanted: boolean, onBack: () => Promise<void>): void {
  const back = useEffectEvent(() => void onBack().catch(() => undefined));
  useEffect(() => {
    if (!isWanted) return undefined;
    window.addEventListener('focus', back);
    return () => window.removeEventListener('focus', back);
  }, [isWanted]);
}

/**
 * Who comes with a key, or with the log-in that the browser holds; null: nobody who is known.
 * @throws ApiRefusal where the server does not say: too many wrong keys came from here, or it cannot answer.
 */
async function whoIs(baseUrl: string, apiKey: string | null): Promise<Me | null> {
  const api = createApiClient(new URL('.', baseUrl).href, apiKey === null ? {} : { apiKey });
  const answer = await api.GET('/api/me');
  return answer.response.status === 401 ? null : answerOf(answer);
}
