import { answerOf, ApiRefusal } from '@vox/api-client';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';

import { usePageSay } from '../../i18n/speech-context';
import { useApi } from '../../server/server-context';
import { Field } from '../../ui/field';
import { Trouble } from '../../ui/trouble';
import type { Me } from '../common/me';
import { useAttempt } from '../common/use-attempt';

/** Who somebody is in Discord: said with a code that the bot has told them there, and ended again. */
export function DiscordLink({ discord }: Pick<Me, 'discord'>) {
  const say = usePageSay();
  const api = useApi();
  const queries = useQueryClient();
  const attempt = useAttempt();
  const [code, setCode] = useState('');
  const isNoCode = attempt.error instanceof ApiRefusal && attempt.error.status === 404;
  const changed = () => queries.invalidateQueries({ queryKey: ['me'] });
  const link = async () => {
    answerOf(await api.POST('/api/me/discord', { body: { code: code.trim() } }));
    setCode('');
    await changed();
  };
  const unlink = async () => {
    answerOf(await api.DELETE('/api/me/discord'));
    await changed();
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    attempt.run(link());
  };
  return (
    <section className="card" aria-labelledby="account-discord">
      <h2 id="account-discord">{say('account.discord')}</h2>
      {discord === null ? (
        <form onSubmit={onSubmit}>
          <Field
            label={say('account.discord_code')}
            hint={say('account.discord_hint')}
            problem={isNoCode ? say('account.discord_no_code') : null}
          >
            {(attributes) => (
              <input
                {...attributes}
                data-testid="discord-code"
                maxLength={20}
                autoComplete="one-time-code"
                autoCapitalize="characters"
                spellCheck={false}
                value={code}
                onChange={({ target }) => setCode(target.value)}
              />
            )}
          </Field>
          <div className="page-actions">
            <button
              type="submit"
              className="primary"
              data-testid="link-discord"
              disabled={code.trim() === ''}
            >
              {say('account.discord_link')}
            </button>
          </div>
        </form>
      ) : (
        <>
          <p data-testid="discord-user">{say('account.discord_is', { id: discord.user_id })}</p>
          <p className="field-hint">{say('account.discord_ends')}</p>
          <div className="page-actions">
            <button
              type="button"
              className="quiet"
              data-testid="unlink-discord"
              onClick={() => attempt.run(unlink())}
            >
              {say('account.discord_unlink')}
            </button>
          </div>
        </>
      )}
      {attempt.error !== null && !isNoCode && (
        <Trouble error={attempt.error} onClose={attempt.forget} />
      )}
    </section>
  );
}
