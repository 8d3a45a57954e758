import { useState } from 'react';

import { useSpeech } from '../../i18n/speech-context';
import { Failure } from '../../ui/failure';
import { formatDuration } from '../../voice/latency-text';
import type { McpServer } from '../common/mcp-servers';
import { useAttempt } from '../common/use-attempt';
import { useMcpRequests } from './mcp-requests';

type Trial = Awaited<ReturnType<ReturnType<typeof useMcpRequests>['test']>>;

/** Connects to the saved server anew, and says what it calls itself and how many tools it has. */
export function McpServerTrial({ server }: { readonly server: McpServer }) {
  const { say } = useSpeech();
  const { test } = useMcpRequests();
  const attempt = useAttempt();
  const [isBusy, setIsBusy] = useState(false);
  const [trial, setTrial] = useState<Trial | null>(null);
  const connect = async () => {
    setIsBusy(true);
    try {
      setTrial(await test(server.id));
    } finally {
      setIsBusy(false);
    }
  };
  return (
    <section className="card" aria-labelledby="mcp-trial">
      <h2 id="mcp-trial">{say('mcp.connection')}</h2>
      <div className="page-actions">
        <button
          type="button"
          className="quiet"
          data-testid="connect"
          aria-disabled={isBusy}
          onClick={() => {
            if (!isBusy) attempt.run(connect());
          }}
        >
          {say('mcp.connect')}
        </button>
      </div>
      <div role="status">
        {isBusy && <p className="field-hint">{say('providers.asking')}</p>}
        {!isBusy && trial !== null && <TrialResult trial={trial} />}
      </div>
      {attempt.error !== null && <Failure error={attempt.error} />}
    </section>
  );
}

function TrialResult({ trial }: { readonly trial: Trial }) {
  const { say, locale } = useSpeech();
  const duration = formatDuration(trial.duration_ms, locale);
  if (!trial.ok) {
    return (
      <p className="trial-result trial-failed" data-testid="connected" data-ok="false">
        {say('mcp.not_connected', { problem: trial.problem ?? '', duration })}
      </p>
    );
  }
  const about = [trial.server_name, trial.server_version, trial.protocol_version];
  return (
    <p className="trial-result" data-testid="connected" data-ok="true">
      {say('providers.works', { duration })} {about.filter((part) => part !== null).join(' · ')}
    </p>
  );
}
