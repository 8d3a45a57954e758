import { figuresPages } from './pages/figures';
import { serverPages } from './pages/server';
import { signInPages } from './pages/sign-in';
import { useTown } from './support/town';

const API_KEY = 'a key for the owner only';

describe('The pages of the server in a browser', () => {
  describe('without a key', () => {
    const open = useTown({ OUTBOUND_ALLOWED_HOSTS: '127.0.0.1' });

    describe('the server', () => serverPages(open));
    describe('figures', () => figuresPages(open));
  });

  describe('behind a key', () => signInPages(useTown({ VOXBRIDGE_API_KEY: API_KEY }), API_KEY));
});
