import type { PersonalKind } from '@vox/voice-core';
import { LinkifyIt } from 'linkify-it';
import { findPhoneNumbersInText, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import isCreditCard from 'validator/lib/isCreditCard';
import isEmail from 'validator/lib/isEmail';
import isIBAN from 'validator/lib/isIBAN';

import { spokenAddresses, spokenNumbers, type WrittenForm } from './spoken-forms';

/** Something of a person in a text, from `start` to before `end`. */
export type Finding = {
  readonly kind: PersonalKind;
  readonly start: number;
  readonly end: number;
};

/** In which countries a number without a country's code is looked for, by language. */
const COUNTRIES = {
  en: ['US', 'GB', 'AU'],
  de: ['DE', 'AT', 'CH'],
  fr: ['FR', 'BE', 'CH'],
  es: ['ES'],
} as const;
type Country = (typeof COUNTRIES)[keyof typeof COUNTRIES][number];
const EVERYWHERE = [...new Set(Object.values(COUNTRIES).flat())];

const IBAN = /\b[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]){11,30}\b/gu;
const CARD = /(?<![\d-])\d(?:[ -]?\d){12,18}(?![\d-])/gu;

/** "05.11.2024" would be a number in Germany. */
const DATE = /^\d{1,2}[./-]\d{1,2}[./-]\d{2,4}$/u;

const links = new LinkifyIt({ fuzzyEmail: true, fuzzyLink: false, fuzzyIP: false });
/** Knows which domains there are. */
const sites = new LinkifyIt({ fuzzyLink: true });

/**
 * What of a text is an e-mail address, a telephone number, a card's or an account's number, as it is written or spoken;
 * in order, and none over another. Names and addresses of places are not found.
 * @param language BCP 47, where it is known: which countries' numbers are likely.
 */
export function findPersonal(text: string, language?: string): Finding[] {
  const numbers = spokenNumbers(text, isIBAN);
  const countries = countriesOf(language);
  const found = [
    ...matches(text, IBAN).flatMap((form) => shortened(form, isIBAN, 'iban')),
    ...numbers.filter(({ written }) => isIBAN(written)).map(as('iban')),
    ...matches(text, CARD).flatMap((form) => shortened(form, isCard, 'card')),
    ...numbers.filter(({ written }) => isCard(written)).map(as('card')),
    ...writtenAddresses(text),
    ...spokenAddresses(text)
      .filter(({ written }) => isAddress(written))
      .map(as('email')),
    ...writtenPhones(text, countries),
    ...numbers.filter(({ written }) => isPhone(written, countries)).map(as('phone')),
  ];
  const taken: Finding[] = [];
  for (const one of found) {
    if (!taken.some(({ start, end }) => one.start < end && start < one.end)) taken.push(one);
  }
  return taken.sort((one, other) => one.start - other.start);
}

function writtenAddresses(text: string): Finding[] {
  return (links.match(text) ?? [])
    .filter(({ schema, text: written }) => schema === 'mailto:' && isEmail(written))
    .map(({ index, lastIndex }) => ({ kind: 'email', start: index, end: lastIndex }));
}

/** With a domain that there is: "look at the dot on the map" has none. */
function isAddress(written: string): boolean {
  return isEmail(written) && sites.test(written.slice(written.indexOf('@') + 1));
}

function writtenPhones(text: string, countries: readonly Country[]): Finding[] {
  return countries.flatMap((defaultCountry) =>
    findPhoneNumbersInText(text, { defaultCountry })
      .filter(({ startsAt, endsAt }) => isPhone(text.slice(startsAt, endsAt), [defaultCountry]))
      .map(({ startsAt, endsAt }) => ({ kind: 'phone' as const, start: startsAt, end: endsAt })),
  );
}

/** A number that there may be, told as one would dial it: so an order's number is none that only lacks its zero. */
function isPhone(written: string, countries: readonly Country[]): boolean {
  const digits = written.replaceAll(/\D/gu, '');
  return countries.some((country) => {
    const number = parsePhoneNumberFromString(written, country);
    if (number?.isValid() !== true || DATE.test(written)) return false;
    if (written.trim().startsWith('+')) return true;
    return number.formatNational().replaceAll(/\D/gu, '') === digits;
  });
}

function isCard(written: string): boolean {
  return isCreditCard(written.replaceAll(/[ -]/gu, ''));
}

function countriesOf(language: string | undefined): readonly Country[] {
  const [base = ''] = (language ?? '').toLowerCase().split('-');
  return base in COUNTRIES ? COUNTRIES[base as keyof typeof COUNTRIES] : EVERYWHERE;
}

function matches(text: string, pattern: RegExp): WrittenForm[] {
  return [...text.matchAll(pattern)].map(({ 0: written, index }) => ({
    start: index,
    end: index + written.length,
    written,
  }));
}

/** The longest beginning that is one: what follows may look as if it belonged to it. */
function shortened(
  { start, written }: WrittenForm,
  isOne: (written: string) => boolean,
  kind: PersonalKind,
): Finding[] {
  for (let length = written.length; length >= 13; length--) {
    const shorter = written.slice(0, length);
    if (/[\dA-Z]$/u.test(shorter) && isOne(shorter)) return [{ kind, start, end: start + length }];
  }
  return [];
}

function as(kind: PersonalKind) {
  return ({ start, end }: WrittenForm): Finding => ({ kind, start, end });
}
