import { demoInputFrom } from './demo-input';
import { answer } from './skills';

const NOON = new Date(2026, 10, 22, 15, 5);

/** The answer to the last of what the user said; replies in between do not matter here. */
function reply(...said: string[]): string {
  const messages = said.map((content) => ({ role: 'user', content }) as const);
  return answer(demoInputFrom(messages, NOON));
}

describe('the demo responder', () => {
  it.each([
    ['What time is it?', 'It is 3:05 in the afternoon.'],
    ['um, can you tell me the time please', 'It is 3:05 in the afternoon.'],
    ["What's the date today?", 'Today is Sunday, November 22nd, 2026.'],
    ['What day is it?', 'Today is Sunday, November 22nd, 2026.'],
    ['What is two plus three?', 'Two plus three is five.'],
    ["What's 2+3?", 'Two plus three is five.'],
    ['what is to plus for', 'Two plus four is six.'],
    ['How much is 12 times 12?', 'Twelve times twelve is 144.'],
    ['What is ten divided by four?', 'Ten divided by four is 2.5.'],
    ['Two plus three times four.', 'Two plus three times four is fourteen.'],
    ['What is three minus five?', 'Three minus five is minus two.'],
    ['What is one hundred and twenty minus 20?', '120 minus twenty is 100.'],
    ['Add two and three.', 'Two plus three is five.'],
    ['What is five divided by zero?', 'Nobody can divide by zero, not even a demo responder.'],
    ['Repeat after me: the quick brown fox.', 'The quick brown fox.'],
    ['Repeat after me, the quick brown fox', 'The quick brown fox.'],
    ['Please say hello world!', 'Hello world!'],
    ['Could you say good night?', 'Good night?'],
    ['Hello.', 'Hello! How can I help you?'],
    ['Hi there!', 'Hello! How can I help you?'],
    ['Hello, how are you?', 'I am fine, thank you. How are you?'],
    ['Thank you.', 'You are welcome.'],
    ['Thanks a lot!', 'You are welcome.'],
    ['Good-bye.', 'Goodbye! It was nice talking to you.'],
    ['Good-by,', 'Goodbye! It was nice talking to you.'],
    ['Can you hear me?', 'Yes, I can hear you loud and clear.'],
    ['Testing, one, two, three.', 'Yes, I can hear you loud and clear.'],
    ['My name is Ada.', 'Nice to meet you, Ada.'],
    ["Hi, my name's ada lovelace and I like numbers.", 'Nice to meet you, Ada Lovelace.'],
    ['Count to five.', 'One, two, three, four, five.'],
    ['Stop.', 'Okay.'],
    ['What did I say?', 'That was the first thing you said.'],
    ['How many things have I said?', 'This is the first thing I heard from you.'],
  ])('answers "%s" with "%s"', (said, expected) => {
    expect(reply(said)).toBe(expected);
  });

  it.each(['Who are you?', 'What can you do?', 'Are you an AI?', 'How do I get a real model?'])(
    'admits what it is and names the setting when asked "%s"',
    (said) => {
      expect(reply(said)).toContain('a demo responder, not an AI model');
      expect(reply(said)).toContain('LLM_PROVIDER');
    },
  );

  it('remembers a name said earlier, and the newest one', () => {
    expect(reply('My name is Bob.', 'What time is it?', 'Call me Ada.', "What's my name?")).toBe(
      'Your name is Ada.',
    );
    expect(reply('What is my name?')).toContain('have not told me');
  });

  it('repeats what the user said last', () => {
    expect(reply('The sky is blue.', 'What did I say?')).toBe('You said: The sky is blue.');
  });

  it('counts what the user said', () => {
    expect(reply('One.', 'Two.', 'How many things did I say?')).toBe(
      'I remember three things you said, counting this one.',
    );
  });

  it('repeats its own last reply', () => {
    const messages = [
      { role: 'user', content: 'What is two plus two?' },
      { role: 'assistant', content: 'Two plus two is four.' },
      { role: 'user', content: 'What did you say?' },
    ] as const;
    expect(answer(demoInputFrom(messages, NOON))).toBe('Two plus two is four.');
  });

  it('tells another joke when asked for another', () => {
    const first = reply('Tell me a joke.');
    expect(reply('Tell me a joke.', 'Tell me another joke.')).not.toBe(first);
  });

  it('says the hour without minutes on the hour', () => {
    const at = (hour: number) =>
      answer(
        demoInputFrom([{ role: 'user', content: 'What time is it?' }], new Date(2026, 0, 1, hour)),
      );
    expect(at(0)).toBe("It is 12 o'clock at night.");
    expect(at(9)).toBe("It is 9 o'clock in the morning.");
    expect(at(20)).toBe("It is 8 o'clock in the evening.");
  });

  it('reflects what it heard when nothing fits, and explains itself once in a row', () => {
    const said = 'Weasels have eaten our phone system.';
    expect(reply(said)).toBe(
      'I heard you say: Weasels have eaten our phone system. I am only a demo responder, so I cannot say more about that.',
    );
    const again = demoInputFrom(
      [
        { role: 'user', content: said },
        { role: 'assistant', content: reply(said) },
        { role: 'user', content: 'They ate the wires too.' },
      ],
      NOON,
    );
    expect(answer(again)).toBe('I heard you say: They ate the wires too.');
  });

  it('does not read a monologue back', () => {
    const words = reply(Array(200).fill('weasel').join(' ')).split(' ');
    expect(words.length).toBeLessThan(45);
  });

  it.each(['', '...', '🙂', 'um', '-', '+', 'what is', 'say', 'count to', 'my name is'])(
    'has an answer to "%s"',
    (said) => {
      expect(reply(said).length).toBeGreaterThan(3);
    },
  );
});
