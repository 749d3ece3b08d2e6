import type { Check } from '@wallet/operator-contract';

type Row = Readonly<Record<string, string>>;

export interface ComparedPage {
  readonly compared: number;
  readonly faults: readonly Row[];
  /** Where the next page begins; undefined after the last. */
  readonly next: string | undefined;
}

/** Between two services lies a queue: what looks wrong is looked at again, so often in all and after so long. */
export interface Patience {
  readonly looks: number;
  readonly pauseMs: number;
}

export const patient: Patience = { looks: 5, pauseMs: 1_000 };

/** What is wrong of all pages. `progress` hears how many have been compared. */
export async function comparePages(
  pageAfter: (after: string | undefined) => Promise<ComparedPage>,
  patience: Patience,
  progress: (compared: number) => void,
): Promise<Row[]> {
  const faults: Row[] = [];
  let [after, compared, looks] = [undefined as string | undefined, 0, patience.looks];
  do {
    let page = await pageAfter(after);
    for (; page.faults.length > 0 && looks > 0; looks--) {
      await new Promise((resolve) => setTimeout(resolve, patience.pauseMs));
      page = await pageAfter(after);
    }
    faults.push(...page.faults);
    progress((compared += page.compared));
    after = page.next;
  } while (after !== undefined);
  return faults;
}

const namedFaults = 10;

/** I7: whoever is to be told is told, by one notice. `what` is compared. */
export function noticeCheck(what: string, name: string, faults: readonly Row[]): Check {
  if (faults.length === 0) return { id: 'I7', name, status: 'ok' };
  const detail = faults.length === 1 ? `1 ${what}` : `${faults.length} ${what}s`;
  return { id: 'I7', name, status: 'broken', detail, rows: [...faults.slice(0, namedFaults)] };
}
