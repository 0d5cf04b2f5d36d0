import { Injectable, type OnModuleInit } from '@nestjs/common';
import { PATH_METADATA, ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { http, type EndpointDefinition } from '@reelm/contracts';
import { endpointOf } from './endpoint.js';

/** A controller method that Nest routes requests to. */
export interface Route {
  /** `Controller.method`, for messages. */
  handler: string;
  /** The contract's endpoint; undefined where the method was routed by other means than `@Endpoint`. */
  definition: EndpointDefinition | undefined;
  /** Takes `@Body()`, `@Query()` or `@Param()`, which nothing parses, instead of `@Input()`. */
  rawInput: boolean;
}

/** All routes against the contract; the answer names every disagreement. */
export const endpointProblems = (routes: readonly Route[], contract: Record<string, EndpointDefinition>): string[] => {
  const handlersOf = (definition: EndpointDefinition) =>
    routes.filter((route) => route.definition === definition).map((route) => route.handler);
  const known = new Set(Object.values(contract));
  return [
    ...routes
      .filter(({ definition }) => !definition || !known.has(definition))
      .map(({ handler }) => `${handler} answers at an address that is not in the contract`),
    ...routes.filter(({ rawInput }) => rawInput).map(({ handler }) => `${handler} takes unparsed input; use @Input()`),
    ...Object.entries(contract).flatMap(([name, definition]) => {
      const handlers = handlersOf(definition);
      if (handlers.length === 1) return [];
      return [handlers.length === 0 ? `${name} has no handler` : `${name} has several handlers: ${handlers.join(', ')}`];
    }),
  ];
};

const rawTypes: readonly number[] = [RouteParamtypes.BODY, RouteParamtypes.QUERY, RouteParamtypes.PARAM, RouteParamtypes.RAW_BODY];

const takesRawInput = (controller: object, method: string): boolean => {
  const parameters = (Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, method) ?? {}) as Record<string, unknown>;
  return Object.keys(parameters).some((key) => rawTypes.includes(Number(key.split(':')[0])));
};

/** Refuses to start when the routes and the contract differ. */
@Injectable()
export class EndpointRegistry implements OnModuleInit {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  onModuleInit(): void {
    const problems = endpointProblems(this.routes(), http);
    if (problems.length > 0)
      throw new Error(`The routes do not match the contract:\n${problems.map((problem) => `  ${problem}`).join('\n')}`);
  }

  /** Every routed method of every controller. */
  routes(): Route[] {
    return this.discovery.getControllers().flatMap(({ metatype, instance }) => {
      if (typeof metatype !== 'function' || !instance) return [];
      const prototype = Object.getPrototypeOf(instance) as Record<string, object>;
      return this.scanner.getAllMethodNames(prototype).flatMap((method): Route[] => {
        const handler = prototype[method];
        if (!handler || Reflect.getMetadata(PATH_METADATA, handler) === undefined) return [];
        return [{ handler: `${metatype.name}.${method}`, definition: endpointOf(handler), rawInput: takesRawInput(metatype, method) }];
      });
    });
  }
}
