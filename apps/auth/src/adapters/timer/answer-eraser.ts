import { BatchLoop, type Logger } from '@wallet/service';
import type { EraseAnswers } from '../../application/tokens/erase-answers';

/** Erases sealed answers every 30 s. */
export class AnswerEraser extends BatchLoop {
  constructor(eraseAnswers: Pick<EraseAnswers, 'execute'>, logger: Logger) {
    super({ name: 'answer eraser', periodMs: 30_000, execute: () => eraseAnswers.execute(), logger });
  }
}
