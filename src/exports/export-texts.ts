import { Injectable } from '@nestjs/common';

import { EverythingSource } from './everything-source';
import type { AboutExport } from './export-files';
import { type ExportContents, ExportSource } from './export-source';

/** What is to be in a file, by what was asked for. */
@Injectable()
export class ExportTexts {
  constructor(
    private readonly source: ExportSource,
    private readonly everything: EverythingSource,
  ) {}

  /** Piece by piece; gives back what was in it. */
  of({ scope, format }: AboutExport): AsyncGenerator<string, ExportContents, void> {
    if (scope.person !== undefined) return this.everything.text(scope.person);
    return this.source.text(scope, format === 'markdown' ? 'markdown' : 'jsonl');
  }

  /** False once anything of a file that is whole was deleted. Rejects when the database cannot be asked. */
  async areThere({ scope, contents }: AboutExport): Promise<boolean> {
    if (contents === undefined) return true;
    return scope.person === undefined
      ? this.source.isThere(contents, scope)
      : this.everything.isThere(scope.person, contents);
  }
}
