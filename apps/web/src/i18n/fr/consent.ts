import type { ConsentText } from '../en/consent';
import type { Catalogue } from '../message';

export const consent: Catalogue<ConsentText> = {
  'consent.recording': 'Peut-on enregistrer ce que vous dites ?',
  'consent.memory': '{agent} peut-il retenir ce que vous dites pour de prochaines conversations ?',
  'consent.processing': '{agent} peut-il entendre ce que vous dites ?',
  'consent.own':
    'Vous répondez pour vous seul et pouvez revenir dessus à tout moment. Sans réponse, c’est non.',
  'consent.required': 'Tant que vous ne l’autorisez pas, rien de ce que vous dites n’est entendu.',
  'consent.allow': 'Autoriser',
  'consent.refuse': 'Refuser',
  'consent.withdraw_recording': 'Ne plus m’enregistrer',
  'consent.withdraw_memory': 'Ne pas retenir',
  'consent.withdraw_processing': 'Ne plus m’écouter',
};
