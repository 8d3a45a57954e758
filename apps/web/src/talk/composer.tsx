import { type FormEvent, useState } from 'react';

import { useSay } from '../i18n/speech-context';
import type { VoiceClient } from '../voice/voice-client';
import type { Phase } from '../voice/voice-view';
import { SendIcon } from '../ui/icons';

const MAX_TEXT_LENGTH = 4000;

type ComposerProps = { readonly client: VoiceClient; readonly phase: Phase };

/** For when speaking is no option. The answer is spoken all the same. */
export function Composer({ client, phase }: ComposerProps) {
  const say = useSay();
  const [text, setText] = useState('');
  const isWaiting = phase === 'connecting' || phase === 'reconnecting';
  const canSend = text.trim() !== '' && !isWaiting;

  const send = async (submitted: FormEvent) => {
    submitted.preventDefault();
    if (!canSend) return;
    const message = text.trim();
    setText('');
    const isSent = await client.sendText(message);
    // Words are not lost to a bad line; what was typed meanwhile stays.
    if (!isSent) setText((typed) => (typed === '' ? message : typed));
  };

  return (
    <form className="composer" onSubmit={(submitted) => void send(submitted)}>
      <label className="visually-hidden" htmlFor="text-input">
        {say('talk.type_label')}
      </label>
      <input
        id="text-input"
        data-testid="text-input"
        type="text"
        autoComplete="off"
        enterKeyHint="send"
        maxLength={MAX_TEXT_LENGTH}
        placeholder={say('talk.type')}
        value={text}
        onChange={(changed) => setText(changed.target.value)}
      />
      <button
        type="submit"
        className="send"
        data-testid="text-send"
        aria-label={say('talk.send')}
        aria-disabled={!canSend}
      >
        <SendIcon />
      </button>
    </form>
  );
}
