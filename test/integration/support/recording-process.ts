// Records a tone for as long as it lives, into FOLDER, under KEY and NAME. Each second that it has recorded goes to standard output.
import { setTimeout as sleep } from 'node:timers/promises';

import { SystemClock } from '@vox/voice-core';

import { DiskPlace } from '../../../src/recordings/storage/disk-place';
import { RecordingFile } from '../../../src/recordings/taking/recording-file';
import { RunningRecording } from '../../../src/recordings/taking/running-recording';

const { FOLDER = '', KEY = '', NAME = '' } = process.env;
const TONE = Int16Array.from({ length: 320 }, (_, at) => (at % 40 < 20 ? 6000 : -6000));

async function record(): Promise<void> {
  const clock = new SystemClock();
  const seal = { key: Buffer.from(KEY, 'hex'), name: NAME };
  const file = await RecordingFile.create(new DiskPlace(FOLDER), seal);
  const nothing = { reader: () => () => [] };
  const recording = new RunningRecording('one', file, nothing, clock);
  for (let sent = 1; ; sent++) {
    recording.heard('ann', { pcm: TONE, sampleRateHz: 16_000 });
    if (sent % 5 === 0) recording.write();
    if (sent % 50 === 0) process.stdout.write(`recorded ${recording.durationMs} ms\n`);
    await sleep(20);
  }
}

void record();
