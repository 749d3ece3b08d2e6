import { Inject } from '@nestjs/common';
import { commonEndpoints, openApiOf, type OperatedService } from '@wallet/operator-contract';
import { OperatorCall, OperatorController } from './operator-call';
import { SERVICE } from './operator-tokens';

/** The calls of this service, as a document. */
@OperatorController()
export class OpenApiController {
  constructor(@Inject(SERVICE) private readonly service: OperatedService) {}

  @OperatorCall(commonEndpoints.describe)
  describe() {
    return openApiOf(this.service);
  }
}
