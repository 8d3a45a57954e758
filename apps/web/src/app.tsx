import { AccountMenu } from './components/account-menu';
import { Composer } from './components/composer';
import { DeviceSettings } from './components/device-settings';
import { EngineList } from './components/engine-list';
import { Logo, NewIcon } from './components/icons';
import { ProblemBanner } from './components/problem-banner';
import { Stage } from './components/stage';
import { Transcript } from './components/transcript';
import type { Problem } from './voice/problem';
import { useVoice } from './voice/use-voice';
import type { VoiceClient } from './voice/voice-client';
import type { VoiceView } from './voice/voice-view';

/** The whole page. */
export function App({ client }: { readonly client: VoiceClient }) {
  const view = useVoice(client);
  const problem = shownProblem(view);
  const hasBegun = view.sessionId !== null || view.conversation.lines.length > 0;
  return (
    <div className={isOpen(view) ? 'page page-open' : 'page'}>
      <header className="masthead">
        <span className="brand">
          <Logo />
          VoxBridge
        </span>
        <span className="masthead-actions">
          {view.account !== null && <AccountMenu client={client} account={view.account} />}
          {!view.isInvited && (
            <button
              type="button"
              className="quiet"
              data-testid="new-conversation"
              aria-disabled={!hasBegun}
              onClick={() => hasBegun && client.newConversation()}
            >
              <NewIcon />
              <span>
                New<span className="wide-only"> conversation</span>
              </span>
            </button>
          )}
        </span>
      </header>
      <main>
        <Stage client={client} view={view} />
        <section className="talk-panel" aria-label="Conversation">
          {problem !== null && (
            <ProblemBanner
              key={problem.code}
              client={client}
              problem={problem}
              hasLogin={view.hasLogin}
              canDismiss={view.phase === 'live'}
            />
          )}
          <Transcript lines={view.conversation.lines} agentName={view.agentName ?? 'Agent'} />
          <Composer client={client} phase={view.phase} />
        </section>
      </main>
      <footer className="colophon">
        <DeviceSettings client={client} view={view} />
        <EngineList engines={view.engines} found={view.foundEngines} />
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
