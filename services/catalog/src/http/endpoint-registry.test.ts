import { http } from '@reelm/contracts';
import { describe, expect, it } from 'vitest';
import { endpointProblems, type Route } from './endpoint-registry.js';

const contract = { health: http.health, signIn: http.signIn };
const route = (handler: string, definition: Route['definition'], rawInput = false): Route => ({ handler, definition, rawInput });

describe('endpointProblems', () => {
  it('finds nothing where each endpoint has one handler', () => {
    expect(endpointProblems([route('A.health', http.health), route('B.signIn', http.signIn)], contract)).toEqual([]);
  });

  it('names missing, double and foreign handlers and unparsed input', () => {
    const routes = [
      route('A.health', http.health),
      route('B.health', http.health),
      route('C.debug', undefined),
      route('D.users', http.listUsers, true),
    ];
    expect(endpointProblems(routes, contract)).toEqual([
      'C.debug answers at an address that is not in the contract',
      'D.users answers at an address that is not in the contract',
      'D.users takes unparsed input; use @Input()',
      'health has several handlers: A.health, B.health',
      'signIn has no handler',
    ]);
  });
});
