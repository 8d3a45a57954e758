import { ContentFilter } from './content-filter';

type Row = readonly [name: string, text: string, content: string];

const REASONING: readonly Row[] = [
  ['think', '<think>\nThe user wants a joke.\n</think>\n\nKnock knock.', 'Knock knock.'],
  ['upper case', '<THINK>Hm.</THINK>Hi.', 'Hi.'],
  ['mixed case and spaces', '< Think >Hm.</ think >\nHi.', 'Hi.'],
  ['attributes', '<think type="deep" effort=high>Hm.</think>Hi.', 'Hi.'],
  ['thinking', '<thinking>Hm.</thinking>Hi.', 'Hi.'],
  ['thought', '<thought>Hm.</thought>Hi.', 'Hi.'],
  ['reasoning', '<reasoning>Hm.</reasoning>Hi.', 'Hi.'],
  ['scratchpad', '<scratchpad>1 + 1</scratchpad> Two.', 'Two.'],
  [
    'Seed',
    '<seed:think>Hm.<seed:cot_budget_reflect>x</seed:cot_budget_reflect></seed:think>Hi.',
    'Hi.',
  ],
  ['Anthropic', '<thinking>Hm.</thinking>Hi.', 'Hi.'],
  ['Kimi', '◁think▷Hm.◁/think▷Hi.', 'Hi.'],
  ['Magistral', '[THINK]Hm.[/THINK]Hi.', 'Hi.'],
  ['Command', '<|START_THINKING|>Hm.<|END_THINKING|><|START_RESPONSE|>Hi.<|END_RESPONSE|>', 'Hi.'],
  [
    'OpenThinker',
    '<|begin_of_thought|>Hm.<|end_of_thought|>\n\n<|begin_of_solution|>Hi.<|end_of_solution|>',
    'Hi.',
  ],
  ['MedGemma', '<unused94>thought\nHm.<unused95>Hi.', 'Hi.'],
  ['Gemma 4', '<|channel>thought\nHm.<channel|>Hi.<turn|>', 'Hi.'],
  ['Hunyuan', '<think_never_used_51bc>Hm.</think_never_used_51bc>Hi.', 'Hi.'],
  ['answer in a tag', '<think>Hm.</think>\n<answer>\nHi.\n</answer>', 'Hi.\n'],
  [
    'Open WebUI',
    '<details type="reasoning" done="true">\n<summary>Thought</summary>\nHm.\n</details>\nHi.',
    'Hi.',
  ],
  ['escaped', '&lt;think&gt;Hm.&lt;/think&gt;Hi.', 'Hi.'],
  ['Granite', 'Here is my thought process:\nHm.\n\nHere is my response:\nHi.', 'Hi.'],
  ['ollama run', 'Thinking...\nHm.\n...done thinking.\n\nHi.', 'Hi.'],
  ['another closing tag', '<think>Hm.</thinking>Hi.', 'Hi.'],
  ['white space before', '\n \n<think>Hm.</think>Hi.', 'Hi.'],
  ['empty', '<think>\n\n</think>\n\nHi.', 'Hi.'],
  ['unclosed', '<think>Hm. What', ''],
  ['unclosed later', 'Hi.\n<think>Hm.', 'Hi.\n'],
  ['between sentences', 'Hi. <think>Hm.</think> Go on.', 'Hi. Go on.'],
  ['between lines', 'Hi.\n<think>Hm.</think>\nGo on.', 'Hi.\nGo on.'],
  ['attached', 'Hi.<think>Hm.</think> Go on.', 'Hi. Go on.'],
  ['in a sentence', 'Sure, <think>hm</think> it is.', 'Sure, it is.'],
  ['in a Chinese sentence', '好的 <think>用户想知道时间</think>三点。', '好的 三点。'],
  ['twice', '<think>A</think>One.<think>B</think> Two.', 'One. Two.'],
  ['nested', '<think>a<think>b</think>c</think>Hi.', 'Hi.'],
  ['that speaks of its tag', '<think>Use <think> first.</think>Hi.', 'Hi.'],
  ['that quotes its end', '<think>Then `</think>` comes.</think>Hi.', 'Hi.'],
  ['with code in it', '<think>```\n</think>Hi.', 'Hi.'],
  ['self-closing', '<think/>Hi.', 'Hi.'],
];

