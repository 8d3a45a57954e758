/** What a server does: answers, hears or speaks. */
type Role = 'llm' | 'stt' | 'tts';

/** Which servers the list shows. */
export type ProviderSearch = { readonly role?: Role };

/** What an address says; the list begins with those that answer. */
export function providerSearch({ role }: Readonly<Record<string, unknown>>): ProviderSearch {
  return isRole(role) ? { role } : {};
}

/** Of an address that names no role there are those that answer. */
export function providerRole({ role }: { readonly role: string }): { role: Role } {
  return { role: isRole(role) ? role : 'llm' };
}

export function providerRoleAndId(params: { readonly role: string; readonly id: string }) {
  return { ...providerRole(params), id: params.id };
}

function isRole(value: unknown): value is Role {
  return value === 'llm' || value === 'stt' || value === 'tts';
}
