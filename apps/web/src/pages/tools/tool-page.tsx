import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';

import { usePageSay } from '../../i18n/speech-context';
import { Failure } from '../../ui/failure';
import { BackIcon } from '../../ui/icons';
import { PageHeader } from '../../ui/page-header';
import { Waiting } from '../../ui/waiting';
import { ADDED, useIsJustAdded } from '../common/just-added';
import { useTools } from '../common/tools';
import { useTitle } from '../common/use-title';
import { filledBy, modelFields, newTool, requestFields } from './tool-fields';
import { RequestForm } from './request-form';
import { useToolRequests } from './tool-requests';
import { ToolTrial } from './tool-trial';

const route = getRouteApi('/pages/tools/$id');

/** One tool that was added: its settings, and a form to try it out. */
export function ToolPage() {
  const say = usePageSay();
  const { id } = route.useParams();
  const { data: tools, error, isPending, refetch } = useTools();
  const { save, test } = useToolRequests();
  const [isSaved, setIsSaved] = useState(useIsJustAdded());
  const tool = tools?.find((one) => one.id === id && !one.read_only);
  useTitle(tool?.name ?? say('server.tools'));
  return (
    <main className="pane pane-narrow" id="main" tabIndex={-1}>
      {isPending && <Waiting />}
      {error !== null && <Failure error={error} onRetry={() => void refetch()} />}
      {tools !== undefined && tool === undefined && (
        <>
          <PageHeader title={say('frame.not_found')} back={<ToTools />} />
          <p>{say('failure.not_found')}</p>
        </>
      )}
      {tool !== undefined && (
        <>
          <PageHeader title={tool.name} back={<ToTools />} />
          <RequestForm
            modelSpecs={modelFields}
            requestSpecs={requestFields}
            key={tool.id}
            row={tool}
            kept={tool.secret_header_names}
            isSaved={isSaved}
            onSave={async (body) => {
              await save(tool.id, body);
              setIsSaved(true);
            }}
          />
          <ToolTrial
            parameters={tool.parameters}
            isReadOnly={tool.is_read_only}
            onCall={(given) => test(tool.id, given)}
          />
        </>
      )}
    </main>
  );
}

/** A new one. */
export function NewToolPage() {
  const say = usePageSay();
  const navigate = useNavigate();
  const { save } = useToolRequests();
  useTitle(say('tools.new'));
  return (
    <main className="pane pane-narrow" id="main" tabIndex={-1}>
      <PageHeader title={say('tools.new')} lead={say('tools.new_lead')} back={<ToTools />} />
      <RequestForm
        modelSpecs={modelFields}
        requestSpecs={requestFields}
        row={newTool}
        filledBy={filledBy}
        kept={[]}
        isSaved={false}
        onSave={async (body) => {
          const { parameters } = newTool;
          const { id } = await save(null, {
            name: '',
            description: '',
            url: '',
            parameters,
            ...body,
          });
          await navigate({ to: '/tools/$id', params: { id }, hash: ADDED });
        }}
      />
    </main>
  );
}

function ToTools() {
  const say = usePageSay();
  return (
    <Link to="/tools" className="back">
      <BackIcon />
      {say('server.tools')}
    </Link>
  );
}
