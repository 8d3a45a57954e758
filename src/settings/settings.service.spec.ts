import type { SettingEntity } from '@vox/database';
import { VirtualClock } from '@vox/testing';
import type { Repository } from 'typeorm';

import { parseConfig, RuntimeSettings } from '../config';
import { SettingsService } from './settings.service';

const refused = () => Object.assign(new Error('refused'), { code: 'ECONNREFUSED' });

/** A service over rows that can be read, refused, or not answered for. */
function use() {
  const clock = new VirtualClock();
  const settings = new RuntimeSettings(parseConfig({}));
  const stored = { read: (): Promise<object[]> => Promise.resolve([]) };
  const repository = { find: () => stored.read() } as unknown as Repository<SettingEntity>;
  return { clock, settings, stored, service: new SettingsService(repository, settings, clock) };
}

const rows = (value: string) => () => Promise.resolve([{ name: 'SILENCE_THRESHOLD_MS', value }]);

describe(SettingsService.name, () => {
  it('reads every five seconds what was set elsewhere, and keeps it while it cannot', async () => {
    const { clock, settings, stored, service } = use();
    const { voice } = settings.config;
    stored.read = () => Promise.reject(refused());
    await service.start();
    expect(voice.SILENCE_THRESHOLD_MS).toBe(600);
    stored.read = rows('450');
    await clock.advance(5000);
    expect(voice.SILENCE_THRESHOLD_MS).toBe(450);
    stored.read = () => Promise.reject(refused());
    await clock.advance(10_000);
    expect(voice.SILENCE_THRESHOLD_MS).toBe(450);
    stored.read = rows('300');
    await clock.advance(5000);
    expect(voice.SILENCE_THRESHOLD_MS).toBe(300);
    await service.stop();
    expect(clock.sleepers).toBe(0);
  });

  it('ends with a question that is not answered', async () => {
    const { clock, stored, service } = use();
    await service.start();
    stored.read = () => new Promise(() => undefined);
    await clock.advance(5000);
    await service.stop();
  });
});
