import { Listeners } from '@vox/voice-core';

import type { ToolJson } from './http-tool.schema';

export type ToolChange = {
  readonly type: 'created' | 'updated' | 'deleted';
  readonly toolId: string;
  /** As REST shows it; absent when it is gone. */
  readonly tool?: ToolJson;
};

/** Tells other rooms that somebody added, changed or took away a tool here. */
export class ToolChanges extends Listeners<ToolChange> {}
