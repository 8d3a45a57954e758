import { answerOf, type ApiClient, type Schemas } from '@vox/api-client';
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';

import { useSpeech } from '../../i18n/speech-context';
import { useApi } from '../../server/server-context';
import { Confirm } from '../../ui/confirm';
import { formatMoment } from '../../ui/formats';
import { Sound } from '../../ui/sound';
import { Trouble } from '../../ui/trouble';

type Recording = Schemas['Recording'];

/** What was recorded of a conversation; nothing is shown where nothing was, or who asks may not hear it. */
export function Recordings({ sessionId }: { readonly sessionId: string }) {
  const { say } = useSpeech();
  const { data } = useQuery(recordingsQuery(useApi(), sessionId));
  const complete = data?.filter(({ state }) => state === 'complete') ?? [];
  if (complete.length === 0) return null;
  return (
    <section aria-label={say('recordings.title')} data-testid="recordings">
      {complete.map((recording) => (
        <OneRecording key={recording.id} recording={recording} />
      ))}
    </section>
  );
}

function OneRecording({ recording }: { readonly recording: Recording }) {
  const { say, locale } = useSpeech();
  const [isAsking, setIsAsking] = useState(false);
  const sound = useSound(recording);
  const remove = useRemove(recording);
  const when = formatMoment(recording.started_at, locale);
  const trouble = sound.error ?? remove.error;
  return (
    <div className="row-about">
      {sound.url === null ? (
        <button type="button" className="quiet" data-testid="hear" onClick={sound.load}>
          {say('recordings.hear', { when })}
        </button>
      ) : (
        <Sound
          src={sound.url}
          aria-label={say('recordings.of', { when })}
          data-testid="recording"
        />
      )}
      <button
        type="button"
        className="quiet"
        data-testid="delete-recording"
        onClick={() => setIsAsking(true)}
      >
        {say('recordings.delete', { when })}
      </button>
      {isAsking && (
        <Confirm
          title={say('recordings.delete_title')}
          action={say('conversations.delete')}
          onClose={() => setIsAsking(false)}
          onConfirm={() => remove.mutate()}
        >
          {say('recordings.delete_hint', { when })}
        </Confirm>
      )}
      {trouble !== null && (
        <Trouble
          error={trouble}
          onClose={() => {
            sound.forget();
            remove.reset();
          }}
        />
      )}
    </div>
  );
}

/** An `<audio>` sends no key, so the sound is fetched, once it is asked for. */
function useSound({ id, session_id }: Recording) {
  const api = useApi();
  const [url, setUrl] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);
  useEffect(
    () => () => {
      if (url !== null) URL.revokeObjectURL(url);
    },
    [url],
  );
  const fetchIt = async () => {
    const params = { path: { id: session_id, rid: id } };
    const answer = await api.GET('/api/sessions/{id}/recordings/{rid}/audio', {
      params,
      parseAs: 'blob',
    });
    setUrl(URL.createObjectURL(answerOf<Blob>(answer)));
  };
  return {
    url,
    error,
    load: () => void fetchIt().catch(setError),
    forget: () => setError(null),
  };
}

function recordingsQuery(api: ApiClient, sessionId: string) {
  return queryOptions({
    queryKey: ['recordings', sessionId],
    queryFn: async ({ signal }) => {
      const params = { path: { id: sessionId } };
      return answerOf(await api.GET('/api/sessions/{id}/recordings', { params, signal }));
    },
  });
}

function useRemove({ id: rid, session_id: id }: Recording) {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async () => {
      const params = { path: { id, rid } };
      answerOf(await api.DELETE('/api/sessions/{id}/recordings/{rid}', { params }));
    },
    onSuccess: () => queries.invalidateQueries({ queryKey: ['recordings', id] }),
  });
}
