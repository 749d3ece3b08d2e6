/** The last record of a page. `at`: exactly when it happened, as the store writes it. */
export interface PagePlace {
  readonly at: string;
  readonly id: string;
}

export interface ToldPage {
  /** Of what happened at this moment or later. */
  readonly since: Date;
  readonly after: PagePlace | undefined;
  readonly limit: number;
}
