import { HttpCode, RequestMapping, RequestMethod, SetMetadata, createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { BodyOf, EndpointDefinition, ParamsOf, QueryOf } from '@reelm/contracts';
import type { Request } from 'express';
import type { z } from 'zod';
import { parseInput } from './input.js';

const endpointKey = 'reelm:endpoint';

/** What a handler may return: the contract's answer, or anything where the contract sends bytes or nothing. */
type Answer<D extends EndpointDefinition> = {} extends z.input<D['response']> ? unknown : z.input<D['response']>;

/** The parsed request of an endpoint, as `@Input()` hands it to the handler. */
export interface InputOf<D extends EndpointDefinition> {
  params: ParamsOf<D>;
  query: QueryOf<D>;
  body: BodyOf<D>;
}

/**
 * Makes a controller method the handler of one endpoint of the contract: method, path, status, access and the shape of the answer all come
 * from there, so the controller itself is a plain `@Controller()` without a prefix.
 *
 * The returned value is sent through the contract's response schema, which drops everything that the schema does not name.
 * Endpoints with `bytes` write to `@Res()` themselves.
 *
 * @example
 * ```ts
 * import { Endpoint, Input, type InputOf } from '../http/endpoint.js';
 *
 * \@Controller()
 * export class VideosController {
 *   \@Endpoint(http.updateVideo)
 *   update(@Input() { params, body }: InputOf<typeof http.updateVideo>, @CurrentActor() actor: Actor) {
 *     return this.videos.update(params.id, body, actor);
 *   }
 * }
 * ```
 */
export const Endpoint =
  <D extends EndpointDefinition>(definition: D) =>
  <T extends (...args: never[]) => Answer<D> | Promise<Answer<D>>>(
    target: object,
    key: string,
    descriptor: TypedPropertyDescriptor<T>,
  ): void => {
    RequestMapping({ path: definition.path, method: RequestMethod[definition.method] })(target, key, descriptor);
    HttpCode(definition.status)(target, key, descriptor);
    SetMetadata(endpointKey, definition)(target, key, descriptor);
  };

/** The contract's endpoint that a controller method handles; undefined for a method that handles none. */
export const endpointOf = (handler: object): EndpointDefinition | undefined =>
  Reflect.getMetadata(endpointKey, handler) as EndpointDefinition | undefined;

/**
 * The request's `params`, `query` and `body`, parsed by the endpoint's schemas; type it as `InputOf<typeof http.x>`.
 * Throws `request.invalid` with the schema's issues; body keys that the contract does not know are an issue too.
 */
export const Input = createParamDecorator((_: unknown, context: ExecutionContext) => {
  const definition = endpointOf(context.getHandler());
  if (!definition) throw new Error(`${context.getClass().name}.${context.getHandler().name} takes @Input() but is no @Endpoint()`);
  return parseInput(definition, context.switchToHttp().getRequest<Request>());
});
