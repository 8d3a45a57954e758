import { pageStorage } from '../voice/browser-memory';
import { GuideOffer } from './guide-offer';

describe(GuideOffer.name, () => {
  it('is made until it is hidden, also at the next visit, and again when it is wanted back', () => {
    const storage = pageStorage();
    const offer = new GuideOffer(storage);
    const told: boolean[] = [];
    offer.subscribe(() => told.push(offer.get()));
    expect(offer.get()).toBe(true);
    offer.hide(true);
    expect(new GuideOffer(storage).get()).toBe(false);
    offer.hide(false);
    expect(new GuideOffer(storage).get()).toBe(true);
    expect(told).toEqual([false, true]);
  });
});
