import { Link, useNavigate } from '@tanstack/react-router';

import { usePageSay } from '../../i18n/speech-context';
import type { Provider, ProviderRole } from '../common/providers';
import { RowActions } from '../common/row-actions';
import { ProviderTrial } from './provider-trial';
import { useProviderRequests } from './provider-requests';

type ProviderCardProps = { readonly role: ProviderRole; readonly provider: Provider };

/** One server: what it is, whether it is asked, and whether it works when it is tried. */
export function ProviderCard({ role, provider }: ProviderCardProps) {
  const say = usePageSay();
  const { id, name, kind, base_url, read_only, is_enabled, problem, models = [] } = provider;
  const facts = [
    kind,
    base_url,
    provider.default_model ?? provider.model ?? null,
    models.length > 0 ? say('providers.models_count', { count: models.length }) : null,
    provider.voice ?? null,
  ].filter((fact): fact is string => fact !== null);
  return (
    <li className="card provider" data-testid="provider">
      <div className="agent-top">
        <h2 className="row-title">
          {read_only ? (
            name
          ) : (
            <Link to="/providers/$role/$id" params={{ role, id }}>
              {name}
            </Link>
          )}
        </h2>
        {read_only && <span className="tag">{say('providers.read_only')}</span>}
        {!is_enabled && <span className="tag">{say('agents.inactive')}</span>}
        {!read_only && <ProviderActions role={role} provider={provider} />}
      </div>
      <p className="row-about">
        {facts.map((fact) => (
          <span key={fact}>{fact}</span>
        ))}
      </p>
      {problem !== null && <p className="field-problem">{problem}</p>}
      <ProviderTrial role={role} provider={provider} />
    </li>
  );
}

function ProviderActions({ role, provider: { id, name } }: ProviderCardProps) {
  const navigate = useNavigate();
  const { remove } = useProviderRequests(role);
  return (
    <RowActions
      name={name}
      onEdit={() => void navigate({ to: '/providers/$role/$id', params: { role, id } })}
      remove={() => remove(id)}
      deleteHint="providers.delete_hint"
    />
  );
}
