import { useEffect, useState } from 'react';

import { useSpeech } from '../../i18n/speech-context';
import { Failure } from '../../ui/failure';
import { formatDuration } from '../../voice/latency-text';
import type { Provider, ProviderRole } from '../common/providers';
import { useAttempt } from '../common/use-attempt';
import { type Trial, useProviderRequests } from './provider-requests';

type ProviderTrialProps = {
  readonly role: ProviderRole;
  readonly provider: Provider;
  /** It is tried as soon as it is shown. Must not change between renders. */
  readonly isAutomatic?: boolean;
};

type Listed = { readonly kind: 'models' | 'voices'; readonly names: readonly string[] };

/** Has a server do its work once, and list what it has. */
export function ProviderTrial({ role, provider, isAutomatic = false }: ProviderTrialProps) {
  const { say } = useSpeech();
  const { test, models, voices } = useProviderRequests(role);
  const attempt = useAttempt();
  const [isBusy, setIsBusy] = useState(isAutomatic);
  const [trial, setTrial] = useState<Trial | null>(null);
  const [listed, setListed] = useState<Listed | null>(null);

  const follow = (asking: Promise<void>) => attempt.run(asking.finally(() => setIsBusy(false)));
  const ask = (action: () => Promise<void>) => {
    if (isBusy) return;
    setIsBusy(true);
    follow(action());
  };

  useEffect(() => {
    if (isAutomatic) follow(test(provider.id).then(setTrial));
    // eslint-disable-next-line react-hooks/exhaustive-deps -- once, when it was added
  }, []);

  return (
    <div className="trial">
      <div className="trial-actions">
        <button
          type="button"
          className="quiet"
          data-testid="test"
          aria-disabled={isBusy}
          onClick={() => ask(async () => setTrial(await test(provider.id)))}
        >
          {say('providers.test')}
        </button>
        <button
          type="button"
          className="quiet"
          data-testid="models"
          aria-disabled={isBusy}
          onClick={() =>
            ask(async () => setListed({ kind: 'models', names: await models(provider.id) }))
          }
        >
          {say('providers.models')}
        </button>
        {role === 'tts' && (
          <button
            type="button"
            className="quiet"
            data-testid="voices"
            aria-disabled={isBusy}
            onClick={() =>
              ask(async () => {
                const found = await voices(provider.id);
                setListed({ kind: 'voices', names: found.map(({ id }) => id) });
              })
            }
          >
            {say('providers.voices')}
          </button>
        )}
      </div>
      <div role="status">
        {isBusy && <p className="field-hint">{say('providers.asking')}</p>}
        {!isBusy && trial !== null && <TrialResult trial={trial} />}
        {!isBusy && listed !== null && <ListedNames listed={listed} />}
      </div>
      {attempt.error !== null && <Failure error={attempt.error} />}
    </div>
  );
}

/** What came of it, in the server's own words where it failed. */
function TrialResult({ trial }: { readonly trial: Trial }) {
  const { say, locale } = useSpeech();
  if (!trial.ok) {
    const { category = '', message = '' } = trial.error ?? {};
    return (
      <p className="trial-result trial-failed" data-testid="trial" data-ok="false">
        {say('providers.failed', { category, message })}
      </p>
    );
  }
  const duration = formatDuration(trial.latency_ms, locale);
  const words = 'reply' in trial ? trial.reply : 'text' in trial ? trial.text : undefined;
  return (
    <p className="trial-result" data-testid="trial" data-ok="true">
      {say('providers.works', { duration })}
      {words !== undefined && <q>{words}</q>}
    </p>
  );
}

function ListedNames({ listed: { kind, names } }: { readonly listed: Listed }) {
  const { say } = useSpeech();
  return (
    <details className="listed" open data-testid="listed">
      <summary>{say(`providers.${kind}_count`, { count: names.length })}</summary>
      <ul>
        {names.map((name) => (
          <li key={name}>
            <code>{name}</code>
          </li>
        ))}
      </ul>
    </details>
  );
}
