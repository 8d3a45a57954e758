import { skippedMessageTotals } from '@vox/outbound';
import { Counter, type Registry } from 'prom-client';

/** `voxbridge_provider_messages_skipped_total`: what providers said that nobody could use. */
export function addSkippedMessages(registry: Registry): void {
  new Counter({
    name: 'voxbridge_provider_messages_skipped_total',
    help: 'Messages of providers that were passed over, as of an unknown kind or unreadable.',
    labelNames: ['room', 'provider', 'kind'],
    registers: [registry],
    collect() {
      this.reset();
      for (const { kind, provider, fault, count } of skippedMessageTotals()) {
        this.inc({ room: kind, provider, kind: fault }, count);
      }
    },
  });
}
