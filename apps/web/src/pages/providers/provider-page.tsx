import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';

import { FormSection } from '../../forms/form-section';
import { SaveBar } from '../../forms/save-bar';
import { type FormState, useDraft } from '../../forms/use-draft';
import { usePageSay } from '../../i18n/speech-context';
import { Failure } from '../../ui/failure';
import { BackIcon } from '../../ui/icons';
import { PageHeader } from '../../ui/page-header';
import { Waiting } from '../../ui/waiting';
import { ADDED, useIsJustAdded } from '../common/just-added';
import { type Provider, type ProviderRole, useProviders } from '../common/providers';
import { useTitle } from '../common/use-title';
import { newProvider, providerFields } from './provider-fields';
import { useProviderRequests } from './provider-requests';
import { ProviderTrial } from './provider-trial';

const oneRoute = getRouteApi('/pages/providers/$role/$id');
const newRoute = getRouteApi('/pages/providers/$role/new');

/** The settings of one server that was added. */
export function ProviderPage() {
  const say = usePageSay();
  const { role, id } = oneRoute.useParams();
  const { data: providers, error, isPending, refetch } = useProviders(role);
  const provider = providers?.find((one) => one.id === id && !one.read_only);
  useTitle(provider?.name ?? say('server.providers'));
  return (
    <main className="pane pane-narrow" id="main" tabIndex={-1}>
      {isPending && <Waiting />}
      {error !== null && <Failure error={error} onRetry={() => void refetch()} />}
      {providers !== undefined && provider === undefined && (
        <>
          <PageHeader title={say('frame.not_found')} back={<ToProviders role={role} />} />
          <p>{say('failure.not_found')}</p>
        </>
      )}
      {provider !== undefined && (
        <EditProvider key={`${role} ${provider.id}`} role={role} provider={provider} />
      )}
    </main>
  );
}

/** A new one. */
export function NewProviderPage() {
  const say = usePageSay();
  const navigate = useNavigate();
  const { role } = newRoute.useParams();
  const { save } = useProviderRequests(role);
  const row = newProvider[role];
  useTitle(say('providers.new'));
  const form = useDraft(providerFields[role], row, async (body) => {
    const { kind } = row;
    const { id } = await save(null, { name: '', kind, ...body });
    await navigate({ to: '/providers/$role/$id', params: { role, id }, hash: ADDED });
  });
  return (
    <main className="pane pane-narrow" id="main" tabIndex={-1}>
      <PageHeader title={say('providers.new')} back={<ToProviders role={role} />} />
      <ProviderForm role={role} form={form} row={row} isSaved={false} models={[]} />
    </main>
  );
}

function EditProvider({
  role,
  provider,
}: {
  readonly role: ProviderRole;
  readonly provider: Provider;
}) {
  const isJustAdded = useIsJustAdded();
  const [isSaved, setIsSaved] = useState(isJustAdded);
  const { save } = useProviderRequests(role);
  const form = useDraft(providerFields[role], provider, async (body) => {
    await save(provider.id, body);
    setIsSaved(true);
  });
  return (
    <>
      <PageHeader title={provider.name} back={<ToProviders role={role} />} />
      <section className="card">
        <ProviderTrial role={role} provider={provider} isAutomatic={isJustAdded} />
      </section>
      <ProviderForm
        role={role}
        form={form}
        row={provider}
        isSaved={isSaved}
        models={provider.models ?? []}
        voices={provider.voices?.map(({ id }) => id) ?? []}
      />
    </>
  );
}

type ProviderFormProps = {
  readonly role: ProviderRole;
  readonly form: FormState;
  readonly row: Readonly<Record<string, unknown>>;
  readonly isSaved: boolean;
  readonly models: readonly string[];
  readonly voices?: readonly string[];
};

function ProviderForm({ role, form, row, isSaved, models, voices = [] }: ProviderFormProps) {
  const say = usePageSay();
  return (
    <form
      className="form"
      noValidate
      onSubmit={(submitted) => {
        submitted.preventDefault();
        if (!form.isBusy) void form.submit();
      }}
    >
      <FormSection
        title={say(`providers.role.${role}`)}
        specs={providerFields[role]}
        form={form}
        row={row}
        suggestions={{ model: models, default_model: models, voice: voices }}
      />
      <SaveBar form={form} isSaved={isSaved} />
    </form>
  );
}

function ToProviders({ role }: { readonly role: ProviderRole }) {
  const say = usePageSay();
  return (
    <Link to="/providers" search={{ role }} className="back">
      <BackIcon />
      {say('server.providers')}
    </Link>
  );
}
