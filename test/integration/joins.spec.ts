import childProcess from 'node:child_process';
import fs from 'node:fs';
import workerThreads from 'node:worker_threads';

import { parseConfig } from '../../src/config';
import { modelsDirectory } from '../../src/stt/adapters/embedded/models';
import { SileroNetwork } from '../../src/stt/adapters/embedded/silero/silero-network';
import { SileroVoiceActivityDetector } from '../../src/stt/adapters/embedded/silero-voice-activity.adapter';
import { Engines } from '../bench/loop/engines';
import { CountingDetector, Joins } from '../bench/loop/joins';
import { VoiceLoop } from '../bench/loop/voice-loop';

const SESSIONS = 100;

/** 100 ms of sound are 1600 samples: a window of 576, then two of 512. */
const WINDOWS_PER_JOIN = 3;

/** From then on V8 runs the network at full speed. */
const WARM_WINDOWS = 100;

/** What takes long enough that others hear it: everything is loaded, compiled and begun before anybody joins. */
const SLOW_CALLS = [
  [WebAssembly, ['Module', 'Instance', 'compile', 'instantiate']],
  [fs, ['readFileSync', 'openSync', 'readFile', 'open', 'createReadStream', 'existsSync']],
  [fs.promises, ['readFile', 'open']],
  [workerThreads, ['Worker']],
  [childProcess, ['fork', 'spawn', 'spawnSync', 'execFile']],
] as const;

const originals: (() => void)[] = [];

/** Notes the name of each slow call, which happens as ever, until the test is over. */
function watchSlowCalls(): string[] {
  const called: string[] = [];
  for (const [owner, names] of SLOW_CALLS) {
    for (const name of names) {
      const call = Reflect.get<object, string>(owner, name) as typeof Function;
      const noted = new Proxy(call, {
        apply: (target, self, given) => {
          called.push(name);
          return Reflect.apply(target, self, given) as unknown;
        },
        construct: (target, given) => {
          called.push(name);
          return Reflect.construct(target, given);
        },
      });
      Reflect.set(owner, name, noted);
      originals.push(() => Reflect.set(owner, name, call));
    }
  }
  return called;
}

/** The server's detector in the voice loop, as the start of a server leaves them. */
function started(): { joins: Joins; detector: CountingDetector } {
  const models = modelsDirectory(parseConfig(process.env).stt);
  const detector = new CountingDetector(new SileroVoiceActivityDetector(models));
  return {
    joins: new Joins(new VoiceLoop(new Engines(), 'shipped', detector), detector),
    detector,
  };
}

afterEach(() => {
  jest.restoreAllMocks();
  for (const restore of originals.splice(0)) restore();
});

describe('joining', () => {
  it('loads, compiles and begins nothing that others would hear, the first included', async () => {
    const { joins } = started();
    const loaded = Object.keys(require.cache);
    const called = watchSlowCalls();
    for (let joined = 0; joined < SESSIONS; joined++) await joins.join();
    expect(called).toEqual([]);
    expect(Object.keys(require.cache)).toEqual(loaded);
    await joins.hangUp();
  });

  it('takes of the network what its own sound takes, however many have joined', async () => {
    const windows = jest.spyOn(SileroNetwork.prototype, 'run');
    const { joins } = started();
    const perJoin: number[] = [];
    for (let joined = 0; joined < SESSIONS; joined++) {
      windows.mockClear();
      await joins.join();
      perJoin.push(windows.mock.calls.length);
    }
    expect(perJoin).toEqual(Array.from({ length: SESSIONS }, () => WINDOWS_PER_JOIN));
    await joins.hangUp();
  });

  it('meets a network that has run until it is fast', () => {
    const windows = jest.spyOn(SileroNetwork.prototype, 'run');
    started();
    expect(windows.mock.calls.length).toBeGreaterThanOrEqual(WARM_WINDOWS);
  });

  it('would be seen to read and compile', () => {
    const called = watchSlowCalls();
    started();
    expect(called).toEqual(
      expect.arrayContaining(['existsSync', 'readFileSync', 'Module', 'Instance']),
    );
  });
});
