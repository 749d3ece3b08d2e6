/** Names that a person could take for one another are one person: four eyes are not had by another spelling. */
export const isSameOperator = (one: string, other: string): boolean => plain(one) === plain(other);

const plain = (name: string) =>
  name
    .normalize('NFKC')
    .replace(/[\s\p{Cf}]+/gu, '')
    .toLowerCase();
