import { peoplePages } from './pages/people';
import { settingsPages } from './pages/settings';
import { useTown } from './support/town';

/** The key of the server itself, which may do everything. */
const API_KEY = 'a key for the owner only';

describe('The pages of settings, people, keys and the record', () => {
  const open = useTown({ VOXBRIDGE_API_KEY: API_KEY });

  describe('people and keys', () => peoplePages(open, API_KEY));
  describe('settings', () => settingsPages(open, API_KEY));
});