const CHANNELS: readonly Row[] = [
  [
    'analysis and final',
    '<|channel|>analysis<|message|>Hm.<|end|><|start|>assistant<|channel|>final<|message|>Hi.<|return|>',
    'Hi.',
  ],
  [
    'a call of a tool',
    '<|start|>assistant<|channel|>commentary to=functions.x <|constrain|>json<|message|>{"a":1}<|call|>',
    '',
  ],
  ['a preamble', '<|channel|>commentary<|message|>I look it up.<|end|>', 'I look it up.'],
  ['unclosed analysis', '<|channel|>analysis<|message|>Hm.', ''],
  ['without their tokens', 'analysisThe user says hi.assistantfinalHi.', 'Hi.'],
];

const TEMPLATES: readonly Row[] = [
  ['ChatML', '<|im_start|>assistant\nHi.<|im_end|>', 'Hi.'],
  [
    'ChatML, the next turn',
    'Hi.<|im_end|>\n<|im_start|>user\nAnd you?<|im_end|>\n<|im_start|>assistant\nFine.',
    'Hi.\n',
  ],
  ['Llama 3', '<|start_header_id|>assistant<|end_header_id|>\n\nHi.<|eot_id|>', 'Hi.'],
  [
    'Llama 3, once more',
    'Hi.<|eot_id|><|start_header_id|>assistant<|end_header_id|>\n\nGo on.',
    'Hi.\n\nGo on.',
  ],
  ['Llama 3 without its tokens', 'assistant\n\nHi.', 'Hi.'],
  ['Llama 2', '<s>[INST] <<SYS>>\nBe nice.\n<</SYS>>\nHello [/INST] Hi.</s>', 'Hi.'],
  ['Gemma', '<start_of_turn>model\nHi.<end_of_turn>', 'Hi.'],
  ['Gemma, the next turn', 'Hi.<end_of_turn>\n<start_of_turn>user\nAnd?', 'Hi.\n'],
  ['DeepSeek', '<｜Assistant｜>Hi.<｜end▁of▁sentence｜>', 'Hi.'],
  [
    'DeepSeek tools',
    'Hi.<｜tool▁calls▁begin｜><｜tool▁call▁begin｜>x<｜tool▁sep｜>y<｜tool▁call▁end｜><｜tool▁calls▁end｜>',
    'Hi.',
  ],
  ['Kimi tools', 'Hi.<|tool_calls_section_begin|>x<|tool_calls_section_end|>', 'Hi.'],
  ['Qwen tools', 'Hi.\n<tool_call>\n{"name": "x"}\n</tool_call>', 'Hi.\n'],
  ['Mistral tools', '[TOOL_CALLS][{"name":"x"}]', ''],
  ['a named function', '<function=x>{"a":1}</function>Hi.', 'Hi.'],
  ['Command', '<|START_OF_TURN_TOKEN|><|CHATBOT_TOKEN|>Hi.<|END_OF_TURN_TOKEN|>', 'Hi.'],
  ['Granite', '<|start_of_role|>assistant<|end_of_role|>Hi.<|end_of_text|>', 'Hi.'],
  ['Phi', '<|assistant|>\nHi.<|end|><|endoftext|>', 'Hi.'],
  ['EXAONE', '[|assistant|]Hi.[|endofturn|]', 'Hi.'],
  ['GLM', '[gMASK]<sop><|assistant|>\nHi.<|user|>\nAnd?', 'Hi.'],
  ['a box', '<|begin_of_box|>42<|end_of_box|>', '42'],
  ['padding', 'Hi.<pad><pad><eos>', 'Hi.'],
  ['an end in an unclosed block', '```\nx\n<|im_end|>', '```\nx\n'],
];

