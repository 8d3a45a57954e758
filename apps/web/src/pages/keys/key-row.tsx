import { useSpeech } from '../../i18n/speech-context';
import { formatMoment, formatWhen } from '../../ui/formats';
import { PersonName } from '../people/person-name';
import { AskButton } from '../common/ask-button';
import { stateOf } from './key-state';
import { type Key, useKeyRequests } from './keys';

type KeyRowProps = {
  readonly apiKey: Key;
  /** Where keys of several people are listed. */
  readonly isOwnerShown?: boolean;
};

/** One key: whose, what for, since when, and the way to take it back. */
export function KeyRow({ apiKey, isOwnerShown = false }: KeyRowProps) {
  const { say, locale } = useSpeech();
  const now = new Date();
  // In a person's page they stand below a heading of their own.
  const Title = isOwnerShown ? 'h2' : 'h3';
  const state = stateOf(apiKey, now);
  const { name, prefix, scopes, last_used_at: used, expires_at: expires } = apiKey;
  return (
    <article className="row">
      <div className="row-text">
        <Title className="row-title">{name}</Title>
        <p className="row-about">
          {state !== 'good' && <span className="tag">{say(`keys.${state}`)}</span>}
          {isOwnerShown && (
            <span>
              <PersonName id={apiKey.user_id} />
            </span>
          )}
          <span>
            <code>{prefix}…</code>
          </span>
          <span>{scopes.map((scope) => say(`scope.${scope}`)).join(', ')}</span>
          <span>
            {used === null
              ? say('keys.never_used')
              : say('keys.used', { when: formatWhen(used, locale, now) })}
          </span>
          {state === 'good' && expires !== null && (
            <span>{say('keys.until', { when: formatMoment(expires, locale) })}</span>
          )}
        </p>
      </div>
      {state !== 'revoked' && <Revoke apiKey={apiKey} />}
    </article>
  );
}

function Revoke({ apiKey: { id, name } }: { readonly apiKey: Key }) {
  const { say } = useSpeech();
  const { revoke } = useKeyRequests();
  const title = say('keys.revoke_title', { name });
  return (
    <AskButton
      label={say('keys.revoke')}
      name={title}
      testId="revoke"
      title={title}
      action={say('keys.revoke')}
      onConfirm={() => revoke(id)}
    >
      {say('keys.revoke_hint')}
    </AskButton>
  );
}
