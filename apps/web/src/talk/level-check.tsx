import { useEffect, useState } from 'react';

import { useSay } from '../i18n/speech-context';
import type { ShellKey } from '../i18n/en/shell';
import type { VoiceClient } from '../voice/voice-client';
import { calibrate, type Calibration } from './calibration';

/** How long is listened to the room, and then to the person. */
const QUIET_MS = 2000;
const SPEECH_MS = 4000;
const EVERY_MS = 50;

const TOLD: Readonly<Record<Calibration['verdict'], ShellKey>> = {
  set: 'talk.calibrated',
  unheard: 'talk.calibrated_unheard',
  noisy: 'talk.calibrated_noisy',
};

type LevelCheckProps = { readonly client: VoiceClient; readonly onClose: () => void };

/** Listens to the room, then to the person, and makes them as loud as speech is to be. The agent hears nothing of it. */
export function LevelCheck({ client, onClose }: LevelCheckProps) {
  const say = useSay();
  const [told, setTold] = useState<ShellKey>('talk.calibrate_quiet');
  const [isDone, setIsDone] = useState(false);

  useEffect(() => {
    const room: number[] = [];
    const speech: number[] = [];
    const beganAtMs = performance.now();
    const { microphone } = client;
    microphone.keepAside(true);
    const stop = () => {
      clearInterval(timer);
      microphone.keepAside(false);
    };
    const timer = setInterval(() => {
      const tookMs = performance.now() - beganAtMs;
      const level = client.microphoneLevel();
      if (tookMs < QUIET_MS) room.push(level);
      else if (tookMs < QUIET_MS + SPEECH_MS) {
        setTold('talk.calibrate_speak');
        speech.push(level);
      } else {
        stop();
        const { verdict, gain } = calibrate(room, speech);
        setTold(TOLD[verdict]);
        setIsDone(true);
        if (gain !== 1) void microphone.amplifyBy(gain);
      }
    }, EVERY_MS);
    return stop;
  }, [client]);

  return (
    <p className="level-check" role="status" data-testid="level-check" data-done={isDone}>
      {say(told)}
      {isDone && (
        <button type="button" className="quiet" onClick={onClose}>
          {say('talk.dismiss')}
        </button>
      )}
    </p>
  );
}
