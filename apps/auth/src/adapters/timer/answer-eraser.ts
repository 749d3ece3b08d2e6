import { batchLoop } from '@wallet/service';

/** Erases sealed answers every 30 s. */
export const AnswerEraser = batchLoop('answer eraser', 30_000);
