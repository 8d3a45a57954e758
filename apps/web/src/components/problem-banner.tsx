import { type FormEvent, useId, useState } from 'react';

import type { Problem } from '../voice/problem';
import { describeProblem } from '../voice/problem-text';
import type { VoiceClient } from '../voice/voice-client';
import { WarningIcon } from './icons';

type ProblemBannerProps = {
  readonly client: VoiceClient;
  readonly problem: Problem;
  /** People log in at a provider. */
  readonly hasLogin: boolean;
  readonly canDismiss: boolean;
};

/** What went wrong, in plain words, with what to do about it. */
export function ProblemBanner({ client, problem, hasLogin, canDismiss }: ProblemBannerProps) {
  const { title, advice } = describeProblem(problem);
  return (
    <div className="banner" data-testid="error-banner" data-code={problem.code} role="alert">
      <WarningIcon />
      <div className="banner-text">
        <strong>{title}</strong>
        <p>{advice}</p>
        {problem.detail !== '' && <p className="banner-detail">{problem.detail}</p>}
        {problem.code === 'unauthorized' && (
          <>
            {hasLogin && (
              <a className="quiet" data-testid="log-in" href="./auth/login">
                Log in
              </a>
            )}
            <ApiKeyForm client={client} />
          </>
        )}
        {problem.code === 'playback_blocked' && (
          <button type="button" className="quiet" onClick={() => void client.playSound()}>
            Play sound
          </button>
        )}
      </div>
      {canDismiss && (
        <button
          type="button"
          className="banner-close"
          aria-label="Dismiss"
          onClick={() => client.dismissProblem()}
        >
          ×
        </button>
      )}
    </div>
  );
}

function ApiKeyForm({ client }: { readonly client: VoiceClient }) {
  const [apiKey, setApiKey] = useState('');
  const id = useId();
  const submit = (submitted: FormEvent) => {
    submitted.preventDefault();
    if (apiKey.trim() !== '') void client.useApiKey(apiKey.trim());
  };
  return (
    <form className="api-key" onSubmit={submit}>
      <label className="visually-hidden" htmlFor={id}>
        API key
      </label>
      <input
        id={id}
        data-testid="api-key-input"
        type="password"
        autoComplete="off"
        placeholder="API key"
        value={apiKey}
        onChange={(changed) => setApiKey(changed.target.value)}
      />
      <button type="submit" className="quiet" aria-disabled={apiKey.trim() === ''}>
        Use key and talk
      </button>
    </form>
  );
}
