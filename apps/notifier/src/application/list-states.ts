import type { DeliveryRegister, SubjectState } from './ports/delivery-register';

export class ListStates {
  constructor(private readonly register: DeliveryRegister) {}

  /** Of each delivery of these subjects; for whoever compares them with the payments. Throws DependencyFault. */
  execute(subjects: readonly string[]): Promise<SubjectState[]> {
    return this.register.statesOf(subjects);
  }
}
