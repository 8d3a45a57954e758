import { answerOf, type ApiClient } from '@vox/api-client';
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';

import { FormSection } from '../../forms/form-section';
import { SaveBar } from '../../forms/save-bar';
import { useDraft } from '../../forms/use-draft';
import { usePageSay } from '../../i18n/speech-context';
import { useApi } from '../../server/server-context';
import { Failure } from '../../ui/failure';
import { PageHeader } from '../../ui/page-header';
import { Waiting } from '../../ui/waiting';
import { ServerTabs } from '../common/server-tabs';
import { useTitle } from '../common/use-title';
import { RetentionCard } from './retention-card';
import {
  explained,
  hearingFields,
  limitFields,
  operationFields,
  type Setting,
  setHere,
  settingFields,
  speakingFields,
} from './setting-fields';

/** What may be changed while the server runs. */
export function SettingsPage() {
  const say = usePageSay();
  const { data: settings, error, isPending, refetch } = useQuery(settingsQuery(useApi()));
  useTitle(say('server.settings'));
  return (
    <main className="pane" id="main" tabIndex={-1}>
      <ServerTabs at="/settings" />
      <PageHeader title={say('server.settings')} lead={say('settings.lead')} />
      {isPending && <Waiting />}
      {error !== null && <Failure error={error} onRetry={() => void refetch()} />}
      {settings !== undefined && (
        <>
          <SettingsForm settings={settings} />
          <RetentionCard />
          <p className="field-hint">{say('settings.elsewhere')}</p>
        </>
      )}
    </main>
  );
}

function SettingsForm({ settings }: { readonly settings: readonly Setting[] }) {
  const say = usePageSay();
  const api = useApi();
  const queries = useQueryClient();
  const [isSaved, setIsSaved] = useState(false);
  const row = setHere(settings);
  const form = useDraft(settingFields, row, async (body) => {
    queries.setQueryData(['settings'], answerOf(await api.PATCH('/api/settings', { body })));
    setIsSaved(true);
  });
  const section = { form, row };
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
        title={say('settings.hearing')}
        specs={explained(hearingFields, settings)}
        {...section}
      />
      <FormSection
        title={say('settings.speaking')}
        specs={explained(speakingFields, settings)}
        {...section}
      />
      <FormSection
        title={say('settings.limits')}
        specs={explained(limitFields, settings)}
        {...section}
      />
      <FormSection
        title={say('settings.operation')}
        specs={explained(operationFields, settings)}
        {...section}
      />
      <SaveBar form={form} isSaved={isSaved} />
    </form>
  );
}

function settingsQuery(api: ApiClient) {
  return queryOptions({
    queryKey: ['settings'],
    queryFn: async ({ signal }) => answerOf(await api.GET('/api/settings', { signal })),
  });
}
