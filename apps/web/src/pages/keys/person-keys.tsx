import { useInfiniteQuery } from '@tanstack/react-query';

import { usePageSay } from '../../i18n/speech-context';
import { useApi } from '../../server/server-context';
import { Failure } from '../../ui/failure';
import type { Person } from '../people/people';
import { KeyRow } from './key-row';
import { keysQuery } from './keys';
import { NewKey } from './new-key';

/** The keys of one person. */
export function PersonKeys({ person }: { readonly person: Person }) {
  const say = usePageSay();
  const keys = useInfiniteQuery(keysQuery(useApi(), person.id));
  return (
    <section className="card" aria-labelledby="person-keys">
      <h2 id="person-keys">{say('server.keys')}</h2>
      {keys.error !== null && <Failure error={keys.error} />}
      {keys.data?.length === 0 && <p className="field-hint">{say('keys.none_hint')}</p>}
      <ul className="plain facts">
        {keys.data?.map((key) => (
          <li key={key.id} data-testid="key">
            <KeyRow apiKey={key} />
          </li>
        ))}
      </ul>
      <div className="page-actions">
        {keys.hasNextPage && (
          <button type="button" className="quiet" onClick={() => void keys.fetchNextPage()}>
            {say('common.more')}
          </button>
        )}
        <NewKey owner={person} />
      </div>
    </section>
  );
}
