import { useSay } from '../i18n/speech-context';
import { describeAgent } from '../voice/agent-status';
import type { VoiceClient } from '../voice/voice-client';
import type { VoiceView } from '../voice/voice-view';
import { AgentChoice } from './agent-choice';
import { CallControls } from './call-controls';
import { LevelMeter } from './level-meter';
import { Orb } from './orb';

type StageProps = { readonly client: VoiceClient; readonly view: VoiceView };

/** The call: who has the word, and the buttons. */
export function Stage({ client, view }: StageProps) {
  const say = useSay();
  const status = describeAgent(view);
  return (
    <section className="stage" aria-label={say('talk.call')} data-state={status.state}>
      <Orb
        state={status.state}
        userLevel={client.microphoneLevel}
        agentLevel={client.answerLevel}
      />
      <div className="status">
        <h1
          className="status-title"
          data-testid="agent-state"
          data-state={status.state}
          aria-live="polite"
          aria-atomic="true"
          tabIndex={-1}
        >
          {say(status.title)}
        </h1>
        <p className="status-hint" role="status" data-testid="recorded">
          {view.conversation.isRecorded && say('talk.recorded')}
        </p>
        <p className="status-hint">{say(status.hint, status.values)}</p>
      </div>
      <AgentChoice view={view} />
      {view.group !== null && (
        <p className="status-hint" data-testid="shared-with">
          {say('talk.shared_with', { name: view.group.name })}
        </p>
      )}
      <LevelMeter level={client.microphoneLevel} isOn={view.microphone === 'live'} />
      <CallControls client={client} view={view} state={status.state} />
    </section>
  );
}
