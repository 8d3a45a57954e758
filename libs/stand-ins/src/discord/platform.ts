import type { Changes } from './changes';
import type { Gateway } from './gateway';
import type { Pacer } from './pacer';
import type { VoiceServer } from './voice-server';

/** The servers behind every guild. */
export type Platform = {
  readonly changes: Changes;
  readonly gateway: Gateway;
  readonly voice: VoiceServer;
  readonly pacer: Pacer;
};
