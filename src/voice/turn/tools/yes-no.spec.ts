import { yesOrNo } from './yes-no';

it.each([
  'Yes.',
  'yeah, sure',
  'Yes please, go ahead!',
  'Okay, do it.',
  'um, yes',
  'Ja.',
  'Ja, bitte!',
  'Na klar, mach das.',
  'Oui.',
  "D'accord, allez-y",
  "oui, s'il vous plaît",
  'Sí, por favor.',
  'Vale, adelante',
])('is a yes: %s', (text) => expect(yesOrNo(text)).toBe('yes'));

it.each([
  'No.',
  'no, leave it',
  'Nope, the other one',
  "Don't do that",
  'well, no',
  'wait, which one?',
  'Nein!',
  'Nein danke, lieber nicht',
  'Nicht das',
  'Non merci',
  'Surtout pas',
  'No, gracias.',
  'Mejor no',
  'yes, no, stop',
  'ja, nein, doch nicht',
])('is a no: %s', (text) => expect(yesOrNo(text)).toBe('no'));

it.each([
  '',
  'mhm',
  'which file do you mean?',
  'yes but first tell me what is in it',
  'the yes file',
  'ja aber nur die zweite',
  'maybe',
  'vielleicht',
  'I said delete it',
])('is unclear: %s', (text) => expect(yesOrNo(text)).toBe('unclear'));

it('takes the name of who is spoken to for no part of it', () => {
  expect(yesOrNo('Vox, yes', ['Vox'])).toBe('yes');
  expect(yesOrNo('Yes, Hey Vox', ['Hey Vox', 'Vox'])).toBe('yes');
  expect(yesOrNo('No, Vox', ['Vox'])).toBe('no');
});
