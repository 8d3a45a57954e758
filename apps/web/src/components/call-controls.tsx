import { useEffect } from 'react';

import type { AgentStatus } from '../voice/agent-status';
import type { VoiceClient } from '../voice/voice-client';
import { isInCall, type VoiceView } from '../voice/voice-view';
import { HangUpIcon, MicrophoneIcon, MutedIcon, StopIcon } from './icons';

type CallControlsProps = {
  readonly client: VoiceClient;
  readonly view: VoiceView;
  readonly state: AgentStatus['state'];
};

/** Talk or end, mute, stop speaking. */
export function CallControls({ client, view, state }: CallControlsProps) {
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
        <span>{talkLabel(view)}</span>
      </button>
      {isRunning && (
        <div className="controls-small">
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
            <span>{muteLabel(microphone)}</span>
            <kbd aria-hidden="true">M</kbd>
          </button>
          <button
            type="button"
            className="quiet"
            data-testid="stop-button"
            aria-disabled={!canStop}
            onClick={() => canStop && void client.interrupt()}
          >
            <StopIcon />
            <span>Stop speaking</span>
          </button>
        </div>
      )}
    </div>
  );
}

function talkLabel({ phase, sessionId }: VoiceView): string {
  if (phase === 'connecting') return 'Cancel';
  if (isInCall(phase)) return 'End conversation';
  if (phase === 'error') return 'Try again';
  return sessionId === null ? 'Start talking' : 'Continue talking';
}

/** The name of a toggle stays and its pressed state changes; only turning a microphone on is another action. */
function muteLabel(microphone: VoiceView['microphone']): string {
  return microphone === 'off' ? 'Microphone off' : 'Mute';
}

function hasModifier(pressed: KeyboardEvent): boolean {
  return pressed.ctrlKey || pressed.metaKey || pressed.altKey;
}

/** The letter belongs to a field or a list that takes letters. */
function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, textarea, select') !== null;
}
