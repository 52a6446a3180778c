import { param, type RestInput } from '../rest/router.ts';
import type { Environment, ServerlessService } from './model.ts';
import { found, type ServerlessStore } from './store.ts';

/** The service that the path names. @throws TwilioError 404 */
export function serviceOf(store: ServerlessStore, input: RestInput): ServerlessService {
  return store.service(param(input, 'service'));
}

/** The environment that the path names. @throws TwilioError 404 */
export function environmentOf(store: ServerlessStore, input: RestInput): Environment {
  return found(serviceOf(store, input).environments.get(param(input, 'environment')), input.request.path);
}
