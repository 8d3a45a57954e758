import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';

import { useApi } from '../../server/server-context';
import { personQuery } from './people';

/** Who somebody is, as far as it is known, and the way to their page. */
export function PersonName({ id }: { readonly id: string }) {
  const { data } = useQuery(personQuery(useApi(), id));
  return (
    <Link to="/people/$id" params={{ id }}>
      {data?.display_name ?? id.slice(0, 8)}
    </Link>
  );
}
