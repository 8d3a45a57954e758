/** Where secrets are kept sealed, as `table.column`. */
export type SealedColumn =
  | 'agents.discord_token'
  | 'agents.n8n_auth'
  | 'http_tools.secret_headers'
  | 'llm_providers.api_key'
  | 'mcp_servers.secret_headers'
  | 'recordings.sealed_key'
  | 'speech_providers.api_key'
  | 'webhooks.secret';

/** Ties a sealed secret to its column and row. */
export function secretPurpose(column: SealedColumn, rowId: string): string {
  return `${column}:${rowId}`;
}
