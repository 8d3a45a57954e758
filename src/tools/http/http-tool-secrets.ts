import { Injectable } from '@nestjs/common';
import type { HttpToolEntity } from '@vox/database';

import { openedSecret, SecretBox, secretPurpose } from '../../secrets';

const COLUMN = 'http_tools.secret_headers';

/** A row's secret headers, none where it has none, or why they cannot be read. */
export type OpenedHeaders =
  | { readonly headers: Readonly<Record<string, string>>; readonly problem?: undefined }
  | { readonly headers?: undefined; readonly problem: string };

/** Seals and opens the secret headers of rows. */
@Injectable()
export class HttpToolSecrets {
  constructor(private readonly secrets: SecretBox) {}

  seal(id: string, headers: Readonly<Record<string, string>>): Promise<string> {
    return this.secrets.seal(JSON.stringify(headers), secretPurpose(COLUMN, id));
  }

  async open({ id, secretHeaders: sealed }: HttpToolEntity): Promise<OpenedHeaders> {
    if (sealed === null) return { headers: {} };
    const purpose = secretPurpose(COLUMN, id);
    const { secret, problem } = await openedSecret(this.secrets, sealed, purpose);
    if (secret === undefined) return { problem: `secret_headers: ${problem}` };
    return { headers: JSON.parse(secret) as Record<string, string> };
  }
}
