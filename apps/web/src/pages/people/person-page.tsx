import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';

import { usePageSay } from '../../i18n/speech-context';
import { useApi } from '../../server/server-context';
import { Failure } from '../../ui/failure';
import { BackIcon } from '../../ui/icons';
import { PageHeader } from '../../ui/page-header';
import { Waiting } from '../../ui/waiting';
import { AskButton } from '../common/ask-button';
import { useTitle } from '../common/use-title';
import { PersonKeys } from '../keys/person-keys';
import { type Person, personQuery, usePersonRequests } from './people';
import { PersonData } from './person-data';
import { newPerson, newPersonFields, personFields } from './person-fields';
import { PersonForm } from './person-form';
import { PersonMemory } from './person-memory';

const route = getRouteApi('/pages/people/$id');

/** One account: who it is, their keys, what is remembered and kept of them. */
export function PersonPage() {
  const say = usePageSay();
  const { id } = route.useParams();
  const { data: person, error, isPending, refetch } = useQuery(personQuery(useApi(), id));
  useTitle(person?.display_name ?? say('server.people'));
  return (
    <main className="pane pane-narrow" id="main" tabIndex={-1}>
      {isPending && <Waiting />}
      {error !== null && (
        <>
          <PageHeader title={say('server.people')} back={<ToPeople />} />
          <Failure error={error} onRetry={() => void refetch()} />
        </>
      )}
      {person !== undefined && <OnePerson key={person.id} person={person} />}
    </main>
  );
}

/** A new account. */
export function NewPersonPage() {
  const say = usePageSay();
  const navigate = useNavigate();
  const { save } = usePersonRequests();
  useTitle(say('people.new'));
  return (
    <main className="pane pane-narrow" id="main" tabIndex={-1}>
      <PageHeader title={say('people.new')} lead={say('people.new_lead')} back={<ToPeople />} />
      <PersonForm
        specs={newPersonFields}
        row={newPerson}
        onSave={async (body) => {
          const { id } = await save(null, { display_name: '', ...body });
          await navigate({ to: '/people/$id', params: { id } });
        }}
      />
    </main>
  );
}

function OnePerson({ person }: { readonly person: Person }) {
  const say = usePageSay();
  const { save } = usePersonRequests();
  const { id, display_name: name } = person;
  return (
    <>
      <PageHeader title={name} back={<ToPeople />}>
        <Link to="/conversations" search={{ owner: id }} className="quiet">
          {say('frame.conversations')}
        </Link>
        <Link to="/audit" search={{ user: id }} className="quiet">
          {say('people.what_they_did')}
        </Link>
        <DeletePerson person={person} />
      </PageHeader>
      <PersonForm
        specs={personFields}
        row={person}
        onSave={async (body) => {
          await save(id, body);
        }}
      />
      <PersonKeys person={person} />
      <PersonMemory userId={id} />
      <PersonData userId={id} name={name} />
    </>
  );
}

/** Refused while sessions are theirs; an erasure takes those, too. */
function DeletePerson({ person: { id, display_name: name } }: { readonly person: Person }) {
  const say = usePageSay();
  const navigate = useNavigate();
  const { remove } = usePersonRequests();
  return (
    <AskButton
      label={say('common.delete')}
      testId="delete"
      title={say('agents.delete_title', { name })}
      action={say('common.delete')}
      onConfirm={() => remove(id).then(() => navigate({ to: '/people' }))}
    >
      {say('people.delete_hint')}
    </AskButton>
  );
}

function ToPeople() {
  const say = usePageSay();
  return (
    <Link to="/people" className="back">
      <BackIcon />
      {say('server.people')}
    </Link>
  );
}
