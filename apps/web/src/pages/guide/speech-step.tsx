import { answerOf } from '@vox/api-client';
import { useEffect, useState } from 'react';

import { usePageSay } from '../../i18n/speech-context';
import { useApi } from '../../server/server-context';
import { Sound } from '../../ui/sound';
import { recordSpeech } from './record-speech';
import type { StepProps } from './guide-steps';
import { StepCard } from './step-card';
import { useCheck } from './use-check';

/** The microphone is heard, what was said is understood, and the voice says it back. */
export function SpeechStep({ place, wasDone, onFound }: StepProps) {
  const say = usePageSay();
  const api = useApi();
  const [sound, setSound] = useState<string | null>(null);

  useEffect(() => {
    if (sound === null) return undefined;
    return () => URL.revokeObjectURL(sound);
  }, [sound]);

  const listen = async () => {
    if (typeof MediaRecorder === 'undefined') {
      return { isDone: false, words: say('guide.no_recorder') };
    }
    let recording: Blob;
    try {
      recording = await recordSpeech();
    } catch {
      return { isDone: false, words: say('problem.microphone_denied.advice') };
    }
    const { text } = answerOf(
      await api.POST('/api/transcriptions', {
        body: recording as never,
        bodySerializer: (file: unknown) => file as Blob,
        headers: { 'content-type': 'audio/wav' },
      }),
    );
    if (text.trim() === '') return { isDone: false, words: say('guide.heard_nothing') };
    const body = { text, format: 'wav' as const };
    const answer = await api.POST('/api/speech', { body, parseAs: 'blob' });
    setSound(URL.createObjectURL(answerOf<Blob>(answer)));
    return { isDone: true, words: say('guide.heard', { text }) };
  };

  const check = useCheck(listen, { wasDone, onFound: (isDone) => onFound('speech', isDone) });
  return (
    <StepCard step="speech" place={place} check={check} meanwhile={say('guide.say_something')}>
      {sound !== null && (
        <Sound src={sound} data-testid="guide-sound" aria-label={say('guide.says_back')} />
      )}
    </StepCard>
  );
}
