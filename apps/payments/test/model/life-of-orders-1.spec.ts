import { itHoldsForHalf } from './seed-cases';

describe('whatever happens in whatever order, the books and answers of orders hold', () => itHoldsForHalf(0));
