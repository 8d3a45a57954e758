import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import { useSpeech } from '../../i18n/speech-context';
import { useApi } from '../../server/server-context';
import { DialogForm } from '../../ui/dialog-form';
import { Failure } from '../../ui/failure';
import { Field } from '../../ui/field';
import { formatWhen } from '../../ui/formats';
import { Trouble } from '../../ui/trouble';
import { AskButton } from '../common/ask-button';
import { useAttempt } from '../common/use-attempt';
import { consentQuery, memoriesQuery, type Memory, useMemoryRequests } from './memories';

type PersonMemoryProps = { readonly userId: string };

/** Whether agents may remember somebody, and what they do: read, put right, forgotten. */
export function PersonMemory({ userId }: PersonMemoryProps) {
  const { say } = useSpeech();
  const api = useApi();
  const { data: consent, error } = useQuery(consentQuery(api, userId));
  const memories = useInfiniteQuery(memoriesQuery(api, userId));
  const { allow, forget } = useMemoryRequests(userId);
  const attempt = useAttempt();
  const rows = memories.data ?? [];
  return (
    <section className="card" aria-labelledby="person-memory">
      <h2 id="person-memory">{say('people.memory')}</h2>
      {error !== null && <Failure error={error} />}
      {consent !== undefined && (
        <label className="check">
          <input
            type="checkbox"
            data-testid="memory-allowed"
            checked={consent.enabled}
            onChange={({ target }) => attempt.run(allow(target.checked))}
          />
          <span>
            {say('people.memory_allowed')}
            <small>{say('people.memory_hint')}</small>
          </span>
        </label>
      )}
      {rows.length > 0 && (
        <ul className="plain facts">
          {rows.map((memory) => (
            <Fact key={memory.id} userId={userId} memory={memory} />
          ))}
        </ul>
      )}
      {memories.data?.length === 0 && <p className="field-hint">{say('people.memory_none')}</p>}
      <div className="page-actions">
        {memories.hasNextPage && (
          <button type="button" className="quiet" onClick={() => void memories.fetchNextPage()}>
            {say('common.more')}
          </button>
        )}
        {rows.length > 0 && (
          <AskButton
            label={say('people.forget_all')}
            title={say('people.forget_all')}
            action={say('people.forget')}
            onConfirm={() => forget()}
          >
            {say('people.forget_all_hint')}
          </AskButton>
        )}
      </div>
      {attempt.error !== null && <Trouble error={attempt.error} onClose={attempt.forget} />}
    </section>
  );
}

function Fact({ userId, memory }: PersonMemoryProps & { readonly memory: Memory }) {
  const { say, locale } = useSpeech();
  const { forget, putRight } = useMemoryRequests(userId);
  const attempt = useAttempt();
  const [text, setText] = useState<string | null>(null);
  return (
    <li className="fact" data-testid="memory">
      <p>
        {memory.fact} <small>{formatWhen(memory.created_at, locale, new Date())}</small>
      </p>
      <div className="page-actions">
        <button type="button" className="quiet" onClick={() => setText(memory.fact)}>
          {say('people.put_right')}
        </button>
        <button
          type="button"
          className="quiet"
          data-testid="forget"
          onClick={() => attempt.run(forget(memory.id))}
        >
          {say('people.forget')}
        </button>
      </div>
      {text !== null && (
        <DialogForm
          title={say('people.put_right')}
          action={say('common.save')}
          onClose={() => setText(null)}
          onSubmit={() => attempt.run(putRight(memory.id, text.trim()).then(() => setText(null)))}
        >
          <Field label={say('people.fact')}>
            {(attributes) => (
              <textarea
                {...attributes}
                rows={3}
                maxLength={500}
                value={text}
                onChange={({ target }) => setText(target.value)}
              />
            )}
          </Field>
          {attempt.error !== null && <Failure error={attempt.error} />}
        </DialogForm>
      )}
      {text === null && attempt.error !== null && (
        <Trouble error={attempt.error} onClose={attempt.forget} />
      )}
    </li>
  );
}
