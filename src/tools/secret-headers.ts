import { Injectable } from '@nestjs/common';

import { openedSecret, SecretBox, secretPurpose } from '../secrets';

/** Where they are kept. */
export type HeadersColumn = 'http_tools.secret_headers' | 'mcp_servers.secret_headers';

/** A row's secret headers, none where it has none, or why they cannot be read. */
export type OpenedHeaders =
  | { readonly headers: Readonly<Record<string, string>>; readonly problem?: undefined }
  | { readonly headers?: undefined; readonly problem: string };

type Sealed = { readonly id: string; readonly secretHeaders: string | null };

/** Seals and opens the secret headers of rows. */
@Injectable()
export class SecretHeaders {
  constructor(private readonly secrets: SecretBox) {}

  /** Null: none; undefined: as they are. */
  async seal(
    column: HeadersColumn,
    id: string,
    headers: Readonly<Record<string, string>> | null | undefined,
  ): Promise<string | null | undefined> {
    if (headers === undefined || headers === null) return headers;
    if (Object.keys(headers).length === 0) return null;
    return this.secrets.seal(JSON.stringify(headers), secretPurpose(column, id));
  }

  async open(column: HeadersColumn, { id, secretHeaders: sealed }: Sealed): Promise<OpenedHeaders> {
    if (sealed === null) return { headers: {} };
    const { secret, problem } = await openedSecret(this.secrets, sealed, secretPurpose(column, id));
    if (secret === undefined) return { problem: `secret_headers: ${problem}` };
    return { headers: JSON.parse(secret) as Record<string, string> };
  }
}
