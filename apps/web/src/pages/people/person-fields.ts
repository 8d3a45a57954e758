import type { FieldSpec } from '../../forms/form-spec';

/** An account, as POST and PATCH /api/users take it. */
export const newPersonFields: readonly FieldSpec[] = [
  { name: 'display_name', label: 'people.name', kind: 'text', maxLength: 255, isRequired: true },
  { name: 'email', label: 'people.email', kind: 'text', maxLength: 255 },
  {
    name: 'role',
    label: 'people.role',
    hint: 'people.role_hint',
    kind: 'choice',
    choices: [
      { value: 'owner', label: 'people.role.owner' },
      { value: 'admin', label: 'people.role.admin' },
      { value: 'member', label: 'people.role.member' },
      { value: 'guest', label: 'people.role.guest' },
    ],
  },
];

export const personFields: readonly FieldSpec[] = [
  ...newPersonFields,
  { name: 'is_active', label: 'people.is_active', hint: 'people.is_active_hint', kind: 'check' },
];

export const newPerson = { role: 'member' } as const;
