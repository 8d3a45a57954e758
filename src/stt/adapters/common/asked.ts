import type { TranscribeOptions } from '@vox/voice-core';

/** How one utterance is to be heard. */
export type Asked = {
  /** As the server calls it. */
  readonly language: string;
  readonly onSent: TranscribeOptions['onSent'] | undefined;
};
