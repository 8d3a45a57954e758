import type { AppConfig } from './app-config';
import { isLoopback } from './loopback';

/** Whether whoever comes has to say who they are: everywhere but where only this machine reaches, unless it is said otherwise. */
export function asksWhoComes({ server, login }: Pick<AppConfig, 'server' | 'login'>): boolean {
  const { VOXBRIDGE_API_KEY, ALLOW_UNAUTHENTICATED, HOST } = server;
  if (VOXBRIDGE_API_KEY !== undefined || login.OIDC_ISSUER !== undefined) return true;
  return !ALLOW_UNAUTHENTICATED && !isLoopback(HOST);
}
