import type { Fetch } from '@vox/outbound';
import type { ProviderHealth } from '@vox/voice-core';

/** A health page answers at once or is of no use. */
const HEALTH_TIMEOUT_MS = 5000;

type HealthRequest = {
  readonly headers?: Readonly<Record<string, string>>;
  /** The runtime's own when absent. */
  readonly fetch?: Fetch | undefined;
};

/**
 * Asks a server's health page. `judge` sees the status and the body; a server that cannot be reached is unhealthy.
 * Never rejects.
 */
export async function httpHealth(
  url: string,
  judge: (status: number, body: string) => ProviderHealth,
  { headers = {}, fetch = globalThis.fetch }: HealthRequest = {},
): Promise<ProviderHealth> {
  try {
    const response = await fetch(url, { headers, signal: AbortSignal.timeout(HEALTH_TIMEOUT_MS) });
    return judge(response.status, await response.text());
  } catch {
    return { isHealthy: false, detail: 'The server cannot be reached.' };
  }
}
