import { answerOf, type ApiClient } from '@vox/api-client';
import { useQuery } from '@tanstack/react-query';
import { useState, useSyncExternalStore } from 'react';

import { usePageSay } from '../../i18n/speech-context';
import { useServer } from '../../server/server-context';
import { Trouble } from '../../ui/trouble';
import { isInCall } from '../../voice/voice-view';
import { liveQuery } from '../common/live';
import { meQuery, useMay } from '../common/me';
import { useAttempt } from '../common/use-attempt';
import { useNowActions } from '../now/now-requests';
import { SayForm } from '../now/say-form';
import type { Session } from './sessions';

/** Whoever comes back to the page within it need not be let in anew. */
const INVITED_FOR_S = 60 * 60;
/** What an invite takes. */
const MOST_NAME_CHARACTERS = 80;

/** Taking part in a conversation that goes on: oneself, by what the agent is told to say, and by muting it. */
export function LiveControls({ session: { id } }: { readonly session: Session }) {
  const say = usePageSay();
  const { api, client } = useServer();
  const { data: me } = useQuery(meQuery(api));
  const { data: board } = useQuery(liveQuery(api));
  const { phase } = useSyncExternalStore(client.store.subscribe, client.store.get);
  const actions = useNowActions();
  const attempt = useAttempt();
  const [isTelling, setIsTelling] = useState(false);
  const isMuted = board?.sessions.find((one) => one.id === id)?.muted ?? false;
  const name =
    me?.user?.display_name.slice(0, MOST_NAME_CHARACTERS) ?? say('conversations.a_guest');
  if (!useMay('talk')) return isMuted ? <MutedNote /> : null;
  return (
    <div className="live-controls" role="group" aria-label={say('conversations.take_part')}>
      {/* It opens the page anew, which would hang up. */}
      {!isInCall(phase) && (
        <button
          type="button"
          className="primary"
          data-testid="join"
          onClick={() => attempt.run(join(api, id, name))}
        >
          {say('conversations.join')}
        </button>
      )}
      <button type="button" className="quiet" data-testid="tell" onClick={() => setIsTelling(true)}>
        {say('now.say')}
      </button>
      <button
        type="button"
        className="quiet"
        data-testid="mute"
        onClick={() => attempt.run(actions.mute.mutateAsync({ id, muted: !isMuted }))}
      >
        {say(isMuted ? 'now.unmute' : 'now.mute')}
      </button>
      {isMuted && <MutedNote />}
      {isTelling && (
        <SayForm
          request={(said) => actions.say.mutateAsync({ id, ...said })}
          onClose={() => setIsTelling(false)}
        />
      )}
      {attempt.error !== null && <Trouble error={attempt.error} onClose={attempt.forget} />}
    </div>
  );
}

function MutedNote() {
  const say = usePageSay();
  return (
    <p className="tag tag-muted" role="status" data-testid="agent-muted">
      {say('state.agent_muted')}
    </p>
  );
}

/** As a guest, by an invite of one's own: the page that it opens talks, types and hears; going back leads here. */
async function join(api: ApiClient, id: string, name: string): Promise<void> {
  const made = await api.POST('/api/sessions/{id}/invites', {
    params: { path: { id } },
    body: { name, expires_in_s: INVITED_FOR_S },
  });
  const { path } = answerOf(made);
  window.location.assign(new URL(path.replace(/^\//u, ''), document.baseURI));
}
