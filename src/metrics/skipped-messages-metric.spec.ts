import { SkippedMessages } from '@vox/outbound';
import { Registry } from 'prom-client';

import { addSkippedMessages } from './skipped-messages-metric';

describe(addSkippedMessages.name, () => {
  it('tells how many messages of each provider were passed over, however often it is asked', async () => {
    const registry = new Registry();
    addSkippedMessages(registry);
    const skipped = new SkippedMessages('stt', 'measured', { warn: () => undefined });
    skipped.unknown();
    skipped.unreadable('text');
    skipped.unreadable('text');
    await registry.metrics();
    const metrics = await registry.metrics();
    const name = 'voxbridge_provider_messages_skipped_total{room="stt",provider="measured"';
    expect(metrics).toContain(`${name},kind="unknown"} 1`);
    expect(metrics).toContain(`${name},kind="unreadable"} 2`);
  });
});
