const HEADINGS = {
  reasoning: 'Reasoning',
  template: 'Tokens of chat templates, calls of tools',
  markdown: 'Markdown',
  code: 'Code',
  html: 'HTML and SSML',
  latex: 'LaTeX',
  citations: 'Marks of sources, addresses',
  sentences: 'Sentences',
};

/** `docs/speakable-text.md`: what of a model's text is shown and what is said, from the texts that the tests run. */
export function speakableTextPage(texts) {
  const all = Object.values(texts).flat();
  const scripts = [...new Set(all.map(({ script }) => script))].sort();
  return `${[
    '# What of a model’s text is shown, and what is said',
    'Generated from `test/fixtures/speakable-text` by `node scripts/generate.mjs`; do not edit.',
    `${all.length} texts in ${scripts.length} scripts (${scripts.join(', ')}). Tests run each of them whole, character by character, and in two at ` +
      'every border: what is shown is the same to the character, what is said to the word (`src/llm/content/speakable-texts.spec.ts`, ' +
      '`src/voice/text/speakable-texts.spec.ts`). `⏎` is a line break; each piece that the voice is given has a line.',
    '- **Shown**, stored and given back to the model is what the model wrote without its reasoning, template tokens and calls of tools ' +
      '(`src/llm/content`). In code, and where a sentence speaks of them, such marks stay.\n' +
      '- **Said** are the words of what is shown (`src/voice/text`): code, tags, comments, definitions and marks of sources are not. What may as well ' +
      'be plain prose is said as it is. Formulas are said in English, as their commands are.\n' +
      '- Some models write only the end of their reasoning, because its beginning is in their prompt. What was given out before it stays; what was ' +
      'not is left out. The server remembers such a model, and holds its next replies until that end comes; one without it is given at its end.',
    ...Object.entries(HEADINGS).flatMap(([kind, heading]) => [`## ${heading}`, table(texts[kind])]),
  ].join('\n\n')}\n`;
}

function table(rows) {
  const lines = rows.map(({ name, script, text, shown, said }) => {
    const isSame = shown === undefined;
    const cells = [
      name,
      script,
      code(text),
      isSame ? 'all' : code(shown),
      said.map(code).join('<br>'),
    ];
    return `| ${cells.map((cell) => (cell === '' ? '–' : cell)).join(' | ')} |`;
  });
  return [
    '| text of | script | the model wrote | shown | said |',
    '| --- | --- | --- | --- | --- |',
    ...lines,
  ].join('\n');
}

/** Nothing in it is markup of the page; what cannot be seen is named. */
function code(text) {
  if (text === '') return '';
  const escaped = text
    .replace(/[&<>|`*_[\]$\\~=#!]/gu, (mark) => `&#${mark.codePointAt(0)};`)
    .replace(
      /[\u{AD}\u{200B}\u{202A}-\u{202E}\u{FEFF}\u{E200}-\u{E206}]/gu,
      (mark) => `U+${mark.codePointAt(0).toString(16).toUpperCase().padStart(4, '0')} `,
    )
    .replace(/\n/gu, '⏎')
    .replace(/ {2,}/gu, (spaces) => '&nbsp;'.repeat(spaces.length));
  return `<code>${escaped}</code>`;
}
