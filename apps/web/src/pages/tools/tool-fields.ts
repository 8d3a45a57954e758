import type { Draft, DraftValue, FieldSpec } from '../../forms/form-spec';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];

/** What the model is told of a tool. */
export const modelFields: readonly FieldSpec[] = [
  {
    name: 'name',
    label: 'tools.name',
    hint: 'tools.name_hint',
    kind: 'text',
    maxLength: 64,
    isRequired: true,
  },
  {
    name: 'description',
    label: 'tools.description',
    hint: 'tools.description_hint',
    kind: 'area',
    maxLength: 2000,
    isRequired: true,
  },
  { name: 'parameters', label: 'tools.parameters', hint: 'tools.parameters_hint', kind: 'json' },
];

/** What is asked of the server behind it. */
export const requestFields: readonly FieldSpec[] = [
  {
    name: 'workflow',
    label: 'tools.workflow',
    hint: 'tools.workflow_hint',
    kind: 'choice',
    none: 'tools.workflow.none',
    choices: [{ value: 'n8n', label: 'tools.workflow.n8n' }],
  },
  {
    name: 'method',
    label: 'tools.method',
    kind: 'choice',
    choices: METHODS.map((value) => ({ value })),
  },
  {
    name: 'url',
    label: 'tools.url',
    hint: 'tools.url_hint',
    kind: 'text',
    maxLength: 1000,
    isRequired: true,
    isWide: true,
  },
  {
    name: 'response_path',
    label: 'tools.response_path',
    hint: 'tools.response_path_hint',
    kind: 'text',
    maxLength: 200,
  },
  {
    name: 'timeout_ms',
    label: 'tools.timeout_ms',
    kind: 'number',
    min: 500,
    max: 60_000,
    step: 500,
    isRequired: true,
    foldedAt: '10000',
  },
  {
    name: 'kind',
    label: 'tools.kind',
    kind: 'choice',
    choices: [
      { value: 'wait', label: 'tools.kind.wait' },
      { value: 'background', label: 'tools.kind.background' },
      { value: 'fire', label: 'tools.kind.fire' },
    ],
    foldedAt: 'wait',
  },
  {
    name: 'is_read_only',
    label: 'tools.is_read_only',
    hint: 'tools.is_read_only_hint',
    kind: 'check',
  },
  {
    name: 'confirm',
    label: 'tools.confirm',
    kind: 'choice',
    none: 'tools.confirm.as_agent',
    choices: [
      { value: 'always', label: 'tools.confirm.always' },
      { value: 'never', label: 'tools.confirm.never' },
    ],
    foldedAt: '',
  },
  { name: 'is_enabled', label: 'tools.is_enabled', kind: 'check', foldedAt: true },
  {
    name: 'headers',
    label: 'tools.headers',
    hint: 'tools.headers_hint',
    kind: 'json',
    foldedAt: '{}',
  },
];

/** What a new tool has: one that reads. */
export const newTool = {
  method: 'GET',
  kind: 'wait',
  timeout_ms: 10_000,
  is_read_only: true,
  is_enabled: true,
  parameters: { type: 'object', properties: {}, additionalProperties: false },
  headers: {},
} as const;

/** What the server takes a new workflow for where nobody says otherwise: it does something, and takes its time. */
const ofWorkflow: Draft = { method: 'POST', timeout_ms: '30000', is_read_only: false };
const ofPlain: Draft = {
  method: newTool.method,
  timeout_ms: String(newTool.timeout_ms),
  is_read_only: newTool.is_read_only,
};

/** What a choice in the form of a new tool fills in elsewhere in it. */
export function filledBy(name: string, value: DraftValue): Draft {
  if (name !== 'workflow') return {};
  return value === 'n8n' ? ofWorkflow : ofPlain;
}
