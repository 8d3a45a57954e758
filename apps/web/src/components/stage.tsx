import { describeAgent } from '../voice/agent-status';
import type { VoiceClient } from '../voice/voice-client';
import type { VoiceView } from '../voice/voice-view';
import { CallControls } from './call-controls';
import { LevelMeter } from './level-meter';
import { Orb } from './orb';

type StageProps = { readonly client: VoiceClient; readonly view: VoiceView };

/** The call: who has the word, and the buttons. */
export function Stage({ client, view }: StageProps) {
  const status = describeAgent(view);
  return (
    <section className="stage" aria-label="Call" data-state={status.state}>
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
        >
          {status.title}
        </h1>
        <p className="status-hint">{status.hint}</p>
      </div>
      <LevelMeter level={client.microphoneLevel} isOn={view.microphone === 'live'} />
      <CallControls client={client} view={view} state={status.state} />
    </section>
  );
}
