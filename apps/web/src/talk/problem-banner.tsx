import { type FormEvent, useId, useState } from 'react';

import { useSay } from '../i18n/speech-context';
import { useServer } from '../server/server-context';
import type { Problem } from '../voice/problem';
import type { VoiceClient } from '../voice/voice-client';
import { WarningIcon } from '../ui/icons';
import { LogInLink } from '../ui/log-in-link';

type ProblemBannerProps = {
  readonly client: VoiceClient;
  readonly problem: Problem;
  /** People log in at a provider. */
  readonly hasLogin: boolean;
  readonly canDismiss: boolean;
};

/** What went wrong, in plain words, with what to do about it. */
export function ProblemBanner({ client, problem, hasLogin, canDismiss }: ProblemBannerProps) {
  const say = useSay();
  return (
    <div className="banner" data-testid="error-banner" data-code={problem.code} role="alert">
      <WarningIcon />
      <div className="banner-text">
        <strong>{say(`problem.${problem.code}`)}</strong>
        <p>{say(`problem.${problem.code}.advice`)}</p>
        {problem.detail !== '' && <p className="banner-detail">{problem.detail}</p>}
        {problem.code === 'unauthorized' && (
          <>
            {hasLogin && <LogInLink className="quiet" />}
            <ApiKeyForm client={client} />
          </>
        )}
        {problem.code === 'playback_blocked' && (
          <button type="button" className="quiet" onClick={() => void client.playSound()}>
            {say('talk.play_sound')}
          </button>
        )}
      </div>
      {canDismiss && (
        <button
          type="button"
          className="banner-close"
          aria-label={say('talk.dismiss')}
          onClick={() => client.dismissProblem()}
        >
          ×
        </button>
      )}
    </div>
  );
}

function ApiKeyForm({ client }: { readonly client: VoiceClient }) {
  const say = useSay();
  const { access } = useServer();
  const [apiKey, setApiKey] = useState('');
  const id = useId();
  const submit = (submitted: FormEvent) => {
    submitted.preventDefault();
    const key = apiKey.trim();
    if (key === '') return;
    access.useKey(key);
    void client.start({ withMicrophone: true });
  };
  return (
    <form className="api-key" onSubmit={submit}>
      <label className="visually-hidden" htmlFor={id}>
        {say('talk.api_key')}
      </label>
      <input
        id={id}
        data-testid="api-key-input"
        type="password"
        autoComplete="off"
        placeholder={say('talk.api_key')}
        value={apiKey}
        onChange={(changed) => setApiKey(changed.target.value)}
      />
      <button type="submit" className="quiet" aria-disabled={apiKey.trim() === ''}>
        {say('talk.use_key')}
      </button>
    </form>
  );
}
