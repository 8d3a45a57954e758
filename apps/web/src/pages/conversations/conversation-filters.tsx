import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useEffect, useId, useState } from 'react';

import { type ConversationSearch, isChannel } from '../../app/conversation-search';
import { usePageSay } from '../../i18n/speech-context';
import { SearchIcon } from '../../ui/icons';
import { useAgents } from '../common/agents';

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
      <WordSearch words={search.q ?? ''} onWords={(q) => narrow({ q })} />
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
    </div>
  );
}

type Narrowing = {
  readonly q?: string;
  readonly agent?: string;
  readonly channel?: string;
  readonly live?: boolean;
};

function useNarrow(search: ConversationSearch): (change: Narrowing) => void {
  const navigate = useNavigate();
  return (change) => {
    const { q, agent, channel, live } = { ...search, ...change };
    void navigate({
      to: '/conversations',
      search: {
        ...(q !== undefined && q !== '' && { q }),
        ...(agent !== undefined && agent !== '' && { agent }),
        ...(isChannel(channel) && { channel }),
        ...(live === true && { live }),
      },
      replace: true,
    });
  };
}

type WordSearchProps = {
  readonly words: string;
  readonly onWords: (words: string) => void;
};

function WordSearch({ words, onWords }: WordSearchProps) {
  const say = usePageSay();
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
        data-testid="filter-words"
        aria-label={say('conversations.search')}
        placeholder={say('conversations.search')}
        maxLength={200}
        value={typed}
        onChange={({ target }) => setTyped(target.value)}
      />
    </form>
  );
}
