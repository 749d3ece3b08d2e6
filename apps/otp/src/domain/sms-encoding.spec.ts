import { fitsOneSegment, isGsm7 } from './sms-encoding';

it.each([
  ['004711 is your code to pay HKD 120.50 to Shop. Never share it.', true],
  ['@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ¤¡ÄÖÑÜ§¿äöñüà', true],
  ['^{}\\[~]|€', true],
  ['', true],
  ['ç', false],
  ['ê', false],
  ['`', false],
  ['…', false],
  ['“Shop”', false],
  ['Tim’s', false],
  ['a – b', false],
  ['a\u00a0b', false],
  ['\t', false],
  ['\u001b', false],
  ['茶記', false],
  ['магазин', false],
  ['😀', false],
])('%j is of the GSM alphabet: %p', (text, expected) => {
  expect(isGsm7(text)).toBe(expected);
});

it.each([
  ['a'.repeat(160), true],
  ['a'.repeat(161), false],
  ['é'.repeat(160), true],
  ['€'.repeat(80), true],
  ['€'.repeat(81), false],
  [`${'a'.repeat(159)}[`, false],
  [`${'a'.repeat(158)}[`, true],
  ['茶'.repeat(70), true],
  ['茶'.repeat(71), false],
  [`${'a'.repeat(69)}茶`, true],
  [`${'a'.repeat(70)}茶`, false],
  ['😀'.repeat(35), true],
  ['😀'.repeat(36), false],
])('%j fits into one segment: %p', (text, expected) => {
  expect(fitsOneSegment(text)).toBe(expected);
});
