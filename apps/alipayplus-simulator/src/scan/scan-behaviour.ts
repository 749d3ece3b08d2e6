import { isNoticeBehaviour, type NoticeBehaviour } from '../wire/notice-behaviour';

/** How a scanned code is answered: as any call, or with an order that the client SDK deals with. */
export type ScanBehaviour = NoticeBehaviour | 'HANDLE_BY_SDK';

export const isScanBehaviour = (text: string): text is ScanBehaviour =>
  text === 'HANDLE_BY_SDK' || isNoticeBehaviour(text);
