import { applyDecorators, UseFilters } from '@nestjs/common';
import { EventPattern, MessagePattern } from '@nestjs/microservices';
import type { EventDefinition, RpcDefinition } from '@reelm/contracts';
import type { Tx } from '../database/database.js';
import { RpcErrorsFilter } from './rpc-errors.filter.js';

/** What an event handler gets beside the events. All effects go through `tx`: it also records that the events were seen. */
export interface EventContext {
  tx: Tx;
}

/** What whoever answers a question gets beside it. */
export interface RpcContext {
  /** Ends when nobody waits for the answer any more. */
  signal: AbortSignal;
}

/**
 * Handles an event of the catalogue: `handle(@Payload() events: EventMessage<…>[], @Ctx() context: EventContext)`.
 * It gets a batch in stream order, without events whose effect is there already, and must drop what is older than what it has.
 */
export const OnEvent = (definition: EventDefinition): MethodDecorator =>
  applyDecorators(EventPattern(definition.subject) as MethodDecorator, UseFilters(RpcErrorsFilter));

/** Answers a question of the catalogue: `answer(@Payload() input, @Ctx() context: RpcContext)`; throw an AppError for a typed refusal. */
export const OnRpc = (definition: RpcDefinition): MethodDecorator =>
  applyDecorators(MessagePattern(definition.subject), UseFilters(RpcErrorsFilter));