const PROSE = [
  'Is 5 < 10 and x<y? I <3 it.',
  'a <b>bold</b> <s>old</s> word',
  'List<String> and <T>',
  '[laughs] Hi [1, 2].',
  'AT&T, Tom & Ann, R&D; &amp; &lt;b&gt;',
  'Use `<think>` first.',
  'Use ``<think> `x` </think>`` first.',
  '```xml\n<think>Hm.</think>\n<|im_end|>\n```\nDone.',
  '~~~\n<think>\n~~~\nDone.',
  '> ```\n> <think>\n> ```\nYes.',
  'Text between <think> and </think> tags.',
  'It is in <think>...</think>, or <think></think>.',
  '写在 <think> 和 </think> 之间。',
  'The <think> tag opens it.',
  'Close it with </think> at the end.',
  'He wrote "<think>" on it.',
  'f <| x and <|> y',
  'if x <think and y',
  'x <s and t',
  'Here is my thought process: read.',
  'Here is my cat.',
  'Thinking... it is fine.',
  'analysis of it',
  'assistant of Tom',
  'assistant',
  'Thinkers <think',
  'An <output> here and <answer> there.',
  'The `</s>` tag, `<|im_end|>` and `[INST]`.',
  'a ` b',
  '<',
  'x [',
  'one &',
  'x ◁ y',
];

const whole = (text: string) => chunks(text);
function chunks(...parts: readonly string[]): string {
  const filter = new ContentFilter();
  return parts.map((part) => filter.push(part)).join('') + filter.end();
}

describe(ContentFilter.name, () => {
  it.each(REASONING)('leaves reasoning out: %s', (_name, text, content) => {
    expect(whole(text)).toBe(content);
  });

  it.each(CHANNELS)('gives only what is for the person: %s', (_name, text, content) => {
    expect(whole(text)).toBe(content);
  });

  it.each(TEMPLATES)('leaves tokens of templates out: %s', (_name, text, content) => {
    expect(whole(text)).toBe(content);
  });

  it.each(PROSE)('gives prose and code whole: %j', (text) => {
    expect(whole(text)).toBe(text);
  });

  it('gives the same however the text is cut', () => {
    const rows = [...REASONING, ...CHANNELS, ...TEMPLATES].map(([, text, content]) => ({
      text,
      content,
    }));
    for (const { text, content } of [...rows, ...PROSE.map((text) => ({ text, content: text }))]) {
      expect(chunks(...text)).toBe(content);
      for (let at = 1; at < text.length; at++) {
        expect([text, at, chunks(text.slice(0, at), text.slice(at))]).toEqual([text, at, content]);
      }
    }
  });

  it.each([
    ['a comparison', ['5 <', ' 10'], ['5 ', '< 10']],
    ['a name', ['x<y', ' is'], ['x<y', ' is']],
    ['a heart', ['I <3', ' it'], ['I <3', ' it']],
    ['a bracket', ['[la', 'ughs]'], ['[la', 'ughs]']],
    ['a company', ['AT&', 'T'], ['AT', '&T']],
    ['a tag of HTML', ['<h', '1>x'], ['<h', '1>x']],
  ])('holds no more of %s back than may begin a mark', (_name, deltas, given) => {
    const filter = new ContentFilter();
    expect(deltas.map((delta) => filter.push(delta))).toEqual(given);
  });

  describe('where only the end of the reasoning is in the reply', () => {
    const text = 'The user wants a joke.\n</think>\n\nKnock knock.';

    it('leaves out what was not given out yet', () => {
      expect(whole(text)).toBe('Knock knock.');
      expect(chunks('Hm', '</think>Hi.')).toBe('HmHi.');
    });

    it('tells that it began so', () => {
      const filter = new ContentFilter();
      for (const character of text) filter.push(character);
      filter.end();
      expect(filter.beganInReasoning).toBe(true);
    });

    it.each([
      ['the end comes', text, 'Knock knock.', true],
      ['it opens its reasoning itself', `<think>${text}`, 'Knock knock.', false],
      ['no end comes', 'Knock, knock. Who?', 'Knock, knock. Who?', false],
    ])('holds all of it when it is known to begin so, until %s', (_name, reply, content, began) => {
      for (const parts of [[reply], [...reply]]) {
        const filter = new ContentFilter({ beginsInReasoning: true });
        const given = parts.map((part) => filter.push(part)).join('') + filter.end();
        expect([given, filter.beganInReasoning]).toEqual([content, began]);
      }
    });
  });
});
