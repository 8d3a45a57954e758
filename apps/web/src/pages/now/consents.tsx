import { answerOf, type ApiClient } from '@vox/api-client';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { Dialog } from 'radix-ui';

import { usePageSay } from '../../i18n/speech-context';
import { useApi } from '../../server/server-context';
import { Failure } from '../../ui/failure';
import { Waiting } from '../../ui/waiting';

type ConsentsProps = { readonly id: string; readonly who: string; readonly onClose: () => void };

/** What the one who talks in a session has allowed. */
export function Consents({ id, who, onClose }: ConsentsProps) {
  const say = usePageSay();
  const { data, error, isPending } = useQuery(consentsQuery(useApi(), id));
  return (
    <Dialog.Root open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="dialog-backdrop" />
        <Dialog.Content className="dialog" aria-describedby={undefined} data-testid="consents">
          <Dialog.Title>{say('now.consents_of', { who })}</Dialog.Title>
          {isPending && <Waiting rows={1} />}
          {error !== null && <Failure error={error} />}
          {data !== undefined && <p>{say(data.memory ? 'now.remembered' : 'now.forgotten')}</p>}
          <div className="dialog-actions">
            <Dialog.Close className="primary">{say('common.close')}</Dialog.Close>
          </div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function consentsQuery(api: ApiClient, id: string) {
  return queryOptions({
    queryKey: ['consents', id],
    queryFn: async ({ signal }) =>
      answerOf(await api.GET('/api/sessions/{id}/consents', { params: { path: { id } }, signal })),
  });
}
