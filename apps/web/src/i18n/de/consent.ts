import type { ConsentText } from '../en/consent';
import type { Catalogue } from '../message';

export const consent: Catalogue<ConsentText> = {
  'consent.recording': 'Darf aufgezeichnet werden, was du sagst?',
  'consent.memory': 'Darf {agent} sich für spätere Gespräche merken, was du erzählst?',
  'consent.processing': 'Darf {agent} hören, was du sagst?',
  'consent.own':
    'Du antwortest nur für dich und kannst es jederzeit zurücknehmen. Keine Antwort heißt nein.',
  'consent.required': 'Bis du es erlaubst, wird nichts gehört, was du sagst.',
  'consent.allow': 'Erlauben',
  'consent.refuse': 'Nicht erlauben',
  'consent.withdraw_recording': 'Mich nicht mehr aufzeichnen',
  'consent.withdraw_memory': 'Das nicht merken',
  'consent.withdraw_processing': 'Mir nicht mehr zuhören',
};
