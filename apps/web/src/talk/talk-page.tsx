import { lazy, Suspense } from 'react';

import { useSay } from '../i18n/speech-context';
import { useServer } from '../server/server-context';
import { NewIcon } from '../ui/icons';
import { LanguageSelect } from '../ui/language-select';
import { MastheadActions } from '../ui/masthead-actions';
import type { Problem } from '../voice/problem';
import { useVoice } from '../voice/use-voice';
import type { VoiceView } from '../voice/voice-view';
import { Composer } from './composer';
import { EngineList } from './engine-list';
import { ProblemBanner } from './problem-banner';
import { Stage } from './stage';
import { Transcript } from './transcript';

/** Fetched when somebody is asked for something. */
const ConsentQuestion = lazy(async () => ({
  default: (await import('./consent-question')).ConsentQuestion,
}));

/** Fetched when the browser has said which microphones there are. */
const DeviceSettings = lazy(async () => ({
  default: (await import('./device-settings')).DeviceSettings,
}));

/** The conversation of whoever sits at the page. */
export function TalkPage() {
  const say = useSay();
  const { client } = useServer();
  const view = useVoice(client);
  const problem = shownProblem(view);
  const { asked, allowed } = view.conversation.consents;
  const hasBegun = view.sessionId !== null || view.conversation.lines.length > 0;
  return (
    <div className={isOpen(view) ? 'page page-open' : 'page'}>
      {!view.isInvited && (
        <MastheadActions>
          <button
            type="button"
            className="quiet"
            data-testid="new-conversation"
            aria-disabled={!hasBegun}
            aria-label={say('talk.new')}
            onClick={() => hasBegun && client.newConversation()}
          >
            <NewIcon />
            <span className="wide-only">{say('talk.new')}</span>
          </button>
        </MastheadActions>
      )}
      <main id="main" tabIndex={-1}>
        <Stage client={client} view={view} />
        <section className="talk-panel" aria-label={say('talk.conversation')}>
          {problem !== null && (
            <ProblemBanner
              key={problem.code}
              client={client}
              problem={problem}
              hasLogin={view.hasLogin}
              canDismiss={view.phase === 'live'}
            />
          )}
          <Transcript
            lines={view.conversation.lines}
            agentName={view.agentName ?? say('talk.agent')}
          />
          <Composer client={client} phase={view.phase} />
        </section>
      </main>
      <footer className="colophon">
        {view.devices.microphones.length > 0 && (
          <Suspense>
            <DeviceSettings client={client} view={view} />
          </Suspense>
        )}
        {asked.length + allowed.length > 0 && (
          <Suspense>
            <ConsentQuestion client={client} view={view} />
          </Suspense>
        )}
        <EngineList engines={view.engines} found={view.foundEngines} />
        <LanguageSelect />
      </footer>
    </div>
  );
}

/** Something is, or is about to be, in the transcript. */
function isOpen({ phase, conversation }: VoiceView): boolean {
  if (phase === 'live' || phase === 'reconnecting') return true;
  return conversation.lines.length > 0;
}

function shownProblem({ problem, conversation }: VoiceView): Problem | null {
  if (problem !== null) return problem;
  const { serverError } = conversation;
  return serverError === null ? null : { code: serverError.code, detail: serverError.message };
}
