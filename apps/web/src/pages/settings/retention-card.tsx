import { answerOf, type Schemas } from '@vox/api-client';
import { useState } from 'react';

import { usePageSay, useSpeech } from '../../i18n/speech-context';
import { useApi } from '../../server/server-context';
import { Failure } from '../../ui/failure';
import { ActionCard } from '../common/action-card';
import { AskButton } from '../common/ask-button';
import { useAttempt } from '../common/use-attempt';

type Retention = Schemas['Retention'];

/** What has been kept for as long as it may be: shown first, deleted once that is confirmed. */
export function RetentionCard() {
  const say = usePageSay();
  const api = useApi();
  const attempt = useAttempt();
  const [told, setTold] = useState<Retention | null>(null);
  const apply = async (isTrial: boolean) => {
    setTold(answerOf(await api.POST('/api/retention', { body: { dry_run: isTrial } })));
  };
  const count = sumOf(told);
  return (
    <ActionCard
      title={say('settings.retention')}
      hint={say('settings.retention_hint')}
      actions={
        <>
          <button
            type="button"
            className="quiet"
            data-testid="retention-try"
            onClick={() => attempt.run(apply(true))}
          >
            {say('settings.retention_try')}
          </button>
          {told?.dry_run === true && count > 0 && (
            <AskButton
              label={say('settings.retention_apply')}
              isDangerous
              testId="retention-apply"
              title={say('settings.retention_apply')}
              action={say('common.delete')}
              onConfirm={() => apply(false)}
            >
              {say('settings.retention_would', { count })}
            </AskButton>
          )}
        </>
      }
    >
      <div role="status">{told !== null && <Expired retention={told} />}</div>
      {attempt.error !== null && <Failure error={attempt.error} />}
    </ActionCard>
  );
}

function Expired({ retention }: { readonly retention: Retention }) {
  const { say, locale } = useSpeech();
  const count = sumOf(retention);
  const tables = Object.entries(retention.expired).filter(([, rows]) => rows > 0);
  const key = retention.dry_run ? 'settings.retention_would' : 'settings.retention_done';
  return (
    <div data-testid="retention-told">
      <p>{count === 0 ? say('settings.retention_none') : say(key, { count })}</p>
      <ul className="told">
        {tables.map(([table, rows]) => (
          <li key={table}>
            {table}: {rows.toLocaleString(locale)}
          </li>
        ))}
      </ul>
    </div>
  );
}

function sumOf(retention: Retention | null): number {
  return Object.values(retention?.expired ?? {}).reduce((sum, rows) => sum + rows, 0);
}
