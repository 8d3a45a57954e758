import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { type Labelled, labelled, LANGUAGES, type Score, scores } from './labelled';

const PAGE = join(__dirname, '..', '..', '..', 'docs', 'redaction.md');
const KINDS = ['email', 'phone', 'card', 'iban'] as const;
const FORMS = ['written', 'spoken'] as const;

describe('Personal data, in labelled sentences', () => {
  it('is found as docs/redaction.md says', () => {
    const [seen, unseen] = [labelled('seen'), labelled('unseen')];
    writeFileSync(PAGE, pageOf(seen, unseen));
    const all = scores(seen, () => 'all', true).get('all');
    expect(recall(all)).toBeGreaterThan(0.95);
    expect(precision(all)).toBeGreaterThan(0.95);
  });
});

function pageOf(seen: readonly Labelled[], unseen: readonly Labelled[]): string {
  return `# What redaction finds

Made by \`npm run eval:redaction\`. Not written by hand.

${seen.length} labelled sentences (\`test/fixtures/redaction\`) in four languages, written and as recognizers write what was spoken, ${without(seen)} of them with nothing of anybody: numbers of
orders, years, prices, rooms, versions. The rules were made with them. ${unseen.length} more (\`unseen\`) were written afterwards, and the rules were left as they were. Right is what begins and ends where the label does.
Precision is how much of what was found is right, recall how much of what is there was found. Names, addresses of places and dates of birth are not looked for.

## With the agent's language known

${tableOf(seen, true)}

## The unseen ones

${tableOf(unseen, true)}

## With no language known

${tableOf([...seen, ...unseen], false)}
`;
}

function tableOf(items: readonly Labelled[], knowsLanguage: boolean): string {
  const by = scores(
    items,
    ({ language, form }, kind) => `${kind} ${form} ${language}`,
    knowsLanguage,
  );
  const all = scores(items, () => 'all', knowsLanguage).get('all');
  const rows = KINDS.flatMap((kind) =>
    FORMS.map((form) => {
      const cells = LANGUAGES.map((language) => cell(by.get(`${kind} ${form} ${language}`)));
      return `| ${kind}, ${form} | ${cells.join(' | ')} |`;
    }),
  );
  const heads = ['precision / recall (found of there)', ...LANGUAGES].join(' | ');
  return [
    `| ${heads} |`,
    '| --- | --- | --- | --- | --- |',
    ...rows,
    '',
    `All: ${cell(all)}.`,
  ].join('\n');
}

function cell(score: Score | undefined): string {
  if (score === undefined) return '–';
  const { right, missed } = score;
  return `${percent(precision(score))} / ${percent(recall(score))} (${right} of ${right + missed})`;
}

function precision({ right, wrong }: Score = { right: 0, missed: 0, wrong: 0 }): number {
  return right + wrong === 0 ? 1 : right / (right + wrong);
}

function recall({ right, missed }: Score = { right: 0, missed: 0, wrong: 0 }): number {
  return right + missed === 0 ? 1 : right / (right + missed);
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

function without(items: readonly Labelled[]): number {
  return items.filter(({ labels }) => labels.length === 0).length;
}
