import { answerOf } from '@vox/api-client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import { usePageSay } from '../../i18n/speech-context';
import { useApi } from '../../server/server-context';
import { DialogForm } from '../../ui/dialog-form';
import { Failure } from '../../ui/failure';
import { Trouble } from '../../ui/trouble';
import { ActionCard } from '../common/action-card';
import { saveFile } from '../common/save-file';
import { useAttempt } from '../common/use-attempt';

type PersonDataProps = { readonly userId: string; readonly name: string };

/** Asked again this often until an erasure is done. */
const EVERY_MS = 1000;

/** What is held of somebody: given to them as a file, or erased. */
export function PersonData({ userId, name }: PersonDataProps) {
  const say = usePageSay();
  const api = useApi();
  const attempt = useAttempt();
  const [isAsking, setIsAsking] = useState(false);
  const [erasure, setErasure] = useState<string | null>(null);
  const download = async () => {
    const params = { path: { id: userId } };
    const answer = await api.GET('/api/users/{id}/export', { params, parseAs: 'blob' });
    saveFile(answerOf<Blob>(answer), `person-${userId.slice(0, 8)}.jsonl`);
  };
  return (
    <ActionCard
      title={say('people.data')}
      hint={say('people.data_hint')}
      actions={
        <>
          <button
            type="button"
            className="quiet"
            data-testid="export-person"
            onClick={() => attempt.run(download())}
          >
            {say('people.export')}
          </button>
          <button
            type="button"
            className="danger"
            data-testid="erase-person"
            onClick={() => setIsAsking(true)}
          >
            {say('people.erase')}
          </button>
        </>
      }
    >
      {erasure !== null && <ErasureState id={erasure} />}
      {isAsking && (
        <EraseForm
          userId={userId}
          name={name}
          onClose={() => setIsAsking(false)}
          onAsked={(id) => {
            setIsAsking(false);
            setErasure(id);
          }}
        />
      )}
      {attempt.error !== null && <Trouble error={attempt.error} onClose={attempt.forget} />}
    </ActionCard>
  );
}

type EraseFormProps = PersonDataProps & {
  readonly onClose: () => void;
  readonly onAsked: (id: string) => void;
};

/** It cannot be taken back, so it says what goes, and begins with the lesser of the two. */
function EraseForm({ userId, name, onClose, onAsked }: EraseFormProps) {
  const say = usePageSay();
  const api = useApi();
  const attempt = useAttempt();
  const [keepsAccount, setKeepsAccount] = useState(true);
  const [isBusy, setIsBusy] = useState(false);
  const erase = async () => {
    setIsBusy(true);
    try {
      const params = { path: { id: userId } };
      const body = { keep_account: keepsAccount };
      onAsked(answerOf(await api.POST('/api/users/{id}/erase', { params, body })).id);
    } finally {
      setIsBusy(false);
    }
  };
  return (
    <DialogForm
      title={say('people.erase_title', { name })}
      action={say('people.erase')}
      isDangerous
      isBusy={isBusy}
      onClose={onClose}
      onSubmit={() => attempt.run(erase())}
    >
      <p>{say('people.erase_hint')}</p>
      <label className="check">
        <input
          type="checkbox"
          data-testid="keep-account"
          checked={keepsAccount}
          onChange={({ target }) => setKeepsAccount(target.checked)}
        />
        <span>{say('people.keep_account')}</span>
      </label>
      {attempt.error !== null && <Failure error={attempt.error} />}
    </DialogForm>
  );
}

function ErasureState({ id }: { readonly id: string }) {
  const say = usePageSay();
  const api = useApi();
  const { data, error } = useQuery({
    queryKey: ['erasure', id],
    queryFn: async ({ signal }) =>
      answerOf(await api.GET('/api/erasures/{id}', { params: { path: { id } }, signal })),
    refetchInterval: ({ state }) => (state.data?.state === 'done' ? false : EVERY_MS),
  });
  const rows = Object.values(data?.erased ?? {}).reduce((sum, count) => sum + count, 0);
  return (
    <>
      <p role="status" data-testid="erasure" data-state={data?.state ?? 'pending'}>
        {data?.state === 'done' ? say('people.erased', { count: rows }) : say('people.erasing')}
      </p>
      {error !== null && <Failure error={error} />}
    </>
  );
}
