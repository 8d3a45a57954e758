import { errorCode } from './connection-error';

/** What OpenSSL says of a certificate that nobody here vouches for. */
const UNTRUSTED =
  /^(DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_.*|CERT_.*|ERR_TLS_CERT_.*|HOSTNAME_MISMATCH)$/u;

/** Why a database could not be connected to, with the way out where it is ours to know; no password, no address. */
export function whyRefused(error: unknown): string {
  const code = errorCode(error);
  const message = error instanceof Error ? error.message : 'unknown';
  if (code !== undefined && UNTRUSTED.test(code)) {
    return (
      `its certificate is not trusted, ${code}: name its authority with sslrootcert=FILE or NODE_EXTRA_CA_CERTS, ` +
      'or encrypt without verifying with sslmode=require'
    );
  }
  if (/does not support SSL/u.test(message)) {
    return 'it has no TLS: use sslmode=prefer or sslmode=disable';
  }
  if (code === '28000' && /no encryption|SSL off/u.test(message)) {
    return 'it wants encrypted connections: use sslmode=require';
  }
  return code ?? message;
}
