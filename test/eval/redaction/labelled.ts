import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import type { PersonalKind } from '@vox/voice-core';

import { type Finding, findPersonal } from '../../../src/redaction/detector';

const FOLDER = join(__dirname, '..', '..', 'fixtures', 'redaction');

export const LANGUAGES = ['en', 'de', 'fr', 'es'] as const;

export type Labelled = {
  readonly language: (typeof LANGUAGES)[number];
  readonly form: 'written' | 'spoken';
  readonly text: string;
  readonly labels: readonly Finding[];
};

/** @param set `seen`: the rules were made with it; `unseen`: written after them, and not looked at while they were. */
export function labelled(set: 'seen' | 'unseen'): Labelled[] {
  const folder = set === 'seen' ? FOLDER : join(FOLDER, 'unseen');
  return LANGUAGES.flatMap((language) =>
    readFileSync(join(folder, `${language}.txt`), 'utf8')
      .trim()
      .split('\n')
      .map((line) => {
        const [form, marked = ''] = line.split('\t');
        return { language, form: form === 'w' ? 'written' : 'spoken', ...unmarked(marked) };
      }),
  );
}

/** Words, and which of them are marked: "Call me at [phone:555 1234]". */
function unmarked(marked: string): Pick<Labelled, 'text' | 'labels'> {
  const labels: Finding[] = [];
  let text = '';
  let from = 0;
  for (const match of marked.matchAll(/\[(email|phone|card|iban):([^\]]+)\]/gu)) {
    const [whole, kind, words = ''] = match;
    text += marked.slice(from, match.index);
    labels.push({
      kind: kind as PersonalKind,
      start: text.length,
      end: text.length + words.length,
    });
    text += words;
    from = match.index + whole.length;
  }
  return { text: text + marked.slice(from), labels };
}

export type Score = { right: number; missed: number; wrong: number };

/** By what `groupOf` says. A finding is right that begins and ends where the label does. */
export function scores(
  items: readonly Labelled[],
  groupOf: (item: Labelled, kind: PersonalKind) => string,
  knowsLanguage: boolean,
): Map<string, Score> {
  const groups = new Map<string, Score>();
  const count = (item: Labelled, kind: PersonalKind, what: keyof Score) => {
    const group = groupOf(item, kind);
    const score = groups.get(group) ?? { right: 0, missed: 0, wrong: 0 };
    score[what] += 1;
    groups.set(group, score);
  };
  for (const item of items) {
    const found = findPersonal(item.text, knowsLanguage ? item.language : undefined);
    const isSame = (one: Finding) => (other: Finding) =>
      one.kind === other.kind && one.start === other.start && one.end === other.end;
    for (const label of item.labels) {
      count(item, label.kind, found.some(isSame(label)) ? 'right' : 'missed');
    }
    for (const one of found) {
      if (!item.labels.some(isSame(one))) count(item, one.kind, 'wrong');
    }
  }
  return groups;
}
