import type { ConsentKind } from '@vox/protocol';
import { Dialog } from 'radix-ui';
import { useState } from 'react';

import { consent as de } from '../i18n/de/consent';
import { consent as en, type ConsentText } from '../i18n/en/consent';
import { consent as es } from '../i18n/es/consent';
import { consent as fr } from '../i18n/fr/consent';
import { fill, type Say } from '../i18n/message';
import { useSpeech } from '../i18n/speech-context';
import type { VoiceClient } from '../voice/voice-client';
import type { VoiceView } from '../voice/voice-view';

const texts = { de, en, es, fr };

type ConsentQuestionProps = { readonly client: VoiceClient; readonly view: VoiceView };

/** Asks whoever sits here for what the agent wants to be allowed, one after another, and lets them take it back. */
export function ConsentQuestion({ client, view }: ConsentQuestionProps) {
  const { language, locale } = useSpeech();
  const say: Say<ConsentText> = (key, values) => fill(texts[language][key], locale, values);
  const [unanswered, leaveUnanswered] = useState<readonly ConsentKind[] | null>(null);
  const { asked, required, allowed } = view.conversation.consents;
  const [kind] = asked;
  const answer = (given: boolean) => kind !== undefined && void client.allow(kind, given);
  return (
    <>
      {allowed.map((one) => (
        <button
          key={one}
          type="button"
          className="quiet"
          data-testid={`withdraw-${one}`}
          onClick={() => void client.allow(one, false)}
        >
          {say(`consent.withdraw_${one}`)}
        </button>
      ))}
      {kind !== undefined && unanswered !== asked && (
        <Dialog.Root open onOpenChange={(isOpen) => !isOpen && leaveUnanswered(asked)}>
          <Dialog.Portal>
            <Dialog.Overlay className="dialog-backdrop" />
            <Dialog.Content className="dialog" data-testid="consent-question">
              <Dialog.Title>{say(`consent.${kind}`, { agent: view.agentName ?? '' })}</Dialog.Title>
              <Dialog.Description>{say('consent.own')}</Dialog.Description>
              {required.includes(kind) && <p>{say('consent.required')}</p>}
              <div className="dialog-actions">
                <button
                  type="button"
                  className="quiet"
                  data-testid="consent-refuse"
                  onClick={() => answer(false)}
                >
                  {say('consent.refuse')}
                </button>
                <button
                  type="button"
                  className="primary"
                  data-testid="consent-allow"
                  onClick={() => answer(true)}
                >
                  {say('consent.allow')}
                </button>
              </div>
            </Dialog.Content>
          </Dialog.Portal>
        </Dialog.Root>
      )}
    </>
  );
}
