import type { PageKey } from '../i18n/en/pages';
import type { Draft, DraftValue, FieldSpec } from './form-spec';
import { numberIn } from './number-text';

type Fields = Readonly<Record<string, unknown>>;

/** What a form starts with: the row's values, or empty fields. `defaults` are those of a new row. */
export function toDraft(specs: readonly FieldSpec[], row: Fields): Draft {
  return Object.fromEntries(specs.map((spec) => [spec.name, draftOf(spec, at(row, spec.name))]));
}

export type Written = {
  /** Only what differs from what the form started with. */
  readonly body: Fields;
  /** What cannot be sent, by the names of the fields. */
  readonly problems: Readonly<Record<string, PageKey>>;
};

/** What to send for a draft that began as `before`. A new row is sent all that was filled in. */
export function toBody(specs: readonly FieldSpec[], draft: Draft, before: Draft): Written {
  const body: Record<string, unknown> = {};
  const problems: Record<string, PageKey> = {};
  const isSame = ({ name }: FieldSpec) => same(draft[name] ?? null, before[name] ?? null);
  const wholes = new Set(
    specs.flatMap((one) => (one.isWhole === true && !isSame(one) ? [rootOf(one)] : [])),
  );
  for (const root of wholes) body[root] = null;
  for (const spec of specs) {
    const isOfWhole = spec.isWhole === true && wholes.has(rootOf(spec));
    if (!isOfWhole && isSame(spec)) continue;
    const value = valueOf(spec, draft[spec.name] ?? null);
    if (value === undefined) problems[spec.name] = unreadable(spec);
    else if (!isOfWhole || value !== null) put(body, spec.name, value);
  }
  return { body, problems };
}

/** `draft` once the server has taken `sent`: of a secret that was sent nothing is left to send, and nothing to show. */
export function afterSending(specs: readonly FieldSpec[], draft: Draft, sent: Draft): Draft {
  const isSent = ({ kind, name }: FieldSpec) => kind === 'secret' && draft[name] === sent[name];
  return { ...draft, ...Object.fromEntries(specs.filter(isSent).map(({ name }) => [name, ''])) };
}

function rootOf({ name }: FieldSpec): string {
  return name.split('.')[0] ?? name;
}

export function isChanged(draft: Draft, before: Draft): boolean {
  return Object.keys(draft).some((name) => !same(draft[name] ?? null, before[name] ?? null));
}

function draftOf(spec: FieldSpec, value: unknown): DraftValue {
  switch (spec.kind) {
    case 'check':
      return value === true;
    case 'lines':
      return Array.isArray(value) ? value.join('\n') : '';
    case 'json':
      return value === undefined || value === null ? '' : JSON.stringify(value, null, 2);
    case 'list':
    case 'several':
      return Array.isArray(value) ? (value as readonly unknown[]) : null;
    case 'secret':
      return '';
    case 'text':
    case 'area':
    case 'number':
    case 'choice':
      return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  }
}

function unreadable({ kind }: FieldSpec): PageKey {
  return kind === 'number' ? 'form.no_number' : 'form.no_json';
}

/** Undefined: it is no value of its kind. */
function valueOf(spec: FieldSpec, value: DraftValue): unknown {
  switch (spec.kind) {
    case 'check':
    case 'list':
    case 'several':
      return value;
    case 'lines':
      return textOf(value)
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== '');
    case 'json':
      return textOf(value).trim() === '' ? {} : parsed(textOf(value));
    // Null takes the secret away: the form says so by a draft of null.
    case 'secret':
      return value;
    case 'number':
      return textOf(value).trim() === '' ? null : numberIn(textOf(value));
    case 'text':
    case 'area':
      return textOf(value).trim() === '' && spec.isRequired !== true ? null : textOf(value);
    case 'choice':
      return textOf(value) === '' ? null : value;
  }
}

function textOf(value: DraftValue): string {
  return typeof value === 'string' ? value : '';
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Whoever typed it is told at its field.
    return undefined;
  }
}

function same(one: DraftValue, other: DraftValue): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}

function at(row: Fields, name: string): unknown {
  return name
    .split('.')
    .reduce<unknown>((value, part) => (value as Fields | null | undefined)?.[part], row);
}

function put(body: Record<string, unknown>, name: string, value: unknown): void {
  const [first = '', ...rest] = name.split('.');
  if (rest.length === 0) body[first] = value;
  else {
    const inner = (body[first] ?? {}) as Record<string, unknown>;
    body[first] = inner;
    put(inner, rest.join('.'), value);
  }
}
