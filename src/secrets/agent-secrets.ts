/** Ties a sealed secret to its column and row. */
export function agentSecretPurpose(column: 'n8n_auth', agentId: string): string {
  return `agents.${column}:${agentId}`;
}
