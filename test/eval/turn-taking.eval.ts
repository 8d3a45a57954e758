import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { parseConfig } from '../../src/config';
import { modelPaths, modelsDirectory } from '../../src/stt/adapters/embedded/models';
import { MoonshineModel } from '../../src/stt/adapters/embedded/moonshine-model';
import { SileroVoiceActivityDetector } from '../../src/stt/adapters/embedded/silero-voice-activity.adapter';
import { printTable } from '../bench/report';
import { missedBounds } from './bounds';
import { corpus } from './corpus';
import { DecodeMemory } from './decode-memory';
import { endpointingPlot } from './endpointing-plot';
import { worst } from './failures';
import { figuresOf } from './figures';
import { evaluationPage, summary } from './report';
import { run } from './run';
import { DEFAULT_SETTING, type Setting, settingName, SETTINGS } from './settings';
import { type Verdict, verdictOf } from './verdict';

const ROOT = join(__dirname, '..', '..');
const RESULTS = join(ROOT, 'coverage');
const DOCS = join(ROOT, 'docs');

const isQuick = process.env['EVAL_QUICK'] === '1';

describe('Turn-taking on the labelled corpus', () => {
  it('is measured, keeps its bounds, and nothing breaks', async () => {
    mkdirSync(RESULTS, { recursive: true });
    const models = modelsDirectory(parseConfig(process.env).stt);
    const model = await MoonshineModel.load(models, 'tiny');
    const memory = new DecodeMemory((samples) => model.decode(samples), decodesPath(models));
    const detector = new SileroVoiceActivityDetector(models);
    const items = corpus({ isQuick });
    const result = await run(items, SETTINGS, { memory, detector }, (done) => {
      if (done % 50 !== 0) return;
      // A run that is stopped goes on from here.
      memory.save();
      process.stdout.write(`${done} of ${items.length} items\n`);
    }).finally(() => memory.save());
    const verdicts = result.outcomes.map(verdictOf);
    writeFileSync(join(RESULTS, 'eval.json'), JSON.stringify(verdicts, undefined, 1));
    print(verdicts);
    process.stdout.write(
      `${(result.audioMs / 60_000).toFixed(0)} min of audio in ${(result.tookMs / 1000).toFixed(0)} s, ${memory.made} new decodes\n`,
    );
    if (!isQuick) {
      mkdirSync(join(DOCS, 'images'), { recursive: true });
      writeFileSync(join(DOCS, 'evaluation.md'), evaluationPage(verdicts, result, memory.known));
      writeFileSync(join(DOCS, 'images', 'endpointing.svg'), plotOf(verdicts));
    }
    expect(verdicts.flatMap(({ errors }) => errors)).toEqual([]);
    const usual = figuresOf(cleanIn(verdicts, DEFAULT_SETTING));
    const fixed = figuresOf(cleanIn(verdicts, { ...DEFAULT_SETTING, endOfTurn: 'fixed' }));
    // Of an eighth of the items one is too many.
    if (!isQuick) expect(missedBounds(usual, fixed)).toEqual([]);
  }, 3_600_000);
});

/** Decodes are worth keeping as long as the model is the same. */
function decodesPath(models: string): string {
  const { 'tiny-encoder': encoder, 'tiny-decoder': decoder } = modelPaths(models, [
    'tiny-encoder',
    'tiny-decoder',
  ]);
  const hash = createHash('sha1').update(readFileSync(encoder)).update(readFileSync(decoder));
  return join(RESULTS, `eval-decodes-${hash.digest('hex').slice(0, 8)}.json`);
}

function cleanIn(verdicts: readonly Verdict[], setting: Setting): Verdict[] {
  const name = settingName(setting);
  return verdicts.filter((verdict) => verdict.condition === 'clean' && verdict.setting === name);
}

function plotOf(verdicts: readonly Verdict[]): string {
  return endpointingPlot(
    SETTINGS.map((setting) => {
      const figures = figuresOf(cleanIn(verdicts, setting));
      return { setting, delay: figures.completeDelay, endedEarly: figures.endedEarlyShortPause };
    }),
  );
}

function print(verdicts: readonly Verdict[]): void {
  const { head, rows } = summary(verdicts);
  printTable(head, rows);
  printTable(
    ['item', 'what happened'],
    worst(
      verdicts.filter(({ setting }) => setting === settingName(DEFAULT_SETTING)),
      10,
    ).map(({ verdict, what }) => [verdict.id, what]),
  );
}
