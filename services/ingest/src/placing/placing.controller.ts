import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { events, rpcs, type EventMessage, type PayloadOf, type RpcInput, type RpcOutput } from '@reelm/contracts';
import { OnEvent, OnRpc, type EventContext } from '@reelm/service-kit';
import { PlacingService } from './placing.service.js';

@Controller()
export class PlacingController {
  constructor(private readonly placing: PlacingService) {}

  @OnEvent(events.fileEdited)
  filesEdited(@Payload() edited: EventMessage<PayloadOf<typeof events.fileEdited>>[], @Ctx() { tx }: EventContext): Promise<void> {
    return this.placing.ask(tx, edited);
  }

  @OnRpc(rpcs.freeSpace)
  freeSpace(@Payload() { id }: RpcInput<typeof rpcs.freeSpace>): Promise<RpcOutput<typeof rpcs.freeSpace>> {
    return this.placing.freeSpace(id);
  }
}
