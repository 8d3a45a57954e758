import type { ServerAccess } from '@vox/outbound';
import type { ProviderHealth } from '@vox/voice-core';

import { httpHealth } from '../common/http-health';
import { whisperXHealth } from './whisperx.schema';

/** The server answers HTTP on the port after its socket's. */
export function whisperXHealthUrl(socketUrl: string): string {
  const url = new URL(socketUrl);
  const isSecure = url.protocol === 'wss:';
  const port = Number(url.port || (isSecure ? 443 : 80)) + 1;
  return `${isSecure ? 'https' : 'http'}://${url.hostname}:${port}/health`;
}

/** What the health page says; undefined when there is none that speaks this language. Never rejects. */
export async function whisperXPageHealth(
  url: string,
  { fetch }: ServerAccess = {},
): Promise<ProviderHealth | undefined> {
  let page: ProviderHealth | undefined;
  const judge = (status: number, body: string) => {
    const health = parsed(body);
    if (status === 200 && health !== undefined) page = judged(health);
    return { isHealthy: page !== undefined };
  };
  await httpHealth(url, judge, { fetch });
  return page;
}

type Health = ReturnType<typeof whisperXHealth.parse>;

function judged({ status, model, device }: Health): ProviderHealth {
  if (status !== 'ready') return { isHealthy: false, detail: `The server is ${status}.` };
  const parts = [model, device].filter((part) => part !== undefined);
  return { isHealthy: true, ...(parts.length === 0 ? {} : { detail: parts.join(' on ') }) };
}

function parsed(body: string): Health | undefined {
  try {
    return whisperXHealth.safeParse(JSON.parse(body)).data;
  } catch {
    // A proxy's error page: not the server's word.
    return undefined;
  }
}
