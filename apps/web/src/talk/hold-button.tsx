import { useEffect } from 'react';

import { useSay } from '../i18n/speech-context';
import { MicrophoneIcon, MutedIcon } from '../ui/icons';
import type { VoiceClient } from '../voice/voice-client';
import { hasModifier, isTyping } from './key-presses';

type HoldButtonProps = { readonly client: VoiceClient; readonly isHeard: boolean };

/** Heard while it, or the space bar, is held down. Whatever takes the page away lets go. */
export function HoldButton({ client, isHeard }: HoldButtonProps) {
  const say = useSay();
  const { microphone } = client;

  useEffect(() => {
    const press = (pressed: KeyboardEvent) => {
      if (pressed.key !== ' ' || hasModifier(pressed) || isTaken(pressed.target)) return;
      pressed.preventDefault();
      microphone.hold(true);
    };
    const release = ({ key }: KeyboardEvent) => {
      if (key === ' ') microphone.hold(false);
    };
    const letGo = () => microphone.hold(false);
    window.addEventListener('keydown', press);
    window.addEventListener('keyup', release);
    window.addEventListener('blur', letGo);
    return () => {
      letGo();
      window.removeEventListener('keydown', press);
      window.removeEventListener('keyup', release);
      window.removeEventListener('blur', letGo);
    };
  }, [microphone]);

  return (
    <button
      type="button"
      className="quiet hold"
      data-testid="hold-button"
      aria-pressed={isHeard}
      aria-keyshortcuts="Space"
      onPointerDown={(pressed) => {
        pressed.currentTarget.setPointerCapture(pressed.pointerId);
        microphone.hold(true);
      }}
      onLostPointerCapture={() => microphone.hold(false)}
      onContextMenu={(asked) => asked.preventDefault()}
    >
      {isHeard ? <MicrophoneIcon /> : <MutedIcon />}
      <span>{say('talk.hold')}</span>
    </button>
  );
}

/** The space bar presses another button, or writes a space. */
function isTaken(target: EventTarget | null): boolean {
  if (isTyping(target)) return true;
  if (!(target instanceof Element)) return false;
  return target.closest('button:not(.hold), a, summary') !== null;
}
