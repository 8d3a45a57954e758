import { lazy, Suspense, useEffect } from 'react';

import type { ShellKey } from '../i18n/en/shell';
import { useSay } from '../i18n/speech-context';
import type { AgentStatus } from '../voice/agent-status';
import type { VoiceClient } from '../voice/voice-client';
import { isInCall, type VoiceView } from '../voice/voice-view';
import { HangUpIcon, MicrophoneIcon, MutedIcon, StopIcon } from '../ui/icons';
import { hasModifier, isTyping } from './key-presses';

/** Fetched by whoever speaks so. */
const HoldButton = lazy(async () => ({ default: (await import('./hold-button')).HoldButton }));

type CallControlsProps = {
  readonly client: VoiceClient;
  readonly view: VoiceView;
  readonly state: AgentStatus['state'];
};

/** Talk or end, mute, stop speaking. */
export function CallControls({ client, view, state }: CallControlsProps) {
  const say = useSay();
  const { phase, microphone } = view;
  const isRunning = isInCall(phase);
  const isLive = phase === 'live';
  const canStop = isLive && (state === 'speaking' || state === 'thinking');

  useEffect(() => {
    if (!isLive) return undefined;
    const toggle = (pressed: KeyboardEvent) => {
      const isPlainM = pressed.key.toLowerCase() === 'm' && !hasModifier(pressed);
      if (!isPlainM || pressed.repeat || isTyping(pressed.target)) return;
      pressed.preventDefault();
      void client.toggleMuted();
    };
    window.addEventListener('keydown', toggle);
    return () => window.removeEventListener('keydown', toggle);
  }, [client, isLive]);

  return (
    <div className="controls">
      <button
        type="button"
        className={isRunning ? 'talk talk-end' : 'talk'}
        data-testid="talk-button"
        onClick={() => (isRunning ? client.end() : void client.start({ withMicrophone: true }))}
      >
        {isRunning ? <HangUpIcon /> : <MicrophoneIcon />}
        <span>{say(talkLabel(view))}</span>
      </button>
      {isRunning && (
        <div className="controls-small">
          {view.isPushToTalk && microphone !== 'off' ? (
            <Suspense>
              <HoldButton client={client} isHeard={microphone === 'live'} />
            </Suspense>
          ) : (
            <button
              type="button"
              className="quiet"
              data-testid="mute-button"
              aria-pressed={microphone !== 'live'}
              aria-keyshortcuts="m"
              aria-disabled={!isLive}
              onClick={() => isLive && void client.toggleMuted()}
            >
              {microphone === 'live' ? <MicrophoneIcon /> : <MutedIcon />}
              <span>{say(muteLabel(microphone))}</span>
              <kbd aria-hidden="true">M</kbd>
            </button>
          )}
          <button
            type="button"
            className="quiet"
            data-testid="stop-button"
            aria-disabled={!canStop}
            onClick={() => canStop && void client.interrupt()}
          >
            <StopIcon />
            <span>{say('talk.stop')}</span>
          </button>
        </div>
      )}
    </div>
  );
}

function talkLabel({ phase, sessionId }: VoiceView): ShellKey {
  if (phase === 'connecting') return 'talk.cancel';
  if (isInCall(phase)) return 'talk.end';
  if (phase === 'error') return 'talk.again';
  return sessionId === null ? 'talk.start' : 'talk.continue';
}

/** The name of a toggle stays and its pressed state changes; only turning a microphone on is another action. */
function muteLabel(microphone: VoiceView['microphone']): ShellKey {
  return microphone === 'off' ? 'talk.microphone_off' : 'talk.mute';
}
