import { Link } from '@tanstack/react-router';
import { useState } from 'react';

import { usePageSay } from '../../i18n/speech-context';
import { DialogForm } from '../../ui/dialog-form';
import { Failure } from '../../ui/failure';
import { Field } from '../../ui/field';
import { type ImportChoices, useImportAgent } from './agent-requests';

/** Makes an agent of a document that a server has exported. */
export function ImportAgent() {
  const say = usePageSay();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        className="quiet"
        data-testid="import-agent"
        onClick={() => setIsOpen(true)}
      >
        {say('agents.import')}
      </button>
      {isOpen && <ImportForm onClose={() => setIsOpen(false)} />}
    </>
  );
}

/** Says what becomes of a name that is taken, and of what the document names and is not here, before anything is made. */
function ImportForm({ onClose }: { readonly onClose: () => void }) {
  const say = usePageSay();
  const { mutate, data: imported, error, isPending } = useImportAgent();
  const [document, setDocument] = useState<unknown>(undefined);
  const [isNoDocument, setIsNoDocument] = useState(false);
  const [query, setQuery] = useState<ImportChoices>({ on_conflict: 'rename', missing: 'refuse' });

  const read = async (file: File | undefined) => {
    try {
      setDocument(file === undefined ? undefined : (JSON.parse(await file.text()) as unknown));
      setIsNoDocument(false);
    } catch {
      // Whoever chose the file is told at its field.
      setDocument(undefined);
      setIsNoDocument(true);
    }
  };

  return (
    <DialogForm
      title={say('agents.import')}
      action={say(imported === undefined ? 'agents.import_now' : 'common.close')}
      isBusy={isPending}
      onClose={onClose}
      onSubmit={() => {
        if (imported !== undefined) onClose();
        else if (document === undefined) setIsNoDocument(true);
        else mutate({ document, query });
      }}
    >
      {imported === undefined ? (
        <>
          <Field
            label={say('agents.import_file')}
            problem={isNoDocument ? say('agents.import_no_file') : null}
          >
            {(attributes) => (
              <input
                {...attributes}
                type="file"
                accept="application/json,.json"
                data-testid="import-file"
                onChange={({ target }) => void read(target.files?.[0])}
              />
            )}
          </Field>
          <Field label={say('agents.import_conflict')}>
            {(attributes) => (
              <select
                {...attributes}
                data-testid="import-conflict"
                value={query.on_conflict}
                onChange={({ target }) =>
                  setQuery({
                    ...query,
                    on_conflict: target.value as ImportChoices['on_conflict'],
                  })
                }
              >
                <option value="rename">{say('agents.import_conflict.rename')}</option>
                <option value="overwrite">{say('agents.import_conflict.overwrite')}</option>
                <option value="refuse">{say('agents.import_conflict.refuse')}</option>
              </select>
            )}
          </Field>
          <label className="check">
            <input
              type="checkbox"
              data-testid="import-without"
              checked={query.missing === 'leave_out'}
              onChange={({ target }) =>
                setQuery({ ...query, missing: target.checked ? 'leave_out' : 'refuse' })
              }
            />
            <span>{say('agents.import_without')}</span>
          </label>
          {error !== null && <Failure error={error} />}
        </>
      ) : (
        <div role="status" data-testid="imported">
          <p>
            <Link to="/agents/$id" params={{ id: imported.agent.id }}>
              {say(`agents.import_${imported.outcome}`, { name: imported.agent.name })}
            </Link>
          </p>
          {imported.missing.length > 0 && <p>{say('agents.import_missing')}</p>}
          <ul className="told">
            {imported.missing.map(({ field, name }) => (
              <li key={`${field} ${name}`}>
                <code>{field}</code>: {name}
              </li>
            ))}
          </ul>
          {imported.secrets.length > 0 && (
            <p>{say('agents.import_secrets', { names: imported.secrets.join(', ') })}</p>
          )}
        </div>
      )}
    </DialogForm>
  );
}
