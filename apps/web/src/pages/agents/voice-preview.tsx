import { answerOf } from '@vox/api-client';
import { useEffect, useState } from 'react';

import type { Draft } from '../../forms/form-spec';
import { numberIn } from '../../forms/number-text';
import { usePageSay } from '../../i18n/speech-context';
import { useApi } from '../../server/server-context';
import { Failure } from '../../ui/failure';
import { Field } from '../../ui/field';
import { Sound } from '../../ui/sound';

/** Says a sentence as the form has the voice just now, saved or not. */
export function VoicePreview({ draft }: { readonly draft: Draft }) {
  const say = usePageSay();
  const api = useApi();
  const [text, setText] = useState(() => say('agents.preview_text'));
  const [sound, setSound] = useState<string | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [isBusy, setIsBusy] = useState(false);

  useEffect(() => {
    if (sound === null) return undefined;
    return () => URL.revokeObjectURL(sound);
  }, [sound]);

  const speak = async () => {
    setIsBusy(true);
    setError(null);
    try {
      const body = { text, format: 'wav' as const, ...voiceOf(draft) };
      const answer = await api.POST('/api/speech', { body, parseAs: 'blob' });
      setSound(URL.createObjectURL(answerOf<Blob>(answer)));
    } catch (refused) {
      setError(refused);
    } finally {
      setIsBusy(false);
    }
  };

  return (
    <div className="preview">
      <Field label={say('agents.preview')} hint={say('agents.preview_hint')}>
        {(attributes) => (
          <input
            {...attributes}
            data-testid="preview-text"
            maxLength={300}
            value={text}
            onChange={({ target }) => setText(target.value)}
          />
        )}
      </Field>
      <div className="preview-actions">
        <button
          type="button"
          className="quiet"
          data-testid="preview-speak"
          aria-disabled={isBusy || text.trim() === ''}
          onClick={() => {
            if (!isBusy && text.trim() !== '') void speak();
          }}
        >
          {say('agents.preview_speak')}
        </button>
        {sound !== null && <Sound src={sound} data-testid="preview-sound" aria-label={text} />}
      </div>
      {error !== null && <Failure error={error} />}
    </div>
  );
}

/** The voice of a draft, as POST /api/speech takes it. */
export function voiceOf(draft: Draft) {
  const number = (name: string) => {
    const value = draft[name];
    return typeof value === 'string' ? numberIn(value) : undefined;
  };
  const text = (name: string) => {
    const value = draft[name];
    return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
  };
  const found = {
    voice: text('tts_voice'),
    language: text('tts_language'),
    rate: number('tts_rate'),
    pitch: number('tts_pitch'),
    volume: number('tts_volume'),
  };
  return Object.fromEntries(
    Object.entries(found).filter(([, value]) => value !== undefined),
  ) as Partial<{ voice: string; language: string; rate: number; pitch: number; volume: number }>;
}
