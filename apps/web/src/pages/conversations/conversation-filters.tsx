import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useEffect, useId, useState } from 'react';

import { type ConversationSearch, conversationSearch } from '../../app/conversation-search';
import { usePageSay } from '../../i18n/speech-context';
import { SearchIcon } from '../../ui/icons';
import { useAgents } from '../common/agents';
import { PersonName } from '../people/person-name';

/** Whoever types on has not asked yet. */
const TYPED_AFTER_MS = 300;

/** What the list is narrowed to. It stands in the address, so that "back" goes back to it. */
export function ConversationFilters({ search }: { readonly search: ConversationSearch }) {
  const say = usePageSay();
  const id = useId();
  const { data: agents = [] } = useAgents();
  const narrow = useNarrow(search);

  return (
    <div className="filters" role="search">
      <WordSearch
        label={say('conversations.search')}
        testId="filter-words"
        words={search.q ?? ''}
        onWords={(q) => narrow({ q })}
      />
      <WordSearch
        label={say('conversations.who')}
        testId="filter-user"
        words={search.user ?? ''}
        onWords={(user) => narrow({ user })}
      />
      <label className="visually-hidden" htmlFor={`${id}-agent`}>
        {say('talk.agent')}
      </label>
      <select
        id={`${id}-agent`}
        data-testid="filter-agent"
        value={search.agent ?? ''}
        onChange={({ target }) => narrow({ agent: target.value })}
      >
        <option value="">{say('conversations.all_agents')}</option>
        {agents.map((agent) => (
          <option key={agent.id} value={agent.id}>
            {agent.name}
          </option>
        ))}
      </select>
      <label className="visually-hidden" htmlFor={`${id}-channel`}>
        {say('conversations.channel')}
      </label>
      <select
        id={`${id}-channel`}
        data-testid="filter-channel"
        value={search.channel ?? ''}
        onChange={({ target }) => narrow({ channel: target.value })}
      >
        <option value="">{say('conversations.all_channels')}</option>
        <option value="webrtc">{say('channel.webrtc')}</option>
        <option value="discord">{say('channel.discord')}</option>
        <option value="websocket">{say('channel.websocket')}</option>
      </select>
      <label className="chip">
        <input
          type="checkbox"
          data-testid="filter-live"
          checked={search.live === true}
          onChange={({ target }) => narrow({ live: target.checked })}
        />
        {say('conversations.live_only')}
      </label>
      <div className="filter-days">
        <DayFilter
          label={say('conversations.from_day')}
          testId="filter-from"
          day={search.from}
          latest={search.to}
          onDay={(from) => narrow({ from })}
        />
        <DayFilter
          label={say('conversations.to_day')}
          testId="filter-to"
          day={search.to}
          earliest={search.from}
          onDay={(to) => narrow({ to })}
        />
      </div>
      {search.owner !== undefined && (
        <span className="chip">
          <PersonName id={search.owner} />
          <button
            type="button"
            className="quiet"
            data-testid="filter-owner-all"
            onClick={() => narrow({ owner: '' })}
          >
            {say('conversations.everybody')}
          </button>
        </span>
      )}
    </div>
  );
}

type Narrowing = { readonly [Filter in keyof ConversationSearch]?: unknown };

/** Changes what the list is narrowed to; what is empty narrows nothing. */
function useNarrow(search: ConversationSearch): (change: Narrowing) => void {
  const navigate = useNavigate();
  return (change) => {
    const wanted = conversationSearch({ ...search, ...change });
    void navigate({ to: '/conversations', search: wanted, replace: true });
  };
}

type DayFilterProps = {
  readonly label: string;
  readonly testId: string;
  readonly day: string | undefined;
  readonly earliest?: string | undefined;
  readonly latest?: string | undefined;
  readonly onDay: (day: string) => void;
};

/** A day where the reader is; empty narrows nothing. */
function DayFilter({ label, testId, day, earliest, latest, onDay }: DayFilterProps) {
  return (
    <label className="chip">
      {label}
      <input
        type="date"
        data-testid={testId}
        min={earliest}
        max={latest}
        value={day ?? ''}
        onChange={({ target }) => onDay(target.value)}
      />
    </label>
  );
}

type WordSearchProps = {
  readonly label: string;
  readonly testId: string;
  readonly words: string;
  readonly onWords: (words: string) => void;
};

function WordSearch({ label, testId, words, onWords }: WordSearchProps) {
  const [typed, setTyped] = useState(words);

  useEffect(() => {
    if (typed.trim() === words) return undefined;
    const timer = setTimeout(() => onWords(typed.trim()), TYPED_AFTER_MS);
    return () => clearTimeout(timer);
  }, [typed, words, onWords]);

  const submit = (submitted: FormEvent) => {
    submitted.preventDefault();
    onWords(typed.trim());
  };

  return (
    <form className="search" onSubmit={submit}>
      <SearchIcon />
      <input
        type="search"
        data-testid={testId}
        aria-label={label}
        placeholder={label}
        maxLength={200}
        value={typed}
        onChange={({ target }) => setTyped(target.value)}
      />
    </form>
  );
}
