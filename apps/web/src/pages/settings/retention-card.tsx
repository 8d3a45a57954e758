import { answerOf, type Schemas } from '@vox/api-client';
import { useState } from 'react';

import { usePageSay, useSpeech } from '../../i18n/speech-context';
import { useApi } from '../../server/server-context';
import { Confirm } from '../../ui/confirm';
import { Failure } from '../../ui/failure';
import { useAttempt } from '../common/use-attempt';

type Retention = Schemas['Retention'];

/** What has been kept for as long as it may be: shown first, deleted once that is confirmed. */
export function RetentionCard() {
  const say = usePageSay();
  const api = useApi();
  const attempt = useAttempt();
  const [told, setTold] = useState<Retention | null>(null);
  const [isAsking, setIsAsking] = useState(false);
  const apply = async (isTrial: boolean) => {
    setTold(answerOf(await api.POST('/api/retention', { body: { dry_run: isTrial } })));
  };
  const count = sumOf(told);
  return (
    <section className="card" aria-labelledby="retention">
      <h2 id="retention">{say('settings.retention')}</h2>
      <p className="field-hint">{say('settings.retention_hint')}</p>
      <div className="page-actions">
        <button
          type="button"
          className="quiet"
          data-testid="retention-try"
          onClick={() => attempt.run(apply(true))}
        >
          {say('settings.retention_try')}
        </button>
        {told?.dry_run === true && count > 0 && (
          <button
            type="button"
            className="danger"
            data-testid="retention-apply"
            onClick={() => setIsAsking(true)}
          >
            {say('settings.retention_apply')}
          </button>
        )}
      </div>
      <div role="status">{told !== null && <Expired retention={told} />}</div>
      {attempt.error !== null && <Failure error={attempt.error} />}
      {isAsking && (
        <Confirm
          title={say('settings.retention_apply')}
          action={say('common.delete')}
          onClose={() => setIsAsking(false)}
          onConfirm={() => attempt.run(apply(false))}
        >
          {say('settings.retention_would', { count })}
        </Confirm>
      )}
    </section>
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
